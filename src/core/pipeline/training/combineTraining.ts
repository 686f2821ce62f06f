import type { TrainedFold, ValidationReport } from '../../contract/modelRecord.ts'
import { calibrationError } from '../../models/calibration/calibrationError.ts'
import type { CalibratorData } from '../../models/calibration/calibrator.ts'
import { calibrationBins } from '../../models/scores/calibrationBins.ts'
import type { TrainedModelData } from '../../models/trainedModelData.ts'
import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import { mean } from '../../stats/mean.ts'
import { isoTime } from '../../time/isoTime.ts'
import { contributionsOf, dependenceOf, driftOf, importanceOf, importanceStability } from './combineMeasures.ts'
import { DEPENDENCE_ROWS } from './measureDependence.ts'
import { DRIFT_ROWS } from './measureDrift.ts'
import { IMPORTANCE_REPEATS, importanceRows } from './measureImportance.ts'
import { bestDraw, CURVE_SHARES } from './planTraining.ts'
import { LOSS_OF, predictionScores } from './predictionScores.ts'
import { rankInformationOf } from './rankInformationOf.ts'
import { spreadOf } from './spreadOf.ts'
import type { TrainPayload } from './trainingTask.ts'
import type { DoneFit, SearchResult, TrainResult } from './trainUnits.ts'

/** What a training came to. `rows` are those that were predicted, ascending; `predicted` and `signal` the means over seeds and paths. */
export type TrainedOutput = {
  readonly report: Omit<ValidationReport, 'modelId' | 'sha256' | 'trials' | 'schemaVersion'>
  readonly rows: Int32Array
  readonly predicted: Float64Array
  readonly signal: Float64Array
  /** One a seed. */
  readonly models: readonly TrainedModelData[]
  readonly calibrators: readonly CalibratorData[]
  readonly signalSizes: readonly (readonly number[])[]
}

/**
 * Folds all results of a training. Errors: that of the first fit that failed, naming its fold;
 * `search-without-result`.
 */
export function combineTraining(training: TrainPayload, results: readonly TrainResult[]): Outcome<TrainedOutput> {
  const fits = doneFits(training, results)
  if (!fits.ok) return fits
  const searched = results.flatMap((result) => (result.kind === 'search' ? [result] : []))
  const { plan, recipe } = training
  const { task, target } = training.data.table
  const tested = fits.value.filter(({ part }) => part < plan.splits.length)
  const kept = fits.value.filter(({ part }) => part === plan.splits.length)
  const pooled = pool(training, tested)
  const folds = plan.splits.map((_, fold) => foldOf(training, tested, fold))
  const importance = importanceOf(training, tested)
  const truth = Float64Array.from(pooled.rows, (row) => target[row]!)
  const report: TrainedOutput['report'] = {
    task,
    loss: LOSS_OF[task],
    method: plan.method,
    gap: { askedBars: recipe.validation.gap, askedMs: plan.gapAskedMs, usedMs: plan.gapUsedMs },
    purgedRows: plan.splits.reduce((sum, { purged }) => sum + purged, 0),
    embargoedRows: plan.splits.reduce((sum, { embargoed }) => sum + embargoed, 0),
    scores: spreadsOf(folds, recipe.seeds),
    baseline: baselineOf(folds),
    pooled: predictionScores(task, truth, pooled.predicted),
    folds: [...folds],
    paths: pathsOf(training, tested),
    calibration:
      task === 'classification'
        ? { method: recipe.calibration, ...calibrationOf(Uint8Array.from(truth), pooled.predicted) }
        : null,
    search:
      recipe.search === null
        ? null
        : {
            method: recipe.search.method,
            innerSplits: recipe.search.n_splits,
            parts: searchedParts(training, searched),
          },
    learningCurve: curveOf(results),
    importance: {
      measure: `rise of ${LOSS_OF[task]} on rows not learned from`,
      repeats: IMPORTANCE_REPEATS,
      mostRows: importanceRows(training.data.table.features.columns, training.groups),
      rows: importance,
      stability: importanceStability(tested, recipe.seeds),
    },
    contributions: contributionsOf(training, tested),
    dependence: { rows: DEPENDENCE_ROWS, columns: dependenceOf(training, tested, importance) },
    drift: { mostRows: DRIFT_ROWS, rows: driftOf(training, tested) },
    rankInformation: rankInformationOf(training.data, pooled.rows, pooled.predicted),
    notes: [...missingNotes(training, pooled.rows.length), ...notesOf(results)],
  }
  return success({
    report,
    ...pooled,
    models: kept.flatMap(({ fitted: { model } }) => (model === null ? [] : [model])),
    calibrators: kept.flatMap(({ fitted: { calibrator } }) => (calibrator === null ? [] : [calibrator])),
    signalSizes: kept.map(({ fitted }) => fitted.signalSizes),
  })
}

