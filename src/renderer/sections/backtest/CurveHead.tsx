import { Badge, Group, SegmentedControl, Text } from '@mantine/core'
import type { Summary } from '../../../core/contract/summary.ts'
import type { TradeCurve } from '../../../core/contract/workbench/exploreViews.ts'
import { syntheticLabel } from '../../../core/report/verdictText.ts'
import type { ResultCurve } from './resultCurves.ts'

type CurveHeadProps = {
  readonly curves: readonly ResultCurve[]
  readonly curve: ResultCurve
  readonly summary: Summary | null
  onChoose(id: TradeCurve): void
}

/** Which of the kept curves everything below speaks of. */
export function CurveHead({ curves, curve, summary, onChoose }: CurveHeadProps) {
  const synthetic = summary === null ? null : syntheticLabel(summary.synthetic)
  return (
    <Group justify="space-between" gap="sm" wrap="wrap">
      <Group gap="sm" wrap="wrap">
        <SegmentedControl
          size="xs"
          aria-label="Curve shown"
          value={curve.id}
          onChange={(id) => onChoose(id)}
          data={curves.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Text size="sm" c="dimmed">
          {curve.note}
        </Text>
      </Group>
      {synthetic === null ? null : (
        <Badge variant="light" color="grape" tt="none" title={synthetic}>
          Synthetic data
        </Badge>
      )}
    </Group>
  )
}
