import { useMemo } from 'react'
import { eventPathOption } from '../../../core/charts/workbench/eventPathOption.ts'
import type { EventPath } from '../../../core/contract/workbench/exploreViews.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { countText, PAGE_NUMBERS } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { namedPaths } from './eventRows.ts'

type PathPanelProps = { readonly paths: readonly EventPath[]; readonly legSide: string }

export function PathPanel({ paths, legSide }: PathPanelProps) {
  const theme = useThemeName()
  const named = useMemo(() => namedPaths(paths, legSide), [paths, legSide])
  const option = useMemo(() => eventPathOption(named, theme, PAGE_NUMBERS), [named, theme])
  const [only] = named.length === 1 ? named : []
  const what = only
    ? `Mean and quartiles of ${countText(only.events)} events that have all of these bars around them.`
    : 'Means; choose a leg and side above for the quartiles.'
  return (
    <Panel
      title="Price around the event"
      description={`Log return since its close, times the side, before costs; regime, day part, end and hour do not filter it. ${what}`}
    >
      {named.length === 0 ? (
        <EmptyState
          title="No path to draw"
          text="No event of this leg and side has all bars around it. Choose another one above."
        />
      ) : (
        <Chart
          option={option}
          height={250}
          label={`Mean price path around the event: ${named.map(({ name }) => name).join(', ')}`}
        />
      )}
    </Panel>
  )
}
