import { useMemo } from 'react'
import { type NeighbourRow, neighbourhood } from '../../../core/charts/workbench/neighbourhood.ts'
import { neighbourhoodHeight, neighbourhoodOption } from '../../../core/charts/workbench/neighbourhoodOption.ts'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import type { ChoiceShape, RobustnessShape } from '../../../core/contract/workbench/stageShapesRobustness.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { compactText, PAGE_NUMBERS } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'

type NeighbourhoodProps = {
  readonly part: RobustnessShape
  readonly choice: ChoiceShape | null
  readonly currency: string
}

export function NeighbourhoodPanel({ part, choice, currency }: NeighbourhoodProps) {
  const found = useMemo(() => (choice === null ? null : neighbourhood(choice, part.neighbours)), [choice, part])
  const drawn = found !== null && found.rows.length > 0
  return (
    <Panel
      title={`Neighbourhood${choice === null ? '' : ` of ${choice.setting.detectorId}`}`}
      description={
        <Explained definition={DEFINITIONS.neighbours.text}>Profit in {currency} with one value moved a step</Explained>
      }
    >
      {drawn ? (
        <NeighbourhoodChart rows={found.rows} judgedProfit={part.curve.account.profit} currency={currency} />
      ) : (
        <EmptyState
          title="Not available"
          text={
            choice === null
              ? 'The last fold froze no choice, so there is nothing to move.'
              : 'The grid has no neighbour of this choice.'
          }
        />
      )}
      {drawn ? (
        <p className="robustness-note">
          The middle is the judged profit, where each fold trades its own choice; a neighbour trades the last fold’s
          choice, moved, in every test. Empty: the grid has no such step.
          {found.strays.map(({ label, profit }) => ` ${label}: ${profit === null ? 'n/a' : compactText(profit)}.`)}
        </p>
      ) : null}
    </Panel>
  )
}

type NeighbourhoodChartProps = {
  readonly rows: readonly NeighbourRow[]
  readonly judgedProfit: number | null
  readonly currency: string
}

function NeighbourhoodChart({ rows, judgedProfit, currency }: NeighbourhoodChartProps) {
  const theme = useThemeName()
  const option = useMemo(
    () => neighbourhoodOption(rows, judgedProfit, currency, theme, PAGE_NUMBERS),
    [rows, judgedProfit, currency, theme],
  )
  return <Chart option={option} height={neighbourhoodHeight(rows)} label="Profit of the neighbouring configurations" />
}
