import { useMemo } from 'react'
import { calibrationOption } from '../../../core/charts/workbench/calibrationOption.ts'
import { THRESHOLD_HEIGHT_PX } from '../../../core/charts/workbench/thresholdOption.ts'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import { brierScore } from '../../../core/models/scores/brierScore.ts'
import { type CalibrationBin, calibrationBins } from '../../../core/models/scores/calibrationBins.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { countText, PAGE_NUMBERS, ratioText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { groupCount, type TestRows } from './testRows.ts'

export function CalibrationPanel({ rows }: { readonly rows: TestRows }) {
  const theme = useThemeName()
  const { label, probability, gains } = rows
  const points = useMemo(() => calibrationBins(label, probability, groupCount(label.length)), [label, probability])
  const option = useMemo(() => calibrationOption({ points, theme, numbers: PAGE_NUMBERS }), [points, theme])
  const share = gains / label.length
  const brier = ratioText(brierScore(label, probability), { digits: 3 })
  return (
    <Panel
      title="Calibration"
      description={
        <Explained definition={DEFINITIONS.calibration.text}>
          {`Brier score ${brier}; always saying their share of gains ${ratioText(share * (1 - share), { digits: 3 })}. Lower is better.`}
        </Explained>
      }
    >
      <Chart
        option={option}
        height={THRESHOLD_HEIGHT_PX}
        label={`Calibration in ${points.length} groups of events: foretold probability beside the share that gained`}
      />
      <p className="model-note">{groupText(points)} Above the line: more gains than foretold.</p>
    </Panel>
  )
}

function groupText(points: readonly CalibrationBin[]): string {
  const counts = points.map(({ rows }) => rows)
  const least = Math.min(...counts)
  const most = Math.max(...counts)
  const events = least === most ? countText(most) : `${countText(least)} to ${countText(most)}`
  return points.length === 1 ? `One group of ${events} events.` : `${points.length} groups of ${events} events.`
}
