import { type Ref, useMemo } from 'react'
import type { SettingView } from '../../../core/contract/workbench/exploreViews.ts'
import { useSettings } from '../../data/useSettings.ts'
import { SettingText } from '../../parts/SettingText.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { countText, percentText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { useBackInSight } from '../../ui/useBackInSight.ts'
import type { RowSteps } from '../../ui/useTakenRow.ts'
import { eventColumns } from './eventColumns.ts'
import { type EventName, type EventRow, eventKey, meanNet } from './eventRows.ts'

type EventTableProps = {
  readonly rows: readonly EventRow[]
  readonly total: number
  readonly setting: SettingView
  readonly selected: EventName | null
  readonly steps: Ref<RowSteps>
  onEvent(event: EventName): void
}

export function EventTable({ rows, total, setting, selected, steps, onEvent }: EventTableProps) {
  const { timeZone } = useSettings()
  const columns = useMemo(() => eventColumns(timeZone), [timeZone])
  const { traded, mean } = useMemo(() => meanNet(rows), [rows])
  const means =
    mean === null
      ? 'none of them trades'
      : `mean net of the ${countText(traded)} that trade ${percentText(mean, { digits: 3, signed: true })}`
  const counted = `${countText(rows.length)} of ${countText(total)} events; ${means}.`
  const place = useBackInSight(selected !== null)
  return (
    <div ref={place} className="fill">
      <Panel
        title="Events"
        description={
          <>
            {counted} Times {timeZone}. <SettingText setting={setting} />
          </>
        }
        flush
      >
        <DataTable
          columns={columns}
          rows={rows}
          rowKey={(row) => row.key}
          onRowClick={onEvent}
          height={selected === null ? 430 : '100%'}
          initialSort={{ key: 'time' }}
          label="Single events"
          selectedKey={selected === null ? null : eventKey(selected)}
          emptyText="No event fits the filter. Show all to see every event of this detector."
          steps={steps}
        />
      </Panel>
    </div>
  )
}
