import { NativeSelect } from '@mantine/core'
import { useMemo, useState } from 'react'
import { palette } from '../../../core/charts/palette.ts'
import { foldScoresOption } from '../../../core/charts/workbench/foldScoresOption.ts'
import { learningCurveOption } from '../../../core/charts/workbench/learningCurveOption.ts'
import type { ValidationReport } from '../../../core/contract/modelRecord.ts'
import { scoreWord } from '../../../core/contract/workbench/scoreWords.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PAGE_NUMBERS } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'

const HEIGHT_PX = 260

/** A score fold by fold beside what knows nothing, and what more rows would do. */
export function LossPanels({ report }: { readonly report: ValidationReport }) {
  return (
    <div className="model-pair">
      <FoldScoresPanel report={report} />
      <LearningCurvePanel report={report} />
    </div>
  )
}

function FoldScoresPanel({ report }: { readonly report: ValidationReport }) {
  const theme = useThemeName()
  const [name, setName] = useState(report.loss)
  const word = scoreWord(name)
  const option = useMemo(() => {
    const { folds } = report
    const seeds = folds.map((fold) => fold.seeds.map(({ scores }) => scores[name] ?? null))
    const many = seeds.some((values) => values.length > 1)
    return foldScoresOption(
      {
        folds: folds.map(({ fold }) => `Fold ${fold + 1}`),
        unit: 'number',
        reference: scoreWord(name).chance,
        lines: [
          { name: many ? 'Mean over seeds' : 'Model', values: seeds.map(meanOf) },
          { name: 'Always the base', values: folds.map(({ baseline }) => baseline[name] ?? null) },
        ],
        points: many ? { name: 'A seed', values: seeds } : undefined,
      },
      palette(theme),
      PAGE_NUMBERS,
    )
  }, [report, name, theme])
  return (
    <Panel
      title="Scores fold by fold"
      description={`${word.better === 'lower' ? 'Lower' : 'Higher'} is better. Steady beside the base is worth more than one good fold.`}
      actions={
        <NativeSelect
          aria-label="Score"
          w={190}
          value={name}
          data={Object.keys(report.scores).map((value) => ({ value, label: scoreWord(value).title }))}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      }
    >
      <Chart
        option={option}
        height={HEIGHT_PX}
        label={`${word.title} of each fold; the numbers stand in the tables.`}
      />
    </Panel>
  )
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}

function LearningCurvePanel({ report }: { readonly report: ValidationReport }) {
  const theme = useThemeName()
  const { learningCurve, baseline, loss } = report
  const lossName = scoreWord(loss).title
  const option = useMemo(
    () =>
      learningCurveOption({
        points: learningCurve,
        baseline: baseline[loss]?.mean ?? null,
        theme,
        numbers: PAGE_NUMBERS,
      }),
    [learningCurve, baseline, loss, theme],
  )
  return (
    <Panel
      title="Learning curve"
      description={`${lossName}, fitted on the newest part of each training part. Far apart: it learns its rows by heart. Still falling on the tests: more rows would help.`}
    >
      {learningCurve.length === 0 ? (
        <EmptyState
          title="No learning curve"
          text="The specification asked for none, or no part could be fitted. Train with learning_curve: true."
        />
      ) : (
        <Chart option={option} height={HEIGHT_PX} label={`${lossName} by the number of training rows`} />
      )}
    </Panel>
  )
}
