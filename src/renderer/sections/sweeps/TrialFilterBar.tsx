import { Button, Group, Select } from '@mantine/core'
import { useState } from 'react'
import type { SweepView, TrialFilter } from '../../../core/contract/workbench/sweepViews.ts'
import { NumberField } from '../../ui/NumberField.tsx'
import type { TrialColumn } from './trialColumns.ts'
import { allFilters, EVERY_TRIAL, type TrialQuestion, withFilter } from './trialFilters.ts'

type TrialFilterBarProps = {
  readonly view: SweepView
  readonly columns: readonly TrialColumn[]
  readonly question: TrialQuestion
  onQuestion(question: TrialQuestion): void
}

/** Which trials everything below speaks of. */
export function TrialFilterBar({ view, columns, question, onQuestion }: TrialFilterBarProps) {
  const [name, setName] = useState(columns.find(({ kind }) => kind === 'figure')?.name ?? '')
  const column = columns.find((one) => one.name === name)
  const bounds = question.typed.find((filter) => filter.column === name) ?? { column: name, least: null, most: null }
  const scale = column?.isShare === true ? 100 : 1
  const bound = (filter: TrialFilter) => onQuestion({ ...question, typed: withFilter(question.typed, filter) })
  const field = (label: string, value: number | null, change: (value: number | null) => TrialFilter) => (
    <NumberField
      size="xs"
      w={100}
      label={column?.isShare === true ? `${label}, %` : label}
      hideControls
      value={value === null ? '' : value * scale}
      onChange={(typed) => bound(change(typeof typed === 'number' ? typed / scale : null))}
    />
  )
  return (
    <Group gap="sm" align="flex-end">
      {view.manifest.passes.length < 2 ? null : (
        <Select
          label="Bars"
          size="xs"
          w={170}
          allowDeselect={false}
          data={view.manifest.passes.map(({ fold }) => ({
            value: String(fold),
            label: fold === 0 ? 'Whole range' : `Training of fold ${fold}`,
          }))}
          value={String(question.fold)}
          onChange={(fold) => onQuestion({ ...EVERY_TRIAL, fold: Number(fold) })}
        />
      )}
      <Select
        label="Keep trials by"
        size="xs"
        w={180}
        allowDeselect={false}
        data={columns.filter(({ choices }) => choices === null).map((one) => ({ value: one.name, label: one.title }))}
        value={name}
        onChange={(value) => value !== null && setName(value)}
      />
      {field('At least', bounds.least, (least) => ({ ...bounds, least }))}
      {field('At most', bounds.most, (most) => ({ ...bounds, most }))}
      {allFilters(question).map((filter) => (
        <Button
          key={`${filter.column} ${filter.least} ${filter.most}`}
          size="xs"
          variant="light"
          title="Take this filter away"
          onClick={() => onQuestion(without(question, filter))}
        >
          {filterText(filter, columns)} ×
        </Button>
      ))}
      <Button
        size="xs"
        variant="default"
        disabled={allFilters(question).length === 0}
        onClick={() => onQuestion({ ...EVERY_TRIAL, fold: question.fold })}
      >
        Show all
      </Button>
    </Group>
  )
}

function without({ fold, typed, drawn }: TrialQuestion, filter: TrialFilter): TrialQuestion {
  return { fold, typed: typed.filter((one) => one !== filter), drawn: drawn.filter((one) => one !== filter) }
}

function filterText({ column, least, most }: TrialFilter, columns: readonly TrialColumn[]): string {
  const face = columns.find(({ name }) => name === column)
  const text = (value: number) => face?.text(value) ?? String(value)
  const title = face?.title ?? column
  if (least === null) return most === null ? title : `${title} ≤ ${text(most)}`
  return most === null ? `${title} ≥ ${text(least)}` : `${title} ${text(least)} to ${text(most)}`
}
