import { labelledBarsOption } from '../../charts/workbench/labelledBarsOption.ts'
import type { HoldOutForetelling } from '../../contract/holdOutForetelling.ts'
import type { MatrixPassport } from '../../contract/matrixPassport.ts'
import type { TrainedFold } from '../../contract/modelRecord.ts'
import type { ModelCurvesView, ModelView } from '../../contract/workbench/modelViews.ts'
import { scoreWord } from '../../contract/workbench/scoreWords.ts'
import {
  type DocumentBlock,
  type DocumentColumn,
  type DocumentSection,
  type DocumentVerdict,
  type ReportDocument,
  table,
  texts,
} from '../document/reportDocument.ts'
import { figureText, fixedText } from '../numberText.ts'
import { syntheticLabel } from '../verdictText.ts'
import { importanceSection, matrixSection, probabilitySections } from './modelSections.ts'
import type { ReportEvidence } from './reportEvidence.ts'
import { resultDocument } from './resultDocument.ts'

/** A version as it is kept. `curves` null: it foretells amounts, or its matrix is not there; `holdOut` null: nothing was foretold of it. */
export type ReportedModel = Omit<ModelView, 'files'> & {
  readonly matrix: MatrixPassport | null
  readonly curves: ModelCurvesView | null
  readonly holdOut: HoldOutForetelling | null
}

const BAR_HEIGHT = 26
const FRAME = 36
const whole = (value: number) => fixedText(value, 0)
const dayText = (instant: string) => instant.slice(0, 10)
const score = (value: number | null | undefined) => figureText(value ?? null)

export function modelDocument(model: ReportedModel, evidence: ReportEvidence): ReportDocument {
  const { manifest, report, version } = model
  const { modelId, sha256, task, modelType, instruments } = manifest
  const span = `${dayText(manifest.firstTime)} to ${dayText(manifest.lastTime)}`
  return resultDocument(
    {
      title: `${modelId}@${sha256.slice(0, 8)} on ${instruments.join(', ')}: ${modelType}, ${task}`,
      told: [`model ${modelId}@${sha256.slice(0, 8)}`, version.stage, `${manifest.interval} bars, ${span}`],
      engineVersion: manifest.engineVersion,
      banner: syntheticLabel(manifest.synthetic),
      verdict: verdictOf(model),
      sections: [
        scoresSection(model),
        foldsSection(model),
        ...probabilitySections(report, model.curves),
        importanceSection(report),
        searchSection(model),
        ...holdOutSections(model),
        matrixSection(manifest, model.matrix),
        stageSection(model),
      ],
      assumed: { fields: manifest.assumptions, notes: [...new Set([...manifest.notes, ...report.notes])] },
      spec: manifest.spec,
      facts: [
        ['Version', sha256],
        ['Model file', version.modelSha256],
        ['Configuration', manifest.configSha256],
        ['Matrix', manifest.matrix.sha256],
        ['Matrix, its content', manifest.matrix.contentSha256],
        ['Predictions', version.predictionsHash],
        ['Seed', String(manifest.seed)],
      ],
    },
    evidence,
  )
}

function verdictOf({ report: { loss, scores, baseline } }: ReportedModel): DocumentVerdict {
  const own = scores[loss]?.overFolds
  const base = baseline[loss]
  const title = scoreWord(loss).title
  const text = `${title} over ${whole(own?.count ?? 0)} folds: ${spread(own)}; of always the base: ${spread(base)}. Lower is better. What it is worth in money is told by a backtest, not here.`
  const isBetter = own?.mean != null && base?.mean != null && own.mean < base.mean
  return isBetter
    ? { tone: 'open', title: 'On average better than always the base', text }
    : { tone: 'bad', title: 'No better than always the base', text }
}

function spread(told: { readonly mean: number | null; readonly deviation: number | null } | undefined): string {
  if (told === undefined) return score(null)
  return told.deviation === null ? score(told.mean) : `${score(told.mean)} ± ${score(told.deviation)}`
}

