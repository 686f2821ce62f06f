import { useMemo } from 'react'
import { distributionOption } from '../../../core/charts/workbench/distributionOption.ts'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import type { RobustnessStageShape } from '../../../core/contract/workbench/stageShapesRobustness.ts'
import { figureText } from '../../../core/report/numberText.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { compactText, PAGE_NUMBERS } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'

type PlaceboShape = RobustnessStageShape['placebo']

export function PlaceboPanel({ placebo }: { readonly placebo: PlaceboShape }) {
  const scores = placebo.shifted.filter((score) => score !== null)
  const silent = placebo.shifted.length - scores.length
  const idle = silent === 0 ? '' : ` ${silent} of them traded nothing and count as not as good.`
  return (
    <Panel
      title="Placebo: the same search on shifted events"
      description={
        <Explained definition={`${DEFINITIONS.placebo.text} Score: ${DEFINITIONS.placeboScore.text}`}>
          p = {figureText(placebo.p)} over {placebo.shifted.length} shifts.{idle}
        </Explained>
      }
    >
      {scores.length === 0 ? (
        <EmptyState
          title="Not available"
          text={
            placebo.shifted.length === 0
              ? 'The data are too short to shift events by a safe distance.'
              : 'No shifted search traded anything.'
          }
        />
      ) : (
        <PlaceboChart scores={scores} real={placebo.real} />
      )}
    </Panel>
  )
}

function PlaceboChart({ scores, real }: { readonly scores: readonly number[]; readonly real: number | null }) {
  const theme = useThemeName()
  const option = useMemo(
    () =>
      distributionOption({
        values: scores,
        marks: real === null ? [] : [{ value: real, label: `real ${compactText(real)}`, strong: true }],
        bins: 24,
        counted: 'shifts',
        signed: false,
        text: compactText,
        theme,
        numbers: PAGE_NUMBERS,
      }),
    [scores, real, theme],
  )
  return (
    <>
      <Chart option={option} height={220} label="Scores of the search on shifted events, with the real score" />
      {real === null ? (
        <p className="robustness-note">
          The real selection traded nothing, so there is no score to mark and no p-value.
        </p>
      ) : null}
    </>
  )
}
