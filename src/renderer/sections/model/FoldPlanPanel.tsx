import { useMemo } from 'react'
import { palette } from '../../../core/charts/palette.ts'
import { foldPlanOption } from '../../../core/charts/workbench/foldPlanOption.ts'
import type { ModelSelectShape } from '../../../core/contract/workbench/stageShapesModel.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { foldMarks, foldRows } from './foldRows.ts'

type FoldPlanPanelProps = {
  readonly select: ModelSelectShape
  readonly firstTestMs: number | null
  readonly holdOutStartMs: number | null
  /** The run was made by the engine that this page belongs to: else its folds may have been others. */
  readonly sameEngine: boolean
}

const DESCRIPTION =
  'Blocks as shares of the development bars, in time order; two dates are kept with the run and stand above. ' +
  'Each fold trains before it validates and validates before it tests. The hold-out is not to scale.'

export function FoldPlanPanel({ select, firstTestMs, holdOutStartMs, sameEngine }: FoldPlanPanelProps) {
  const theme = useThemeName()
  const rows = useMemo(
    () => (sameEngine ? foldRows(select.winners.map(({ scheme }) => scheme)) : null),
    [select, sameEngine],
  )
  const option = useMemo(
    () => (rows === null ? null : foldPlanOption(rows, foldMarks(rows, firstTestMs, holdOutStartMs), palette(theme))),
    [rows, firstTestMs, holdOutStartMs, theme],
  )
  return (
    <Panel title="Folds" description={DESCRIPTION}>
      {option === null || rows === null ? (
        <EmptyState
          title="The folds cannot be drawn"
          text="The plan of the folds is not kept with a run; it is known for runs that this version has finished. Run the pipeline again."
        />
      ) : (
        <>
          <Chart
            option={option}
            height={rows.length * 26 + 84}
            label="Folds in time: training, validation and test blocks; the last row ends in the sealed hold-out"
          />
          <p className="panel-description" style={{ margin: '8px 0 0' }}>
            {purgeText(select)}
          </p>
        </>
      )}
    </Panel>
  )
}

/** What is dropped at the borders is decided for each label, so it has no fixed width that could be drawn. */
function purgeText({ winners }: ModelSelectShape): string {
  const limits = winners.flatMap(({ choice }) => (choice === null ? [] : [choice.exit.limitBars]))
  const most = limits.length === 0 ? '' : ` Labels of the chosen exits reach at most ${Math.max(...limits)} bars ahead.`
  return `Purge: a training event whose label uses a bar of the validation block or later is dropped, label by label.${most} The embargo applies after a test; here no training follows one.`
}
