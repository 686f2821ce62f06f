import { useMemo } from 'react'
import { labelledBarsOption } from '../../../core/charts/workbench/labelledBarsOption.ts'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import type { DiscoveryCounts } from '../../../core/contract/workbench/discoveryViews.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { countText, ratioText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { expectedByLuck, funnelBars, refusedWords } from './funnel.ts'
import { definitionText } from './hypothesisColumns.ts'

/** From what was declared to what is left. */
export function FunnelPanel({ counts }: { readonly counts: DiscoveryCounts }) {
  const theme = useThemeName()
  const bars = useMemo(() => funnelBars(counts), [counts])
  const option = useMemo(() => labelledBarsOption(bars, (value) => countText(value), theme), [bars, theme])
  const refused = refusedWords(counts)
  return (
    <Panel
      title="From declared to left"
      description={
        <>
          <Explained definition={definitionText(DEFINITIONS.declaredHypotheses)}>
            {countText(counts.declared)} declared
          </Explained>
          {refused === '' ? '' : `; not tested: ${refused}`}. Taken alone {countText(counts.alone)} would be called
          found, {ratioText(expectedByLuck(counts), { digits: 1 })} of them by luck alone.
        </>
      }
    >
      <Chart
        option={option}
        height={bars.length * 30 + 28}
        label={`Funnel: ${bars.map(({ label, value }) => `${label} ${countText(value)}`).join(', ')}`}
      />
    </Panel>
  )
}
