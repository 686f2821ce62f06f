import { Group, Pagination } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { RejectRow } from '../../../core/contract/workbench/views.ts'
import type { Passport } from '../../../core/market/passport.ts'
import { useCall } from '../../data/useCall.ts'
import { useSettings } from '../../data/useSettings.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { Loading } from '../../ui/Loading.tsx'
import { countText } from '../../ui/numberText.ts'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { timeText } from '../../ui/timeText.ts'

type RejectsProps = { readonly workspace: string; readonly passport: Passport; readonly height: number }

const PAGE_ROWS = 200
const FOOT_PX = 40

/** Rows that did not become bars, and why; a page at a time. */
export function RejectsPanel({ workspace, passport, height }: RejectsProps) {
  const { symbol, interval } = passport
  const { timeZone } = useSettings()
  const [page, setPage] = useState(1)
  const asked = useCall('data.rejects', {
    workspace,
    symbol,
    interval,
    offset: (page - 1) * PAGE_ROWS,
    limit: PAGE_ROWS,
  })
  const columns = useMemo(() => rejectColumns(timeZone), [timeZone])
  if (asked.trouble !== null) return <TroubleNote trouble={asked.trouble} />
  if (asked.value === null) return <Loading label="Reading rejects" />
  const { total, rows } = asked.value
  const pages = Math.ceil(total / PAGE_ROWS)
  return (
    <>
      <DataTable
        columns={columns}
        rows={rows}
        rowKey={({ layer, line }) => `${layer} ${line}`}
        height={pages > 1 ? height - FOOT_PX : height}
        label={`Rejected rows of ${symbol}`}
        emptyText="No row was rejected: every row that was received became a bar."
      />
      {pages > 1 ? (
        <Group justify="space-between" px={12} h={FOOT_PX}>
          <span style={{ fontSize: 12 }}>{countText(total)} rejected rows</span>
          <Pagination
            size="xs"
            total={pages}
            value={page}
            onChange={setPage}
            getControlProps={(control) => ({ 'aria-label': `${control} page` })}
          />
        </Group>
      ) : null}
    </>
  )
}

function rejectColumns(timeZone: string): readonly DataColumn<RejectRow>[] {
  return [
    { key: 'layer', title: 'Layer', width: 46, align: 'right', value: ({ layer }) => layer },
    {
      key: 'line',
      title: 'Line',
      width: 54,
      align: 'right',
      value: ({ line }) => line,
      text: ({ line }) => countText(line),
      explanation: 'Line of the received file, or row of a Parquet file, from 1.',
    },
    {
      key: 'time',
      title: `Time (${timeZone})`,
      width: 124,
      value: ({ time }) => time,
      text: ({ time }) => timeText(time, timeZone),
    },
    { key: 'reason', title: 'Reason', width: 104, value: ({ reason }) => reason },
    { key: 'detail', title: 'Detail', width: 184, value: ({ detail }) => detail },
  ]
}
