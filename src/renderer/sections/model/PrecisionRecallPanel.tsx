import { useMemo } from 'react'
import { precisionRecallOption } from '../../../core/charts/workbench/precisionRecallOption.ts'
import { THRESHOLD_HEIGHT_PX } from '../../../core/charts/workbench/thresholdOption.ts'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import { precisionRecallPoints } from '../../../core/models/scores/precisionRecallPoints.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { PAGE_NUMBERS, ratioText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import type { TestRows } from './testRows.ts'

export function PrecisionRecallPanel({ rows }: { readonly rows: TestRows }) {
  const theme = useThemeName()
  const { label, probability } = rows
  const points = useMemo(() => precisionRecallPoints(label, probability), [label, probability])
  const option = useMemo(() => {
    if (points === null) return null
    const { threshold, precision, recall, taken, baseRate } = points
    const curve = {
      threshold: [...threshold],
      precision: [...precision],
      recall: [...recall],
      taken: [...taken],
    }
    return precisionRecallOption({ name: 'Gains found', curve, baseRate, theme, numbers: PAGE_NUMBERS })
  }, [points, theme])
  const average = ratioText(points?.averagePrecision, { digits: 3 })
  return (
    <Panel
      title="Precision and recall"
      description={
        <Explained definition={DEFINITIONS.averagePrecision.text}>
          {`Average precision ${average}; chance has ${ratioText(points?.baseRate, { digits: 3 })}.`}
        </Explained>
      }
    >
      {option === null ? (
        <EmptyState title="No curve" text="None of the events gained, so there is nothing to find." />
      ) : (
        <Chart
          option={option}
          height={THRESHOLD_HEIGHT_PX}
          label={`Precision against recall, average precision ${average}`}
        />
      )}
    </Panel>
  )
}
