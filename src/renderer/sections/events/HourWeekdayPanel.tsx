import { SegmentedControl } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import {
  HOURS_TOGETHER,
  hoursForCount,
  hourWeekdayMeans,
  LEAST_CELL_EVENTS,
  largestCellMean,
} from '../../../core/charts/workbench/hourWeekday.ts'
import { hourWeekdayOption } from '../../../core/charts/workbench/hourWeekdayOption.ts'
import { useSettings } from '../../data/useSettings.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PAGE_NUMBERS, percentText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import type { EventRow, Slot } from './eventRows.ts'

type HourWeekdayProps = {
  readonly rows: readonly EventRow[]
  readonly hourOfWeek: (timeMs: number) => number
  readonly slot: Slot | null
  onSlot(slot: Slot | null): void
}

/** A mean with two decimals and its sign needs so much in each of 24 columns. */
const WIDE_PX = 24 * 36

export function HourWeekdayPanel({ rows, hourOfWeek, slot, onSlot }: HourWeekdayProps) {
  const theme = useThemeName()
  const { timeZone } = useSettings()
  const { ref, width } = useElementSize()
  const [wanted, setWanted] = useState<number | null>(null)
  const hours = wanted ?? hoursForCount(rows.length)
  const wide = width * hours >= WIDE_PX
  const cells = useMemo(
    () =>
      hourWeekdayMeans(
        rows.map((row) => row.timeMs),
        rows.map((row) => row.netReturn),
        hourOfWeek,
        hours,
      ),
    [rows, hourOfWeek, hours],
  )
  const chosen = slot !== null && slot.hours === hours ? slot.firstHour : null
  const option = useMemo(
    () => hourWeekdayOption({ cells, hours, wide, chosen, theme, numbers: PAGE_NUMBERS }),
    [cells, hours, wide, chosen, theme],
  )
  const most = largestCellMean(cells)
  const known = cells.some(({ events }) => events > 0)
  const scale =
    most === 0 ? '' : ` Colours from ${percentText(-most, { signed: true })} to ${percentText(most, { signed: true })}.`
  return (
    <Panel
      title={`Hour and weekday (${timeZone})`}
      description={`Mean net return, percent of the notional, by the start of the event’s bar.${scale} Hatched: fewer than ${LEAST_CELL_EVENTS} events, and how many. Click a cell to list its events.`}
      actions={<HoursTogether hours={hours} onHours={setWanted} />}
    >
      <div ref={ref}>
        {known ? (
          <Chart
            option={option}
            height={216}
            label="Mean net return of the events by hour and weekday"
            onClick={({ name }) => onSlot(Number(name) === chosen ? null : { firstHour: Number(name), hours })}
          />
        ) : (
          <EmptyState title="No event with an outcome" text="Widen the filter above to see when events paid." />
        )}
      </div>
    </Panel>
  )
}

function HoursTogether({ hours, onHours }: { readonly hours: number; onHours(hours: number): void }) {
  return (
    <SegmentedControl
      size="xs"
      aria-label="Hours together in a cell"
      value={`${hours}`}
      onChange={(value) => onHours(Number(value))}
      data={HOURS_TOGETHER.map((count) => ({ value: `${count}`, label: `${count} h` }))}
    />
  )
}
