import type { ValidationReport } from '../../../core/contract/modelRecord.ts'
import { scoreWord } from '../../../core/contract/workbench/scoreWords.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { Explained } from '../../ui/Explained.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { isBetter, scoreText } from './scoreWords.ts'

type ScoreRow = {
  readonly name: string
  readonly mean: number | null
  readonly overFolds: number | null
  readonly overSeeds: number | null
  readonly pooled: number | null
  readonly baseline: number | null
}

/** Every score of the version, with its spread, beside what knows nothing. */
export function ScoresTable({ report }: { readonly report: ValidationReport }) {
  const rows = Object.entries(report.scores).map(
    ([name, { overFolds, overSeeds }]): ScoreRow => ({
      name,
      mean: overFolds.mean,
      overFolds: overFolds.deviation,
      overSeeds: overSeeds.deviation,
      pooled: report.pooled[name] ?? null,
      baseline: report.baseline[name]?.mean ?? null,
    }),
  )
  return (
    <Panel
      title="Scores"
      description={`Of ${report.folds.length} folds by ${report.method}, on rows that the model of the fold had not learned from.${report.search === null ? '' : ' Parameters were searched within each training part alone, so no score here was chosen by.'}`}
      flush
    >
      <DataTable columns={SCORE_COLUMNS} rows={rows} rowKey={({ name }) => name} label="Scores" />
    </Panel>
  )
}

const WHY_NOT = {
  baseline: 'It is not defined where every prediction is the same.',
  overFolds: 'Fewer than two folds have the score.',
  overSeeds: 'There is one seed.',
  pooled: 'It is not defined where all targets, or all predictions, are the same.',
} as const

const number = (
  key: 'overFolds' | 'overSeeds' | 'pooled' | 'baseline',
  title: string,
  width: number,
  explanation: string,
): DataColumn<ScoreRow> => ({
  key,
  title,
  width,
  align: 'right',
  value: (row) => row[key],
  text: (row) => scoreText(row[key]),
  why: () => WHY_NOT[key],
  explanation,
})

const SCORE_COLUMNS: readonly DataColumn<ScoreRow>[] = [
  {
    key: 'name',
    title: 'Score',
    width: 210,
    value: ({ name }) => scoreWord(name).title,
    text: ({ name }) => <Explained definition={scoreWord(name).text}>{scoreWord(name).title}</Explained>,
  },
  { key: 'better', title: 'Better', width: 78, value: ({ name }) => scoreWord(name).better ?? 'n/a' },
  {
    key: 'mean',
    title: 'Mean of the folds',
    width: 132,
    align: 'right',
    value: ({ mean }) => mean,
    text: ({ name, mean, baseline }) => {
      const better = isBetter(name, mean, baseline)
      return (
        <span className="toned" data-tone={better === null ? 'plain' : better ? 'gain' : 'loss'}>
          {scoreText(mean)}
        </span>
      )
    },
    explanation: 'Blue: better than always the base, orange: worse. A difference smaller than the spread may be luck.',
  },
  number(
    'baseline',
    'Always the base',
    124,
    'What always predicting the base of the training rows scores on the same folds.',
  ),
  number('overFolds', 'Spread over folds', 128, 'Sample standard deviation of the mean over seeds, from fold to fold.'),
  number(
    'overSeeds',
    'Spread over seeds',
    130,
    'Sample standard deviation of the mean over folds, from seed to seed: what the draws of the fit alone change. None where there is one seed.',
  ),
  number(
    'pooled',
    'Pooled',
    96,
    'Of all out-of-fold predictions together, each row once: the mean over seeds and paths.',
  ),
]
