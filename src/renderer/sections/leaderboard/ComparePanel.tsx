import { Button } from '@mantine/core'
import { useMemo } from 'react'
import {
  areRelative,
  equityOverlayOption,
  type NamedEquity,
} from '../../../core/charts/workbench/equityOverlayOption.ts'
import type { BoardRowView } from '../../../core/contract/workbench/leaderboardViews.ts'
import { FIGURE_LIST } from '../../../core/metrics/performance/figureNames.ts'
import { useCall } from '../../data/useCall.ts'
import { figureLabel, figureText } from '../../parts/figureText.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText, NOT_KNOWN, percentText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { type EntryPlace, entryKey } from './boardAddress.ts'
import { GATE_WORDS, KIND_WORDS, warningsOf } from './boardWords.ts'

type ComparePanelProps = {
  readonly rows: readonly BoardRowView[]
  readonly places: readonly EntryPlace[]
  onBack(): void
}

/** Two to four entries side by side, their equity laid over each other. */
export function ComparePanel({ rows, places, onBack }: ComparePanelProps) {
  const compared = places.flatMap((place) => rows.find((row) => keyOf(row) === entryKey(place)) ?? [])
  const back = (
    <Button size="compact-xs" variant="default" onClick={onBack}>
      Back to the board
    </Button>
  )
  const names = compared.map(nameOf)
  return (
    <div className="board-stack">
      <Panel
        title={`Comparison of ${compared.length} entries`}
        description={
          compared.length < places.length
            ? 'Some of them do not stand on the board as it is filtered now.'
            : 'Each on its own span and instruments: what differs in these is no difference of skill.'
        }
        actions={back}
        flush
      >
        <DataTable
          columns={columnsOf(names)}
          rows={factRows(compared)}
          rowKey={({ name }) => name}
          height={640}
          label="Figures of the compared entries"
        />
      </Panel>
      <EquityOverlay compared={compared} names={names} />
    </div>
  )
}

function keyOf({ workspace, entry }: BoardRowView): string {
  return entryKey({ workspace, id: entry.id })
}

function nameOf({ entry }: BoardRowView): string {
  return `${entry.subject} ${entry.id.slice(0, 6)}${entry.kind === 'sweep-plateau' ? ' plateau' : entry.kind === 'sweep-best' ? ' best' : ''}`
}

type FactRow = {
  readonly name: string
  readonly explanation: string
  readonly texts: readonly string[]
  readonly whys: readonly (string | undefined)[]
}

function columnsOf(names: readonly string[]): readonly DataColumn<FactRow>[] {
  const first: DataColumn<FactRow> = {
    key: 'name',
    title: 'Figure',
    width: 200,
    value: ({ name }) => name,
    text: ({ name, explanation }) => <span title={explanation}>{name}</span>,
  }
  return [
    first,
    ...names.map(
      (title, place): DataColumn<FactRow> => ({
        key: `entry ${place}`,
        title,
        width: 180,
        align: 'right',
        value: ({ texts }) => texts[place],
        why: ({ whys }) => whys[place],
      }),
    ),
  ]
}

function factRows(compared: readonly BoardRowView[]): readonly FactRow[] {
  const row = (
    name: string,
    explanation: string,
    read: (one: BoardRowView) => string,
    why: (one: BoardRowView) => string | undefined = () => undefined,
  ): FactRow => ({ name, explanation, texts: compared.map(read), whys: compared.map(why) })
  const day = (timeMs: number) => new Date(timeMs).toISOString().slice(0, 10)
  return [
    row('Kind', '', ({ entry }) => KIND_WORDS[entry.kind]),
    row('On', 'Instruments and interval.', ({ entry }) => `${entry.instruments.join('+')} ${entry.interval}`),
    row('Span', 'First and last day, UTC.', ({ entry }) => `${day(entry.fromMs)} to ${day(entry.toMs)}`),
    row('To be seen', 'What must be seen with every number.', ({ entry }) => warningsOf(entry).join(', ') || 'nothing'),
    row(
      'Gates',
      'Of its profile, by the ledger of now.',
      ({ judgement, profile }) => `${profile}: ${GATE_WORDS[judgement.state]}`,
    ),
    row(
      'Gates that fail',
      '',
      ({ judgement }) =>
        judgement.gates
          .filter(({ pass }) => !pass)
          .map(({ id }) => id)
          .join(', ') || 'none',
    ),
    row('Deflated Sharpe probability', 'By the ledger of now.', ({ judgement: { deflation } }) =>
      deflation.probability === null
        ? NOT_KNOWN
        : `${percentText(deflation.probability, { digits: 1 })} (N ${countText(deflation.trials)})`,
    ),
    ...FIGURE_LIST.map(({ key, label, unit, definition }) =>
      row(
        figureLabel(label, unit),
        `${definition} Unit: ${unit}.`,
        ({ entry }) => figureText(unit, entry.run.values[key] ?? null),
        ({ entry }) => entry.run.why[key],
      ),
    ),
  ]
}

type OverlayProps = { readonly compared: readonly BoardRowView[]; readonly names: readonly string[] }

const NOBODY: EntryPlace = { workspace: 'none', id: 'none' }

/** At most four, each asked for by itself. */
function EquityOverlay({ compared, names }: OverlayProps) {
  const theme = useThemeName()
  const ask = (place: number) => {
    const row = compared[place]
    return {
      input: row === undefined ? NOBODY : { workspace: row.workspace, id: row.entry.id },
      enabled: row !== undefined,
    }
  }
  const [a, b, c, d] = [ask(0), ask(1), ask(2), ask(3)]
  const answers = [
    useCall('leaderboard.entry', a.input, { enabled: a.enabled }).value,
    useCall('leaderboard.entry', b.input, { enabled: b.enabled }).value,
    useCall('leaderboard.entry', c.input, { enabled: c.enabled }).value,
    useCall('leaderboard.entry', d.input, { enabled: d.enabled }).value,
  ]
  const lines = names.flatMap((name, place): NamedEquity[] => {
    const equity = answers[place]?.equity
    return equity ? [{ name, ...equity }] : []
  })
  const key = lines.map(({ name, equity }) => `${name} ${equity.length}`).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lines are new each time, and the same by their names
  const option = useMemo(() => equityOverlayOption(lines, 'quote currency', theme), [key, theme])
  const missing = names.flatMap((name, place) => {
    const why = answers[place]?.noEquity
    return why ? [`${name}: ${why}`] : []
  })
  return (
    <Panel
      title="Equity"
      description={`At UTC-day ends, after all costs.${areRelative(lines) ? ' They start with different capital: each is divided by its own.' : ''} ${missing.join(' ')}`}
    >
      {lines.length === 0 ? null : (
        <Chart option={option} height={340} label={`Equity of ${lines.map(({ name }) => name).join(', ')}`} />
      )}
    </Panel>
  )
}
