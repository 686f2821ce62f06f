import { Button, Group, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import {
  type DiscoveryView,
  HYPOTHESIS_STATES,
  type HypothesisFilter,
} from '../../../core/contract/workbench/discoveryViews.ts'
import { EVERY_HYPOTHESIS, isEveryHypothesis } from './hypothesisFilters.ts'
import { barsText } from './hypothesisWords.ts'

type HypothesisFilterBarProps = {
  readonly view: DiscoveryView
  readonly filter: HypothesisFilter
  onFilter(filter: HypothesisFilter): void
}

const STATE_WORDS: Readonly<Record<HypothesisFilter['state'], string>> = {
  all: 'all declared',
  tested: 'tested',
  refused: 'not tested',
  discovery: 'let through',
  candidate: 'candidates',
}

/** Which hypotheses the table shows. */
export function HypothesisFilterBar({ view, filter, onFilter }: HypothesisFilterBarProps) {
  const { grammar } = view.manifest
  const [typed, setTyped] = useState('')
  const change = (patch: Partial<HypothesisFilter>) => onFilter({ ...filter, ...patch })
  const ask = useDebouncedCallback((text: string) => change({ text: text.trim() === '' ? null : text.trim() }), 250)
  const select = (
    label: string,
    data: readonly string[],
    value: string | null,
    take: (value: string | null) => void,
  ) => (
    <Select
      label={label}
      size="xs"
      w={label === 'Event' ? 190 : 122}
      clearable
      searchable={data.length > 8}
      placeholder="any"
      data={[...data]}
      value={value}
      onChange={take}
    />
  )
  return (
    <Group gap="xs" align="flex-end">
      <Select
        label="Hypotheses"
        size="xs"
        w={124}
        allowDeselect={false}
        data={HYPOTHESIS_STATES.map((value) => ({ value, label: STATE_WORDS[value] }))}
        value={filter.state}
        onChange={(value) => change({ state: HYPOTHESIS_STATES.find((state) => state === value) ?? 'all' })}
      />
      {select('On', grammar.symbols, filter.symbol, (symbol) => change({ symbol }))}
      {select('Event', grammar.families, filter.family, (family) => change({ family }))}
      {select('Condition', grammar.conditions, filter.condition, (condition) => change({ condition }))}
      {select('Side', grammar.directions, filter.direction, (value) =>
        change({ direction: grammar.directions.find((direction) => direction === value) ?? null }),
      )}
      <Select
        label="Held"
        size="xs"
        w={104}
        clearable
        placeholder="any"
        data={grammar.horizonsBars.map((bars) => ({ value: String(bars), label: barsText(bars) }))}
        value={filter.horizonBars === null ? null : String(filter.horizonBars)}
        onChange={(value) => change({ horizonBars: value === null ? null : Number(value) })}
      />
      <TextInput
        label="Name holds"
        size="xs"
        w={138}
        placeholder="shock"
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          ask(event.currentTarget.value)
        }}
      />
      <Button
        size="xs"
        variant="default"
        disabled={isEveryHypothesis(filter)}
        onClick={() => {
          setTyped('')
          onFilter(EVERY_HYPOTHESIS)
        }}
      >
        Show all
      </Button>
    </Group>
  )
}
