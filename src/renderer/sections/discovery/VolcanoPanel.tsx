import { SegmentedControl } from '@mantine/core'
import { useMemo, useState } from 'react'
import { type VolcanoMeasure, volcanoOption } from '../../../core/charts/workbench/volcanoOption.ts'
import type { DiscoveryView } from '../../../core/contract/workbench/discoveryViews.ts'
import { countWords } from '../../../core/time/countWords.ts'
import { useCall } from '../../data/useCall.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { countText, PAGE_NUMBERS } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'

type VolcanoPanelProps = {
  readonly workspace: string
  readonly view: DiscoveryView
  readonly selected: string | null
  onHypothesis(id: string): void
}

/** How large each effect is, and how unlikely by luck. */
export function VolcanoPanel({ workspace, view, selected, onHypothesis }: VolcanoPanelProps) {
  const theme = useThemeName()
  const [measure, setMeasure] = useState<VolcanoMeasure>('q')
  const { value, trouble } = useCall('discoveries.points', { workspace, runId: view.manifest.runId })
  const option = useMemo(
    () => (value === null ? null : volcanoOption({ points: value, measure, selected, theme, numbers: PAGE_NUMBERS })),
    [value, measure, selected, theme],
  )
  const onPoint = (point: unknown) => {
    const at: unknown = Array.isArray(point) ? point[2] : null
    const id = typeof at === 'number' ? value?.id[at] : undefined
    if (id !== undefined) onHypothesis(id)
  }
  return (
    <Panel
      title="Effect against luck"
      description={
        measure === 'q'
          ? `${countText(value?.id.length)} tested hypotheses; height is q after control of all declared. A click opens one.`
          : 'Height is p taken alone, as if each were the only one asked: what many people would report. A click opens one.'
      }
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Height"
          value={measure}
          onChange={(next) => setMeasure(next === 'p' ? 'p' : 'q')}
          data={[
            { value: 'q', label: 'q, all together' },
            { value: 'p', label: 'p, alone' },
          ]}
        />
      }
    >
      {trouble === null ? null : <TroubleNote trouble={trouble} />}
      {option === null ? (
        trouble === null && <Loading />
      ) : (
        <Chart
          option={option}
          height={selected === null ? 380 : 300}
          label={`Volcano plot of ${countWords(value?.id.length ?? 0, 'hypothesis', 'hypotheses')}: effect size against −log10 of ${measure}; the same values stand in the table`}
          onClick={({ value: point }) => onPoint(point)}
        />
      )}
    </Panel>
  )
}