function doneFits({ plan, recipe }: TrainPayload, results: readonly TrainResult[]): Outcome<readonly DoneFit[]> {
  const done: DoneFit[] = []
  const searched = results.flatMap((result) => (result.kind === 'search' ? [result] : []))
  for (let part = 0; recipe.search !== null && part <= plan.splits.length; part++) {
    if (bestDraw(searched, part) !== null) continue
    const first = searched.find((result) => result.part === part && result.trouble !== null)?.trouble
    return failure(
      'search-without-result',
      `No draw of the search within ${partName(plan.splits.length, part)} could be evaluated. The first: ${first?.message ?? 'no loss.'}`,
      first?.hint ?? 'Search in other ranges.',
    )
  }
  for (const result of results) {
    if (result.kind !== 'fit') continue
    const { fitted, trouble, ...unit } = result
    if (fitted !== null) done.push({ ...unit, fitted })
    else
      return failure(
        trouble?.code ?? 'training-failed',
        `In ${partName(plan.splits.length, result.part)}: ${trouble?.message ?? 'it could not be fitted.'}`,
        trouble?.hint ?? 'Run it again.',
      )
  }
  return success(done)
}

function partName(splits: number, part: number): string {
  return part === splits ? 'the fit of all rows' : `fold ${part + 1}`
}

/** Each row once. */
function pool({ data, plan }: TrainPayload, tested: readonly DoneFit[]) {
  const rows = data.table.target.length
  const predicted = new Float64Array(rows)
  const signal = new Float64Array(rows)
  const counts = new Int32Array(rows)
  for (const { part, fitted } of tested) {
    plan.splits[part]!.test.forEach((row, at) => {
      const [value, traded] = [fitted.predictions[at], fitted.signals[at]]
      if (typeof value !== 'number' || typeof traded !== 'number') return
      predicted[row]! += value
      signal[row]! += traded
      counts[row]!++
    })
  }
  const there = Int32Array.from(counts.keys()).filter((row) => counts[row]! > 0)
  return {
    rows: there,
    predicted: Float64Array.from(there, (row) => predicted[row]! / counts[row]!),
    signal: Float64Array.from(there, (row) => signal[row]! / counts[row]!),
  }
}

function foldOf({ data, plan }: TrainPayload, tested: readonly DoneFit[], fold: number): TrainedFold {
  const { train, test, purged, embargoed } = plan.splits[fold]!
  const own = tested.filter(({ part }) => part === fold)
  const [first] = own
  if (first === undefined) throw new Error(`No fit of fold ${fold}`)
  const at = (rows: Int32Array, place: number) => isoTime(data.decisionMs[rows.at(place)!]!)
  return {
    fold,
    trainRows: first.fitted.trainRows,
    testRows: test.length,
    purged,
    embargoed,
    trainFrom: at(train, 0),
    trainTo: at(train, -1),
    testFrom: at(test, 0),
    testTo: at(test, -1),
    trainBase: first.fitted.trainBase,
    testBase: mean(Float64Array.from(test, (row) => data.table.target[row]!)),
    stopRows: first.fitted.stopRows,
    settings: { ...first.settings },
    baseline: { ...first.fitted.baseline },
    seeds: own.map(({ seed, fitted }) => ({ seed, scores: { ...fitted.scores } })),
  }
}

function spreadsOf(folds: readonly TrainedFold[], seeds: number): ValidationReport['scores'] {
  const names = Object.keys(folds[0]?.seeds[0]?.scores ?? {})
  const scoreOf = (fold: TrainedFold, seed: number, name: string) => fold.seeds[seed]?.scores[name] ?? null
  const places = Array.from({ length: seeds }, (_, seed) => seed)
  return Object.fromEntries(
    names.map((name) => [
      name,
      {
        overFolds: spreadOf(folds.map((fold) => spreadOf(places.map((seed) => scoreOf(fold, seed, name))).mean)),
        overSeeds: spreadOf(places.map((seed) => spreadOf(folds.map((fold) => scoreOf(fold, seed, name))).mean)),
      },
    ]),
  )
}

