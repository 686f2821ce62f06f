import { Button } from '@mantine/core'
import type { FoundConfiguration } from '../../../core/contract/sweepRecord.ts'
import type { SweepView } from '../../../core/contract/workbench/sweepViews.ts'
import { figureNamed } from '../../../core/metrics/performance/figureNames.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText, NOT_KNOWN, percentText, ratioText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'

type FoundRow = {
  readonly key: string
  readonly name: string
  readonly explanation: string
  readonly best: string
  readonly plateau: string
}

type FoundPanelProps = { readonly view: SweepView; onTrial(row: number): void }

/** The peak, and the centre of the widest good neighbourhood, which is what is proposed. */
export function FoundPanel({ view, onTrial }: FoundPanelProps) {
  const { best, plateau } = view.summary
  if (best === null) return null
  const rows = foundRows(best, plateau)
  return (
    <Panel
      title="Best found and plateau"
      description={
        plateau === null
          ? 'No neighbourhood tells anything, so nothing is proposed: the peak alone may be luck.'
          : 'The plateau is the configuration whose neighbours are good too: it is proposed, not the peak.'
      }
      actions={
        <>
          <Button size="compact-xs" variant="default" onClick={() => onTrial(best.row)}>
            Open the best
          </Button>
          {plateau === null ? null : (
            <Button size="compact-xs" variant="default" onClick={() => onTrial(plateau.row)}>
              Open the plateau
            </Button>
          )}
        </>
      }
      flush
    >
      <DataTable
        columns={COLUMNS}
        rows={rows}
        rowKey={({ key }) => key}
        height={620}
        label="The best configuration and the plateau, side by side"
      />
    </Panel>
  )
}

const COLUMNS: readonly DataColumn<FoundRow>[] = [
  {
    key: 'name',
    title: 'What',
    width: 260,
    value: ({ name }) => name,
    text: ({ name, explanation }) => <span title={explanation}>{name}</span>,
  },
  { key: 'best', title: 'Best found', width: 150, align: 'right', value: ({ best }) => best },
  { key: 'plateau', title: 'Plateau', width: 150, align: 'right', value: ({ plateau }) => plateau },
]

type Reading = (found: FoundConfiguration) => string

function foundRows(best: FoundConfiguration, plateau: FoundConfiguration | null): readonly FoundRow[] {
  const row = (key: string, name: string, explanation: string, read: Reading): FoundRow => ({
    key,
    name,
    explanation,
    best: read(best),
    plateau: plateau === null ? NOT_KNOWN : read(plateau),
  })
  return [
    ...Object.keys(best.parameters).map((name) =>
      row(`parameter ${name}`, name, 'A parameter that the sweep varies.', ({ parameters }) =>
        valueText(parameters[name]),
      ),
    ),
    ...Object.keys(best.figures).map((name) =>
      row(`figure ${name}`, figureNamed(name)?.label ?? name, figureNamed(name)?.definition ?? '', ({ figures }) =>
        figureText(name, figures[name] ?? null),
      ),
    ),
    row(
      'mean',
      'Mean score of its neighbourhood',
      'Of the evaluated configurations one step away, itself included.',
      ({ neighbourhood }) => ratioText(neighbourhood.mean),
    ),
    row('least', 'Least score of its neighbourhood', 'The worst neighbour.', ({ neighbourhood }) =>
      ratioText(neighbourhood.least),
    ),
    row(
      'neighbours',
      'Neighbours with a score',
      'How many of the neighbours have one.',
      ({ neighbourhood: { valued, neighbours } }) => `${countText(valued)} of ${countText(neighbours)}`,
    ),
    row(
      'deflated',
      'Deflated Sharpe probability',
      'Probability that its Sharpe ratio exceeds the best one that luck gives among all trials (Bailey & López de Prado 2014).',
      ({ deflatedSharpe }) => percentText(deflatedSharpe, { digits: 1 }),
    ),
    row(
      'record',
      'Minimum track record',
      'UTC days that a record like this must have before its Sharpe ratio is above 0 with 95 % probability, and the days that it has.',
      ({ minimumTrackRecordDays, observedDays }) =>
        `${minimumTrackRecordDays === null ? 'no length is enough' : `${countText(minimumTrackRecordDays)} days`} (has ${countText(observedDays)})`,
    ),
  ]
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'none'
  return Array.isArray(value) ? value.join(' ') : String(value)
}

function figureText(name: string, value: number | null): string {
  const unit = figureNamed(name)?.unit
  if (unit === 'fraction') return percentText(value, { digits: 1 })
  return unit === 'count' ? countText(value) : ratioText(value)
}
