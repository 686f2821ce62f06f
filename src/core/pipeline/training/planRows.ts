import type { ValidationSpec } from '../../contract/trainSpec.ts'
import type { Outcome } from '../../outcome/outcome.ts'
import { combinatorialPurged } from '../../validation/splits/combinatorialPurged.ts'
import { heldApart } from '../../validation/splits/heldApart.ts'
import { purgedKFold } from '../../validation/splits/purgedKFold.ts'
import type { Split, SplitPlan } from '../../validation/splits/split.ts'
import type { SplitRequest } from '../../validation/splits/splitRequest.ts'
import { timeSeriesSplit } from '../../validation/splits/timeSeriesSplit.ts'
import { walkForwardSplits } from '../../validation/splits/walkForwardSplits.ts'
import type { TrainingData } from './trainingTask.ts'

/** Share of the rows before the first test of a walk-forward. */
const FIRST_TRAINING_SHARE = 0.5
/** AFML 7.4.2. */
const EMBARGO_SHARE = 0.01
const INNER_SPLITS = 3

/** What row plans are made for: a person's validation, how many rows back a prediction reads, and over how many bars its columns look back. */
export type RowPlanTerms = {
  readonly data: TrainingData
  readonly validation: ValidationSpec
  readonly lookBackRows: number
  readonly featureBars: number
}

/** Whether a row may be predicted by a model that learned from later ones. */
export function learnsFromLater({ method }: ValidationSpec): boolean {
  return method === 'purged_kfold' || method === 'cpcv'
}

/**
 * The splits of some rows. Gap and embargo are asked for in bars and used as the longest time that so many bars take in the data. Where training may follow a test, rows whose
 * sequences reach over it are kept clear of it too. Errors: those of the plans in `core/validation/splits`.
 */
export function planRows(terms: RowPlanTerms, rows: Int32Array): Outcome<SplitPlan> {
  const { method, n_splits: splits, gap, test_groups: testGroups, anchored } = terms.validation
  const request = requestOf(terms, rows)
  const gapMs = longestSpan(terms.data.decisionMs, gap)
  const embargoMs = embargoOf(terms, rows)
  switch (method) {
    case 'time_series_split':
      return timeSeriesSplit({ ...request, splits, gapMs })
    case 'walk_forward':
      return walkForwardSplits({
        ...request,
        scheme: anchored ? 'anchored' : 'rolling',
        splits,
        trainShare: FIRST_TRAINING_SHARE,
        gapMs,
      })
    case 'purged_kfold':
      return purgedKFold({ ...request, splits, embargoMs })
    case 'cpcv':
      return combinatorialPurged({ ...request, groups: splits, testGroups, embargoMs })
  }
}

/** Splits within a training part: forward in time where the outer ones are, else purged folds. */
export function planInner(terms: RowPlanTerms, rows: Int32Array, splits = INNER_SPLITS): Outcome<SplitPlan> {
  const request = requestOf(terms, rows)
  if (!learnsFromLater(terms.validation))
    return timeSeriesSplit({ ...request, splits, gapMs: longestSpan(terms.data.decisionMs, terms.validation.gap) })
  return purgedKFold({ ...request, splits: Math.max(2, splits), embargoMs: embargoOf(terms, rows) })
}

/** The newest share of some rows, and those before it that are clear of it. */
export function planStop(terms: RowPlanTerms, rows: Int32Array, share: number): Outcome<Split> {
  return heldApart(requestOf(terms, rows), share)
}

function requestOf({ data, validation, lookBackRows }: RowPlanTerms, rows: Int32Array): SplitRequest {
  const lookBackMs = learnsFromLater(validation) ? longestSpan(data.decisionMs, lookBackRows) : 0
  return { spans: data, rows, sealedFromMs: null, lookBackMs }
}

/** Columns that look back far carry a test into the rows after it, so nobody's embargo is shorter than they are unless it was asked for. */
function embargoOf({ data, validation, featureBars }: RowPlanTerms, rows: Int32Array): number {
  const times = distinctTimes(data.decisionMs, rows)
  const standard = Math.max(featureBars, Math.ceil(EMBARGO_SHARE * times))
  return longestSpan(data.decisionMs, validation.embargo ?? standard)
}

function distinctTimes(decisionMs: Float64Array, rows: Int32Array): number {
  let count = 0
  for (let at = 0; at < rows.length; at++) if (at === 0 || decisionMs[rows[at]!] !== decisionMs[rows[at - 1]!]) count++
  return count
}

/** The longest time from a decision to the one so many bars later, milliseconds. */
function longestSpan(decisionMs: Float64Array, bars: number): number {
  if (bars === 0) return 0
  const times = decisionMs.filter((value, at) => at === 0 || value !== decisionMs[at - 1])
  let longest = 0
  for (let at = bars; at < times.length; at++) longest = Math.max(longest, times[at]! - times[at - bars]!)
  return longest
}
