import { useMemo } from 'react'
import { palette } from '../../../core/charts/palette.ts'
import { type FoldScores, foldScoresOption } from '../../../core/charts/workbench/foldScoresOption.ts'
import type { OptimizeShape, TestScoreShape } from '../../../core/contract/workbench/stageShapesModel.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { PAGE_NUMBERS } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'

type ScoresPanelsProps = {
  readonly scores: OptimizeShape['foldScores']
  /** Null where the tests are not kept. */
  readonly tests: readonly TestScoreShape[] | null
}

type Line = { readonly name: string; readonly values: readonly (number | null)[] }

/** Scores fold by fold beside what knows nothing; a fold that has no score has no point. */
export function ScoresPanels({ scores, tests }: ScoresPanelsProps) {
  const count = scores.length
  const folds = scores.map((_, fold) => (fold === count - 1 ? 'Hold-out' : `Fold ${fold + 1}`))
  const ofTests = (name: string, value: (score: TestScoreShape) => number | null): readonly Line[] =>
    tests === null ? [] : [{ name, values: folds.map((_, fold) => scoreOf(tests, fold, value)) }]
  return (
    <>
      <ScorePanel
        title="Does it rank gains above losses?"
        description="Area under the ROC curve. Higher is better."
        scores={{
          folds,
          unit: 'number',
          reference: { name: 'Knows nothing', value: 0.5 },
          lines: [
            { name: 'Validation', values: scores.map((score) => score.areaUnderRoc) },
            ...ofTests('Test', (score) => score.areaUnderRoc),
          ],
        }}
      />
      <ScorePanel
        title="Are its probabilities right?"
        description="Log loss on validation, in nats. Lower is better."
        scores={{
          folds,
          unit: 'number',
          reference: { name: 'Always 50 %, 0.693', value: Math.LN2 },
          lines: [{ name: 'Validation', values: scores.map((score) => score.logLoss) }],
        }}
      />
      {tests === null ? null : (
        <ScorePanel
          title="Are they right on the tests?"
          description="Brier score on the test block. Lower is better."
          scores={{
            folds: folds.slice(0, -1),
            unit: 'number',
            reference: { name: 'Always 50 %', value: 0.25 },
            lines: trimmed(ofTests('Test', (score) => score.brierScore)),
          }}
        />
      )}
      {tests === null ? null : (
        <ScorePanel
          title="Does taking fewer pay?"
          description="Mean net return of an event on the test block, percent of the notional."
          scores={{
            folds: folds.slice(0, -1),
            unit: 'fraction',
            reference: { name: 'Zero', value: 0 },
            lines: trimmed([
              ...ofTests('All offered', (score) => score.meanNetOffered),
              ...ofTests('Taken by the model', (score) => score.meanNetTaken),
            ]),
          }}
        />
      )}
    </>
  )
}

/** Without the hold-out, which has no test among the development data. */
function trimmed(lines: readonly Line[]): readonly Line[] {
  return lines.map(({ name, values }) => ({ name, values: values.slice(0, -1) }))
}

function scoreOf(
  tests: readonly TestScoreShape[],
  fold: number,
  value: (score: TestScoreShape) => number | null,
): number | null {
  const score = tests.find((candidate) => candidate.fold === fold)
  return score === undefined ? null : value(score)
}

type ScorePanelProps = { readonly title: string; readonly description: string; readonly scores: FoldScores }

function ScorePanel({ title, description, scores }: ScorePanelProps) {
  const theme = useThemeName()
  const key = JSON.stringify(scores)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scores are made anew with each drawing; their text says whether they changed
  const option = useMemo(() => foldScoresOption(scores, palette(theme), PAGE_NUMBERS), [key, theme])
  return (
    <Panel title={title} description={description}>
      <Chart option={option} height={220} label={`${title} ${description} The numbers stand in the tables.`} />
    </Panel>
  )
}