function scoresSection({ manifest, report }: ReportedModel): DocumentSection {
  const { scores, baseline, pooled, paths } = report
  const columns: readonly DocumentColumn[] = [
    { name: 'Score', kind: 'text' },
    { name: 'Better', kind: 'fixed' },
    number('Mean over folds', 'Of the mean over seeds in each fold.'),
    number('± over folds', 'Sample deviation over folds.'),
    number(
      '± over seeds',
      'Sample deviation over seeds of the mean over folds: what chance in the training alone does.',
    ),
    number('Always the base', 'The same score of a model that always predicts the base of its training rows.'),
    number('Pooled', 'Of the predictions that are kept, each row once.'),
    { name: 'What it is', kind: 'text' },
  ]
  const rows = Object.entries(scores).map(([name, { overFolds, overSeeds }]) => {
    const { title, better, text } = scoreWord(name)
    const values = [overFolds.mean, overFolds.deviation, overSeeds.deviation, baseline[name]?.mean, pooled[name]]
    return [title, better ?? 'n/a', ...values.map(score), text]
  })
  return {
    id: 'scores',
    title: 'Scores on rows that were not learned from',
    blocks: [
      { kind: 'texts', texts: manifest.warnings, tone: 'warning' },
      table(columns, rows, 'No scores.'),
      ...(paths.length < 2
        ? []
        : [
            texts(
              `${whole(paths.length)} paths through the data were made of its folds; each score is the mean over them.`,
            ),
          ]),
      ...rankInformation(report.rankInformation),
    ],
  }
}

function rankInformation(told: ReportedModel['report']['rankInformation']): DocumentSection['blocks'] {
  if (told === null) return []
  const { mean, deviation, t, dates, lag } = told
  return [
    texts(
      `Rank information coefficient (Spearman's correlation between the instruments of one time): ${score(mean)} ± ${score(deviation)} over ${whole(dates)} dates, t ${score(t)} with a Newey-West lag of ${whole(lag)}.`,
    ),
  ]
}

function number(name: string, text: string): DocumentColumn {
  return { name, kind: 'number', meaning: { name, unit: 'score', text } }
}

function foldsSection({ report }: ReportedModel): DocumentSection {
  const { folds, gap, loss, method, purgedRows, embargoedRows } = report
  const hours = (ms: number) => `${fixedText(ms / 3_600_000, 1)} hours`
  const rowsOf = (name: string, text: string) => ({ ...number(name, text), meaning: { name, unit: 'rows', text } })
  const columns: readonly DocumentColumn[] = [
    { name: 'Fold', kind: 'number' },
    { name: 'Learned from', kind: 'fixed' },
    { name: 'Tested on', kind: 'fixed' },
    rowsOf('Rows', 'Training rows that were left to learn from.'),
    rowsOf('Purged', 'Training rows left out because their label reaches into the test.'),
    rowsOf('Under embargo', 'Training rows left out because they follow a test too closely.'),
    rowsOf('Test rows', 'Rows that the scores of the fold are of.'),
    number(scoreWord(loss).title, `Mean over the seeds. ${scoreWord(loss).text}`),
    number('Always the base', 'The same score of always predicting the base of the training rows.'),
  ]
  return {
    id: 'folds',
    title: 'Folds in time',
    blocks: [
      texts(
        `Validation: ${method}. Gap between training and test: ${whole(gap.askedBars)} bars were asked (${hours(gap.askedMs)}), ${hours(gap.usedMs)} were used, never less than the longest label. ${whole(purgedRows)} rows were purged over all folds, ${whole(embargoedRows)} under embargo.`,
      ),
      lossChart(folds, loss),
      table(
        columns,
        folds.map((fold) => foldRow(fold, loss)),
        'No folds.',
      ),
    ],
  }
}

/** Of the fold, the mean over its seeds. */
function lossOf({ seeds }: TrainedFold, loss: string): number | null {
  const own = seeds.flatMap(({ scores }) => scores[loss] ?? [])
  return own.length === 0 ? null : own.reduce((sum, value) => sum + value, 0) / own.length
}

function lossChart(folds: readonly TrainedFold[], loss: string): DocumentBlock {
  const bars = folds.map((fold) => {
    const own = lossOf(fold, loss)
    const base = fold.baseline[loss] ?? null
    const value = own === null || base === null ? null : base - own
    const tone = value !== null && value < 0 ? ('loss' as const) : ('gain' as const)
    return { label: `Fold ${fold.fold + 1}, from ${dayText(fold.testFrom)}`, value, tone }
  })
  return {
    kind: 'chart',
    caption: `By how much each fold was better (lower ${scoreWord(loss).title.toLowerCase()}) than always the base; below zero it was worse.`,
    chart: (theme) => ({
      option: labelledBarsOption(bars, (value) => figureText(value), theme),
      width: 1000,
      height: bars.length * BAR_HEIGHT + FRAME,
    }),
  }
}

