import type { Beat } from '../../job/beat.ts'
import type { ModelSpecification } from '../../models/model.ts'
import { areaUnderRoc } from '../../models/scores/areaUnderRoc.ts'
import { logLoss } from '../../models/scores/logLoss.ts'
import { neweyWestMean } from '../../stats/neweyWestMean.ts'
import { standardDeviation } from '../../stats/standardDeviation.ts'
import type { DrawChoice, DrawOnFold } from '../learning/chooseDraws.ts'
import { chooseDraws, nestedImprovements } from '../learning/chooseDraws.ts'
import type { FitGuards } from '../learning/fitFold.ts'
import { fitFold, foldTrainingRows, predictRows } from '../learning/fitFold.ts'
import type { FoldModel, LearningPlan } from '../learning/learningPlan.ts'
import { DEFAULT_SPECIFICATION, drawSpecification } from '../learning/searchSpace.ts'
import { rowsOfEvents, trainingRows } from '../learning/trainingRows.ts'
import type { FoldPlan } from '../selection/foldPlan.ts'
import { foldsOf } from '../selection/foldPlan.ts'
import type { Stage, StageInput } from '../stage.ts'
import type { Subject } from '../subject/subject.ts'
import type { Workbench } from '../workbench.ts'
import type { SelectOutput } from './selectStage.ts'
import { subjectOf } from './selectStage.ts'

type OptimizeUnit = {
  readonly draw: number
  readonly specification: ModelSpecification
  readonly subject: Subject
  readonly guards: FitGuards
  readonly patternAid: boolean
}
export type OptimizeResult = {
  readonly draw: number
  readonly patternAid: boolean
  readonly folds: readonly DrawOnFold[]
}

export type OptimizeOutput = {
  readonly draws: number
  readonly choices: readonly (DrawChoice | null)[]
  readonly specifications: readonly ModelSpecification[]
  readonly usedDefault: boolean
  readonly note: string
  readonly plan: LearningPlan
  /** Mean change of net return an event when filtered, on validation events that had no part in the choice. */
  readonly nestedImprovement: { readonly events: number; readonly mean: number | null; readonly t: number | null }
  /** Whether each fold trades with its model: decided on validation blocks up to that fold's own, so before its test begins. */
  readonly adoptedFolds: readonly boolean[]
  readonly adopted: boolean
  readonly patternAid: {
    readonly requested: boolean
    readonly used: boolean
    readonly reason: string
    readonly spread: number | null
  }
  readonly foldScores: readonly {
    readonly fold: number
    readonly trainingRows: number
    readonly logLoss: number | null
    readonly areaUnderRoc: number | null
    readonly refused: string | null
  }[]
}

const DEFAULT_DRAW = -1
const DEFAULT_GUARDS: FitGuards = { minimumRows: 30, minimumClassRows: 5 }
const ADOPTION_T = 1.645
const ADOPTION_EVENTS = 30

function evaluateFold(bench: Workbench, plan: FoldPlan, unit: OptimizeUnit, index: number, beat: Beat): DrawOnFold {
  const fold = foldsOf(plan, unit.subject.schemeOfFold)[index]!
  const blank = { fold: index, probability: [], netReturn: [], trainingRows: 0, logLoss: null, areaUnderRoc: null }
  const choice = unit.subject.choices[index]
  if (!choice) return { ...blank, refused: 'No configuration was selected in this fold.' }
  const rows = trainingRows(bench, choice, unit.patternAid, beat)
  const model = fitFold(bench, rows, fold, unit.specification, `model.${unit.draw}`, unit.guards, beat)
  if (!model.ok) return { ...blank, refused: model.trouble.message }
  const { from, to } = fold.validation
  const offered = rowsOfEvents(rows, bench.eventsOf(choice.setting)).filter(
    (row) => row >= 0 && rows.startBar[row]! >= from && rows.startBar[row]! < to && rows.endBar[row]! < to,
  )
  const probability = predictRows(model.value, rows, offered)
  const label = Uint8Array.from(offered, (row) => rows.label[row]!)
  return {
    fold: index,
    probability: [...probability],
    netReturn: Array.from(offered, (row) => rows.netReturn[row]!),
    trainingRows: foldTrainingRows(rows, fold, bench.config.embargoBars).length,
    logLoss: logLoss(label, probability),
    areaUnderRoc: areaUnderRoc(label, probability),
    refused: null,
  }
}

