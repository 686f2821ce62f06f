import { Button, Group, Select } from '@mantine/core'
import type { EventsView } from '../../../core/contract/workbench/exploreViews.ts'
import { EXIT_REASONS } from '../../../core/contract/workbench/exploreViews.ts'
import { useSettings } from '../../data/useSettings.ts'
import { EXIT_WORDS } from '../../parts/eventWords.ts'
import { shortDayPart } from './cellChoice.ts'
import { ALL, EVERY_EVENT, type EventFilter, legSideOf, NO_TRADE, slotWords } from './eventRows.ts'

type EventFilterBarProps = {
  readonly detectors: readonly string[]
  readonly detector: string
  readonly events: EventsView | null
  readonly filter: EventFilter
  onDetector(detector: string): void
  onFilter(filter: EventFilter): void
}

type Choice = { readonly value: string; readonly label: string }

/** Which events everything below speaks of. */
export function EventFilterBar({ detectors, detector, events, filter, onDetector, onFilter }: EventFilterBarProps) {
  const { timeZone } = useSettings()
  const choice = (
    label: string,
    field: 'legSide' | 'regime' | 'part' | 'end',
    width: number,
    data: readonly Choice[],
  ) => (
    <Select
      label={label}
      size="xs"
      w={width}
      allowDeselect={false}
      disabled={events === null}
      data={[{ value: ALL, label: 'All' }, ...data]}
      value={filter[field]}
      onChange={(value) => onFilter({ ...filter, [field]: value ?? ALL })}
    />
  )
  return (
    <Group gap="sm" align="flex-end">
      <Select
        label="Detector"
        size="xs"
        w={190}
        allowDeselect={false}
        data={[...detectors]}
        value={detector}
        onChange={(value) => value !== null && onDetector(value)}
      />
      {choice('Leg and side', 'legSide', 140, legSides(events))}
      {choice('Regime', 'regime', 96, (events?.regimeNames ?? []).map(plain))}
      {choice(
        'Day part',
        'part',
        120,
        (events?.partNames ?? []).map((name) => ({ value: name, label: shortDayPart(name) })),
      )}
      {choice('Ended by', 'end', 110, ENDS)}
      <Button
        size="xs"
        variant="default"
        disabled={JSON.stringify(filter) === JSON.stringify(EVERY_EVENT)}
        onClick={() => onFilter(EVERY_EVENT)}
      >
        Show all
      </Button>
      {filter.slot === null ? null : (
        <Button size="xs" variant="light" onClick={() => onFilter({ ...filter, slot: null })} title="Show every hour">
          {slotWords(filter.slot, timeZone)} ×
        </Button>
      )}
    </Group>
  )
}

const ENDS: readonly Choice[] = [
  ...EXIT_REASONS.map((reason) => ({ value: reason, label: EXIT_WORDS[reason] })),
  { value: NO_TRADE, label: 'no trade' },
]

function plain(name: string): Choice {
  return { value: name, label: name }
}

function legSides(events: EventsView | null): readonly Choice[] {
  if (events === null) return []
  const names = new Set(events.timeMs.map((_, row) => legSideOf(events.role[row]!, events.direction[row]!)))
  return [...names].toSorted().map(plain)
}
