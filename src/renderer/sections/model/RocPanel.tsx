import { useMemo } from 'react'
import { type RocCurve, rocOption } from '../../../core/charts/workbench/rocOption.ts'
import { THRESHOLD_HEIGHT_PX } from '../../../core/charts/workbench/thresholdOption.ts'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import type { PredictionsShape } from '../../../core/contract/workbench/stageShapesModel.ts'
import { areaUnderRoc } from '../../../core/models/scores/areaUnderRoc.ts'
import { rocPoints } from '../../../core/models/scores/rocPoints.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { PAGE_NUMBERS, ratioText, writtenText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { foldsWithRows, type TestRows, testRowsOf } from './testRows.ts'

type RocPanelProps = {
  readonly rows: TestRows
  readonly predictions: PredictionsShape
  /** Null: all of them, with each one's own curve behind. */
  readonly fold: number | null
}

export function RocPanel({ rows, predictions, fold }: RocPanelProps) {
  const theme = useThemeName()
  const curve = useMemo(() => rocCurve(rows), [rows])
  const behind = useMemo(() => {
    const folds = fold === null ? foldsWithRows(predictions) : []
    return folds.length < 2 ? [] : folds.flatMap((of) => rocCurve(testRowsOf(predictions, of)) ?? [])
  }, [predictions, fold])
  const name = fold === null ? 'All folds, pooled' : `Fold ${fold + 1}`
  const option = useMemo(
    () => (curve === null ? null : rocOption({ name, curve, behind, theme, numbers: PAGE_NUMBERS })),
    [curve, behind, name, theme],
  )
  const area = ratioText(areaUnderRoc(rows.label, rows.probability), { digits: 3 })
  return (
    <Panel
      title="ROC"
      description={
        <Explained
          definition={DEFINITIONS.areaUnderRoc.text}
        >{`Area under the curve ${area}; chance has ${writtenText(0.5)}.`}</Explained>
      }
    >
      {option === null ? (
        <EmptyState title="No curve" text="All events ended alike, so there is nothing to rank." />
      ) : (
        <Chart option={option} height={THRESHOLD_HEIGHT_PX} label={`ROC curve, area ${area}`} />
      )}
    </Panel>
  )
}

function rocCurve({ label, probability }: TestRows): RocCurve | null {
  const points = rocPoints(label, probability)
  if (points === null) return null
  return {
    threshold: [...points.threshold],
    falsePositiveRate: [...points.falsePositiveRate],
    truePositiveRate: [...points.truePositiveRate],
  }
}
