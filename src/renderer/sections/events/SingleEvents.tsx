import { type Ref, useMemo, useState } from 'react'
import type { EventsView } from '../../../core/contract/workbench/exploreViews.ts'
import { useCall } from '../../data/useCall.ts'
import { useSettings } from '../../data/useSettings.ts'
import { hourOfWeekIn } from '../../ui/hourOfWeek.ts'
import { Loading } from '../../ui/Loading.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import type { RowSteps } from '../../ui/useTakenRow.ts'
import { EventFilterBar } from './EventFilterBar.tsx'
import { EventTable } from './EventTable.tsx'
import { EVERY_EVENT, type EventFilter, type EventName, eventRows, filterEvents, inSlot } from './eventRows.ts'
import { HourWeekdayPanel } from './HourWeekdayPanel.tsx'
import { PathPanel } from './PathPanel.tsx'

type SingleEventsProps = {
  readonly workspace: string
  readonly runId: string
  readonly detectors: readonly string[]
  readonly detector: string
  readonly selected: EventName | null
  readonly steps: Ref<RowSteps>
  onDetector(detector: string): void
  onEvent(event: EventName): void
}

/** Every event of one detector: when they come and pay, what the price did around them, and each of them. */
export function SingleEvents(props: SingleEventsProps) {
  const { workspace, runId, detector, detectors, onDetector } = props
  const events = useCall('runs.events', { workspace, runId, detector })
  const [filtered, setFiltered] = useState({ detector, filter: EVERY_EVENT })
  const filter = filtered.detector === detector ? filtered.filter : EVERY_EVENT
  const setFilter = (next: EventFilter) => setFiltered({ detector, filter: next })
  return (
    <>
      <EventFilterBar
        detectors={detectors}
        detector={detector}
        events={events.value}
        filter={filter}
        onDetector={onDetector}
        onFilter={setFilter}
      />
      {events.trouble === null ? null : <TroubleNote trouble={events.trouble} />}
      {events.value === null ? (
        events.trouble === null && <Loading label="Finding the events again in the data of this run" />
      ) : (
        <Events {...props} events={events.value} filter={filter} onFilter={setFilter} />
      )}
    </>
  )
}

type EventsProps = SingleEventsProps & {
  readonly events: EventsView
  readonly filter: EventFilter
  onFilter(filter: EventFilter): void
}

function Events({ events, filter, selected, steps, onFilter, onEvent }: EventsProps) {
  const { timeZone } = useSettings()
  const hourOfWeek = useMemo(() => hourOfWeekIn(timeZone), [timeZone])
  const rows = useMemo(() => eventRows(events), [events])
  const { legSide, regime, part, end, slot } = filter
  const kept = useMemo(
    () => filterEvents(rows, { legSide, regime, part, end, slot: null }),
    [rows, legSide, regime, part, end],
  )
  const shown = useMemo(() => inSlot(kept, slot, hourOfWeek), [kept, slot, hourOfWeek])
  return (
    <>
      <div className="events-pictures" hidden={selected !== null}>
        <HourWeekdayPanel
          rows={kept}
          hourOfWeek={hourOfWeek}
          slot={slot}
          onSlot={(next) => onFilter({ ...filter, slot: next })}
        />
        <PathPanel paths={events.paths} legSide={legSide} />
      </div>
      <EventTable
        rows={shown}
        total={rows.length}
        setting={events.setting}
        selected={selected}
        steps={steps}
        onEvent={onEvent}
      />
    </>
  )
}
