import { useMemo } from 'react'
import { parallelTrialsOption } from '../../../core/charts/workbench/parallelTrialsOption.ts'
import type { TrialFilter } from '../../../core/contract/workbench/sweepViews.ts'
import { useCall } from '../../data/useCall.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { countText, PAGE_NUMBERS } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { withFilter } from './trialFilters.ts'
import type { TrialParts } from './trialParts.ts'

const MOST_LINES = 1_500
const FIGURES: readonly string[] = ['sharpe_ratio', 'total_return', 'max_drawdown', 'num_trades']

type ParallelPanelProps = TrialParts & { onDrawn(filters: readonly TrialFilter[]): void }

/** Parameters and figures of the trials, a line each. What is drawn on an axis filters everything but this picture itself. */
export function ParallelPanel({ workspace, view, columns, question, marks, onDrawn }: ParallelPanelProps) {
  const theme = useThemeName()
  const axes = useMemo(() => {
    const { objective } = view.manifest
    return columns.filter(({ name, kind }) => kind === 'parameter' || name === objective || FIGURES.includes(name))
  }, [columns, view])
  const { value, trouble } = useCall('sweeps.points', {
    workspace,
    sweepId: view.manifest.sweepId,
    fold: question.fold,
    filters: [...question.typed],
    columns: axes.map(({ name }) => name),
    most: MOST_LINES,
    keep: marks.map(({ row }) => row),
  })
  const option = useMemo(
    () =>
      value === null
        ? null
        : parallelTrialsOption({
            axes: axes.map(({ name, title, choices, isShare }) => ({ column: name, title, choices, isShare })),
            rows: value.rows,
            values: value.values,
            colored: view.manifest.objective,
            marks,
            theme,
            numbers: PAGE_NUMBERS,
          }),
    [value, axes, view, marks, theme],
  )
  const onAxisRange = (axis: number, ranges: readonly (readonly [number, number])[]) => {
    const column = axes[axis]
    if (column === undefined) return
    const range = ranges[0]
    const isNamed = column.choices !== null
    const least = range === undefined ? null : isNamed ? Math.ceil(range[0]) : range[0]
    const most = range === undefined ? null : isNamed ? Math.floor(range[1]) : range[1]
    onDrawn(withFilter(question.drawn, { column: column.name, least, most }))
  }
  return (
    <Panel
      title="Parallel coordinates"
      description={`A line a trial, from orange (low) to blue (high ${view.manifest.objective}).${value === null ? '' : sampleText(value.step, value.matched)} Draw a range on an axis to keep the trials in it; a click on the axis clears it.`}
    >
      {trouble === null ? null : <TroubleNote trouble={trouble} />}
      {option === null ? (
        trouble === null && <Loading />
      ) : (
        <Chart
          option={option}
          height={330}
          label={`Parallel coordinates of ${countText(value?.rows.length)} trials; the same values stand in the table of trials`}
          onAxisRange={onAxisRange}
        />
      )}
    </Panel>
  )
}

function sampleText(step: number, matched: number): string {
  return step === 1 ? '' : ` Every ${countText(step)}th of ${countText(matched)} trials is drawn.`
}
