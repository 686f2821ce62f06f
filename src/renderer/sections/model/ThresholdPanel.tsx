import { useMemo } from 'react'
import { LEAST_TAKEN, THRESHOLD_HEIGHT_PX, thresholdOption } from '../../../core/charts/workbench/thresholdOption.ts'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import type { TestScoreShape } from '../../../core/contract/workbench/stageShapesModel.ts'
import { thresholdCurve } from '../../../core/models/scores/thresholdCurve.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { PAGE_NUMBERS } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { frozenThresholds, type TestRows } from './testRows.ts'

type ThresholdPanelProps = {
  readonly rows: TestRows
  readonly scores: readonly TestScoreShape[]
  readonly fold: number | null
}

export function ThresholdPanel({ rows, scores, fold }: ThresholdPanelProps) {
  const theme = useThemeName()
  const option = useMemo(() => {
    const points = thresholdCurve(rows.probability, rows.netReturn)
    return thresholdOption({ points, frozen: frozenThresholds(scores, fold), theme, numbers: PAGE_NUMBERS })
  }, [rows, scores, fold, theme])
  return (
    <Panel
      title="Threshold"
      description={
        <Explained definition={DEFINITIONS.thresholdCurve.text}>
          Dashed: frozen before the test. A best threshold read off here is hindsight.
        </Explained>
      }
    >
      <Chart
        option={option}
        height={THRESHOLD_HEIGHT_PX}
        label={`Mean net return of taken events, total and share taken over the threshold; means of fewer than ${LEAST_TAKEN} events are not drawn`}
      />
      <p className="model-note">
        Means of fewer than {LEAST_TAKEN} events are not drawn. Total: sum over events of equal notional.
      </p>
    </Panel>
  )
}
