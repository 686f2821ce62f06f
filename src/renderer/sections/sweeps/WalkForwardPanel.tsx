import type { SweepSummary } from '../../../core/contract/sweepRecord.ts'
import type { SweepView } from '../../../core/contract/workbench/sweepViews.ts'
import { figureNamed } from '../../../core/metrics/performance/figureNames.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText, percentText, ratioText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'

const SHOWN: readonly string[] = ['sharpe_ratio', 'total_return', 'max_drawdown', 'num_trades']

type Fold = NonNullable<SweepSummary['walkForward']>['folds'][number]

/** The best of each training part, on the test bars that follow it. */
export function WalkForwardPanel({ view: { summary, manifest } }: { readonly view: SweepView }) {
  const { walkForward } = summary
  if (walkForward === null) return null
  const names = Object.keys(walkForward.stitched).filter((name) => name === manifest.objective || SHOWN.includes(name))
  const stitched = names.map(
    (name) => `${figureNamed(name)?.label ?? name} ${figureText(name, walkForward.stitched[name] ?? null)}`,
  )
  return (
    <Panel
      title="Walk-forward"
      description={`The best of each training part on the test bars after it${manifest.walkForward?.anchored ? ', training from the first bar on' : ''}. All tests together: ${stitched.join(', ')}.`}
      flush
    >
      <DataTable
        columns={columnsOf(names)}
        rows={walkForward.folds}
        rowKey={({ fold }) => String(fold)}
        height={230}
        label="Folds of the walk-forward"
      />
    </Panel>
  )
}

function columnsOf(names: readonly string[]): readonly DataColumn<Fold>[] {
  return [
    { key: 'fold', title: 'Fold', width: 62, align: 'right', value: ({ fold }) => fold },
    {
      key: 'test',
      title: 'Test',
      width: 190,
      value: ({ testFirstTime }) => testFirstTime,
      text: ({ testFirstTime, testLastTime }) => `${testFirstTime.slice(0, 10)} to ${testLastTime.slice(0, 10)}`,
      explanation: 'Starts of the first and the last test bar, UTC.',
    },
    {
      key: 'parameters',
      title: 'Chosen in training',
      width: 220,
      value: ({ parameters }) => (parameters === null ? null : parametersText(parameters)),
      text: ({ parameters }) => (parameters === null ? 'none kept the constraints: cash' : parametersText(parameters)),
    },
    {
      key: 'train',
      title: 'Training score',
      width: 120,
      align: 'right',
      value: ({ trainScore }) => trainScore,
      text: ({ trainScore }) => ratioText(trainScore),
    },
    ...names.map(
      (name): DataColumn<Fold> => ({
        key: name,
        title: figureNamed(name)?.label ?? name,
        explanation: 'On the test bars of the fold.',
        width: 132,
        align: 'right',
        value: ({ testFigures }) => testFigures[name],
        text: ({ testFigures }) => figureText(name, testFigures[name] ?? null),
      }),
    ),
  ]
}

function parametersText(parameters: Readonly<Record<string, unknown>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(' ') : String(value)}`)
    .join(', ')
}

function figureText(name: string, value: number | null): string {
  const unit = figureNamed(name)?.unit
  if (unit === 'fraction') return percentText(value, { digits: 1 })
  return unit === 'count' ? countText(value) : ratioText(value)
}