function baselineOf(folds: readonly TrainedFold[]): ValidationReport['baseline'] {
  const names = Object.keys(folds[0]?.baseline ?? {})
  return Object.fromEntries(names.map((name) => [name, spreadOf(folds.map(({ baseline }) => baseline[name] ?? null))]))
}

/** The combinatorial plan alone has more than one whole history. */
function pathsOf({ data, plan }: TrainPayload, tested: readonly DoneFit[]): ValidationReport['paths'] {
  if (plan.paths.length < 2) return []
  const { task, target } = data.table
  const ofSplit = plan.splits.map((split, part) => {
    const sums = new Map([...split.test].map((row) => [row, 0]))
    const own = tested.filter((fit) => fit.part === part)
    for (const { fitted } of own)
      split.test.forEach((row, at) => {
        sums.set(row, (sums.get(row) ?? 0) + (fitted.predictions[at] ?? Number.NaN) / own.length)
      })
    return sums
  })
  return plan.paths.map((splits, path) => {
    const rows = plan.groups.flatMap((group, place) => [...group].map((row) => [row, splits[place]!] as const))
    const pairs = rows.flatMap(([row, split]) => {
      const value = ofSplit[split]?.get(row) ?? Number.NaN
      return Number.isNaN(value) ? [] : [{ truth: target[row]!, value }]
    })
    const truth = Float64Array.from(pairs, (pair) => pair.truth)
    return {
      path,
      scores: {
        ...predictionScores(
          task,
          truth,
          Float64Array.from(pairs, ({ value }) => value),
        ),
      },
    }
  })
}

const MOST_BINS = 10
const ROWS_A_BIN = 15

function calibrationOf(
  label: Uint8Array,
  predicted: Float64Array,
): Pick<NonNullable<ValidationReport['calibration']>, 'bins' | 'error'> {
  const count = Math.max(1, Math.min(MOST_BINS, Math.floor(label.length / ROWS_A_BIN)))
  const bins = calibrationBins(label, predicted, count)
  return {
    bins: bins.map(({ rows, meanProbability, observedShare, low, high }) => {
      return { rows, meanProbability, observedShare, low, high }
    }),
    error: calibrationError(bins, label, predicted),
  }
}

function searchedParts({ plan }: TrainPayload, searched: readonly SearchResult[]) {
  return Array.from({ length: plan.splits.length + 1 }, (_, part) => ({
    fold: part < plan.splits.length ? part : null,
    draws: searched
      .filter((result) => result.part === part)
      .map(({ settings, loss, trouble }) => ({ settings: { ...settings }, loss, trouble: trouble?.message ?? null })),
    chosen: bestDraw(searched, part)?.draw ?? 0,
  }))
}

function curveOf(results: readonly TrainResult[]): ValidationReport['learningCurve'] {
  const points = results.flatMap((result) =>
    result.kind === 'curve' && result.point !== null ? [{ ...result.point, share: result.share }] : [],
  )
  return CURVE_SHARES.flatMap((share) => {
    const own = points.filter((point) => point.share === share)
    if (own.length === 0) return []
    return [
      {
        share,
        rows: mean(Float64Array.from(own, ({ rows }) => rows)),
        train: spreadOf(own.map(({ train }) => train)),
        test: spreadOf(own.map(({ test }) => test)),
      },
    ]
  })
}

function missingNotes({ plan }: TrainPayload, predicted: number): readonly string[] {
  const asked = new Set(plan.splits.flatMap(({ test }) => [...test])).size
  if (asked === predicted) return []
  return [`${asked - predicted} test rows have no prediction: too few rows of their instrument come before them.`]
}

function notesOf(results: readonly TrainResult[]): readonly string[] {
  const left = results.flatMap((result) => (result.kind === 'curve' && result.trouble !== null ? [result] : []))
  if (left.length === 0) return []
  const [first] = left
  return [
    `${left.length} points of the learning curve are missing, the first for ${first!.share * 100} % of fold ${first!.part + 1}: ${first!.trouble?.message ?? ''}`,
  ]
}