type Input = StageInput<{ readonly select: SelectOutput }>

function searchUnits({ config, seed, outputs }: Input, patternAid: boolean): readonly OptimizeUnit[] {
  const subject = subjectOf(outputs.select)
  const guards = { minimumRows: config.search.minimumTrainingRows, minimumClassRows: config.search.minimumClassRows }
  return Array.from({ length: config.search.draws }, (_, draw) => ({
    draw,
    specification: drawSpecification(seed, draw),
    subject,
    guards,
    patternAid,
  }))
}

function defaultUnit({ outputs }: Input): OptimizeUnit {
  return {
    draw: DEFAULT_DRAW,
    specification: DEFAULT_SPECIFICATION,
    subject: subjectOf(outputs.select),
    guards: DEFAULT_GUARDS,
    patternAid: false,
  }
}

/** Folds where no draw could be fitted, though a configuration was selected there. */
function refusedFolds({ outputs }: Input, results: readonly OptimizeResult[]): number[] {
  const choices = subjectOf(outputs.select).choices
  return choices.flatMap((choice, fold) => {
    if (choice === null) return []
    const fitted = results.some((result) => result.folds.find((entry) => entry.fold === fold)?.refused === null)
    return fitted ? [] : [fold]
  })
}

/** Standard deviation over folds of the best draws' validation area under the curve: how far fold scores spread. */
function foldSpread(draws: readonly (readonly DrawOnFold[])[], choices: readonly (DrawChoice | null)[]): number | null {
  const scores = choices.flatMap((choice, fold) => {
    const score =
      choice === null ? null : (draws[choice.draw]!.find((entry) => entry.fold === fold)?.areaUnderRoc ?? null)
    return score === null ? [] : [score]
  })
  return scores.length >= 2 ? standardDeviation(Float64Array.from(scores)) : null
}

/** Mean change with a HAC t-statistic: events follow each other in time and their barriers overlap. Lag: Newey & West 1994, 4 (n / 100)^(2/9). */
function improvementOf(values: Float64Array): OptimizeOutput['nestedImprovement'] {
  if (values.length < 2) return { events: values.length, mean: null, t: null }
  const lag = Math.floor(4 * (values.length / 100) ** (2 / 9))
  const { mean, t } = neweyWestMean(values, lag)
  return { events: values.length, mean, t: Number.isFinite(t) ? t : null }
}

function learn(results: readonly OptimizeResult[], folds: number) {
  const draws = results.map((result) => result.folds)
  const choices = chooseDraws(draws, folds)
  return {
    draws,
    choices,
    improvement: improvementOf(nestedImprovements(draws, choices)),
    spread: foldSpread(draws, choices),
  }
}

type Learned = ReturnType<typeof learn>

function judgePatternAid(input: Input, plain: Learned, aided: Learned | null): OptimizeOutput['patternAid'] {
  const requested = input.config.patternAid
  const { spread } = plain
  const answer = (used: boolean, reason: string) => ({ requested, used, reason, spread })
  if (!requested) return answer(false, 'Not asked for.')
  if (aided === null)
    return answer(
      false,
      `The fold scores spread by ${spread?.toFixed(3) ?? 'an unknown amount'}; pattern features are only tried under ${input.config.patternAidSpreadLimit}.`,
    )
  const rose = (aided.improvement.mean ?? -1) > (plain.improvement.mean ?? 0) && (aided.spread ?? 1) <= (spread ?? 0)
  return rose
    ? answer(true, 'Expectancy on later validation data rose and fold scores spread no wider.')
    : answer(false, 'Tried under the same folds and dropped: expectancy or the spread of fold scores did not improve.')
}

function foldModels(
  learned: Learned,
  results: readonly OptimizeResult[],
  input: Input,
  fallback: OptimizeResult | undefined,
): readonly FoldModel[] {
  return learned.choices.map((choice, fold): FoldModel => {
    if (choice !== null) {
      const { draw } = results[choice.draw]!
      return {
        specification: drawSpecification(input.seed, draw),
        streamId: `model.${draw}`,
        threshold: choice.threshold,
      }
    }
    const usable = fallback?.folds.find((entry) => entry.fold === fold)?.refused === null
    return usable ? { specification: DEFAULT_SPECIFICATION, streamId: `model.${DEFAULT_DRAW}`, threshold: 0 } : null
  })
}