function foldRow(fold: TrainedFold, loss: string): readonly string[] {
  return [
    whole(fold.fold + 1),
    `${dayText(fold.trainFrom)} to ${dayText(fold.trainTo)}`,
    `${dayText(fold.testFrom)} to ${dayText(fold.testTo)}`,
    ...[fold.trainRows, fold.purged, fold.embargoed, fold.testRows].map(whole),
    score(lossOf(fold, loss)),
    score(fold.baseline[loss]),
  ]
}

function searchSection({ report: { search, trials, loss } }: ReportedModel): DocumentSection {
  const luck = `${whole(trials.own)} trials of this version are in the ledger, ${whole(trials.before)} were on these instruments before it: the more was tried, the better the best of it looks by luck alone.`
  if (search === null)
    return {
      id: 'search',
      title: 'Search and luck',
      blocks: [texts('Nothing was searched: every setting was given.', luck)],
    }
  const rows = search.parts.map(({ fold, draws, chosen }) => [
    fold === null ? 'All rows: the model that is kept' : `Training part of fold ${fold + 1}`,
    whole(draws.length),
    whole(draws.filter(({ trouble }) => trouble !== null).length),
    score(draws[chosen]?.loss),
    JSON.stringify(draws[chosen]?.settings ?? {}),
  ])
  return {
    id: 'search',
    title: 'Search and luck',
    blocks: [
      texts(
        `${search.method === 'tpe' ? 'A tree-structured Parzen estimator' : 'Random draws'}, judged by ${whole(search.innerSplits)} tests within each training part alone. These losses chose, so they are no estimate: the scores above are.`,
        luck,
      ),
      table(
        [
          { name: 'Searched on', kind: 'text' },
          { name: 'Draws', kind: 'number' },
          { name: 'Failed', kind: 'number' },
          number(
            `Chosen: ${scoreWord(loss).title}`,
            'Within the training part; the least of its draws, and so too good.',
          ),
          { name: 'Settings', kind: 'code' },
        ],
        rows,
        'No draws.',
      ),
    ],
  }
}

function holdOutSections({ holdOut, manifest }: ReportedModel): readonly DocumentSection[] {
  const { sealedFrom } = manifest.holdOut
  const sealed =
    sealedFrom === null
      ? 'No hold-out was sealed when it was trained.'
      : `Sealed from ${sealedFrom} on; nothing of it was learned from.`
  const section = (...blocks: DocumentSection['blocks']) => [{ id: 'hold-out', title: 'Hold-out', blocks }]
  if (holdOut === null) return section(texts(sealed, 'Nothing was foretold of it.'))
  const { rows, withTarget, firstTime, lastTime, openings, scores, always, outOfFold, notes } = holdOut
  const opened = openings.map((one) => `${one.symbols}: opening number ${whole(one.openings)}`).join('; ')
  return section(
    texts(
      sealed,
      `${whole(rows)} rows from ${dayText(firstTime)} to ${dayText(lastTime)} were foretold by the model that is kept; of ${whole(withTarget)} the outcome is known. ${opened}.`,
      ...notes,
    ),
    table(
      [
        { name: 'Score', kind: 'text' },
        number('Hold-out', 'Of the model that is kept on rows that nobody had seen.'),
        number('Always the base', 'Of always saying the base of the training rows.'),
        number('Out of fold', "Of the version's own predictions before the hold-out."),
      ],
      Object.keys(scores).map((name) => [
        scoreWord(name).title,
        ...[scores[name], always[name], outOfFold[name]].map(score),
      ]),
      'No outcome is known yet.',
    ),
  )
}

function stageSection({ version, isCurrent, stages, manifest }: ReportedModel): DocumentSection {
  const { from } = manifest
  return {
    id: 'stage',
    title: 'Stage and lineage',
    blocks: [
      texts(
        `Stage: ${version.stage}. ${isCurrent ? 'The name of the model stands for this version.' : 'The name of the model stands for another version.'}`,
        from === null
          ? 'It was trained from nothing.'
          : `It goes on from ${from.modelId}@${from.sha256.slice(0, 8)}, whose labels end ${from.labelsEnd}: it learned from rows decided after that.`,
        `Columns: ${manifest.features.length}; rows with a target: ${whole(manifest.rows)}. In the ledger it is run ${manifest.runId}.`,
      ),
      table(
        [
          { name: 'From', kind: 'fixed' },
          { name: 'To', kind: 'fixed' },
          { name: 'Why', kind: 'text' },
        ],
        stages.map(({ from: before, to, reason }) => [before ?? 'new', to, reason]),
        'Its stage never changed.',
      ),
    ],
  }
}
