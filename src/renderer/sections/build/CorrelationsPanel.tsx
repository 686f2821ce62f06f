import { useMemo } from 'react'
import { correlationMapHeight, correlationMapOption } from '../../../core/charts/workbench/correlationMapOption.ts'
import type { CorrelationMap } from '../../../core/contract/workbench/buildViews.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { countText, PAGE_NUMBERS } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'

/** The columns that say most nearly the same. */
export function CorrelationsPanel({ map }: { readonly map: CorrelationMap }) {
  const theme = useThemeName()
  const option = useMemo(() => correlationMapOption(map, theme, PAGE_NUMBERS), [map, theme])
  const rows = `${countText(map.rows)} rows${map.step === 1 ? '' : ` (one in ${map.step})`}`
  return (
    <Panel
      title="Correlation"
      description={`Pearson’s r of the ${countText(map.names.length)} columns that are most alike, similar ones beside each other, on ${rows}. Blue goes together, orange against.`}
    >
      {map.names.length < 2 ? (
        <p className="panel-description">Fewer than two columns change, so there is nothing to compare.</p>
      ) : (
        <Chart
          option={option}
          height={correlationMapHeight(map)}
          label={`Correlations of ${map.names.length} columns, the most alike: ${map.names.slice(0, 2).join(' and ')}`}
        />
      )}
    </Panel>
  )
}