/** Enough events, and a gain whose HAC t-statistic passes, on blocks before the fold's test that had no part in the choice. */
function isAdopted({ draws, choices }: Learned, fold: number): boolean {
  const { events, mean, t } = improvementOf(nestedImprovements(draws, choices, fold))
  return events >= ADOPTION_EVENTS && (mean ?? 0) > 0 && (t ?? 0) > ADOPTION_T
}

function combineSearch(input: Input, results: readonly OptimizeResult[]): OptimizeOutput {
  const folds = input.plan.anchored.length
  const searched = results.filter((result) => result.draw !== DEFAULT_DRAW)
  const fallback = results.find((result) => result.draw === DEFAULT_DRAW)
  const plainResults = searched.filter((result) => !result.patternAid)
  const aidedResults = searched.filter((result) => result.patternAid)
  const plain = learn(plainResults, folds)
  const aided = aidedResults.length > 0 ? learn(aidedResults, folds) : null
  const patternAid = judgePatternAid(input, plain, aided)
  const learned = patternAid.used && aided !== null ? aided : plain
  const used = patternAid.used ? aidedResults : plainResults
  const adoptedFolds = learned.choices.map((_, fold) => isAdopted(learned, fold))
  const note =
    fallback === undefined
      ? 'Random search under purged walk-forward.'
      : 'The guards refused the search in some folds: one default training was done there, with every event taken.'
  return {
    draws: searched.length,
    choices: learned.choices,
    specifications: plainResults.map((result) => drawSpecification(input.seed, result.draw)),
    usedDefault: fallback !== undefined,
    note,
    plan: { folds: foldModels(learned, used, input, fallback), patternAid: patternAid.used },
    nestedImprovement: learned.improvement,
    adoptedFolds,
    adopted: adoptedFolds.some((adopted) => adopted),
    patternAid,
    foldScores: learned.choices.map((choice, fold) => {
      const entry =
        choice === null
          ? fallback?.folds.find((candidate) => candidate.fold === fold)
          : learned.draws[choice.draw]!.find((candidate) => candidate.fold === fold)
      return {
        fold,
        trainingRows: entry?.trainingRows ?? 0,
        logLoss: entry?.logLoss ?? null,
        areaUnderRoc: entry?.areaUnderRoc ?? null,
        refused: entry?.refused ?? (entry === undefined ? 'No configuration was selected in this fold.' : null),
      }
    }),
  }
}

/** Random search over logistic regression and gradient boosting; if guards refuse it, one default training; then, if asked, pattern features. */
export const optimizeStage: Stage<{ readonly select: SelectOutput }, OptimizeUnit, OptimizeResult, OptimizeOutput> = {
  name: 'optimize',
  title: 'Training and random search',
  needs: ['select'],
  weight: 8,
  trials: (input) => {
    const { embargoBars, patternAid } = input.config
    const units = [...searchUnits(input, false), ...(patternAid ? searchUnits(input, true) : []), defaultUnit(input)]
    return units.map(({ specification, subject, patternAid: aided, guards }) => ({
      specification,
      subject,
      patternAid: aided,
      guards,
      embargoBars,
    }))
  },
  plan: (input, results) => {
    const { search, patternAid, patternAidSpreadLimit } = input.config
    if (results.length === 0) return searchUnits(input, false)
    const plain = results.slice(0, search.draws)
    const folds = input.plan.anchored.length
    const spread = learn(plain, folds).spread
    const wantsAid = patternAid && spread !== null && spread <= patternAidSpreadLimit
    if (results.length === search.draws) {
      const needsDefault = refusedFolds(input, plain).length > 0
      return [...(wantsAid ? searchUnits(input, true) : []), ...(needsDefault ? [defaultUnit(input)] : [])]
    }
    return []
  },
  runUnit: (bench, plan, unit, beat) => ({
    draw: unit.draw,
    patternAid: unit.patternAid,
    folds: unit.subject.choices.map((_, index) => evaluateFold(bench, plan, unit, index, beat)),
  }),
  combine: combineSearch,
}
