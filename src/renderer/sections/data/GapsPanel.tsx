import { useMemo } from 'react'
import type { Passport } from '../../../core/market/passport.ts'
import { useSettings } from '../../data/useSettings.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText, durationText } from '../../ui/numberText.ts'
import { timeText } from '../../ui/timeText.ts'
import { type GapRow, gapRows } from './gapRows.ts'

type GapsProps = { readonly passport: Passport; readonly height: number; onGap(gap: GapRow): void }

export function GapsPanel({ passport, height, onGap }: GapsProps) {
  const { timeZone } = useSettings()
  const rows = useMemo(() => gapRows(passport), [passport])
  const columns = useMemo(() => gapColumns(timeZone, passport.calendar === '24x7'), [timeZone, passport.calendar])
  const listed = passport.gaps.length
  return (
    <>
      {listed < passport.gapCount ? (
        <p className="panel-description" style={{ margin: '4px 12px' }}>
          The first {countText(listed)} of {countText(passport.gapCount)} gaps are listed.
        </p>
      ) : null}
      <DataTable
        columns={columns}
        rows={rows}
        rowKey={({ key }) => key}
        onRowClick={onGap}
        height={height}
        initialSort={{ key: 'bars', descending: true }}
        label={`Gaps of ${passport.symbol}; Enter shows one in the chart`}
        emptyText="No gap: every bar that the calendar expects between the first and the last is there."
      />
    </>
  )
}

/** Where the market never closes there is one kind of gap only. */
function gapColumns(timeZone: string, isOneKind: boolean): readonly DataColumn<GapRow>[] {
  const columns: readonly DataColumn<GapRow>[] = [
    {
      key: 'from',
      title: `First missing (${timeZone})`,
      width: 146,
      value: ({ fromMs }) => fromMs,
      text: ({ fromMs }) => timeText(fromMs, timeZone),
    },
    {
      key: 'to',
      title: 'Last missing',
      width: 136,
      value: ({ lastMs }) => lastMs,
      text: ({ lastMs }) => timeText(lastMs, timeZone),
    },
    {
      key: 'bars',
      title: 'Bars',
      width: 58,
      align: 'right',
      value: ({ bars }) => bars,
      text: ({ bars }) => countText(bars),
    },
    {
      key: 'length',
      title: 'Length',
      width: 80,
      align: 'right',
      value: ({ lastMs, fromMs }) => lastMs - fromMs,
      text: ({ fromMs, toMs }) => durationText(toMs - fromMs),
      explanation: 'From the start of the first missing bar to the end of the last one, nights and weekends included.',
    },
    {
      key: 'kind',
      title: 'Kind',
      width: 104,
      value: ({ kind }) => kind,
      text: ({ kind }) => (kind === 'whole-session' ? 'whole session' : 'within a session'),
      explanation:
        'Whole session: every bar of one or more sessions is absent. Within a session: some of its bars are absent; bars alone cannot say which of the two it is.',
    },
  ]
  return isOneKind ? columns.filter(({ key }) => key !== 'kind') : columns
}
