import { type Outcome, success } from '../../outcome/outcome.ts'
import { classWeights } from '../trainingSet.ts'
import { fitIsotonic, valueAt } from './isotonic.ts'
import { fitPlatt, plattProbability } from './platt.ts'

/**
 * A map from a model's probability to a calibrated one, as plain data. Platt: sigmoid(slope * log odds + intercept). Isotonic: straight lines between
 * (`probabilities[k]`, `shares[k]`), both ascending, flat beyond the ends.
 */
export type CalibratorData =
  | { readonly method: 'platt'; readonly slope: number; readonly intercept: number }
  | { readonly method: 'isotonic'; readonly probabilities: readonly number[]; readonly shares: readonly number[] }

export type Calibrator = {
  readonly data: CalibratorData
  /** Calibrated probabilities, in the order given. */
  readonly apply: (probability: Float64Array) => Float64Array
}

/**
 * Fits on rows that the model was not fitted on (held apart, or predicted out of fold), with labels 0 and 1; all weights 1 where not given.
 * Isotonic follows its rows closely: below about 1,000 of them Platt is the better choice (Niculescu-Mizil & Caruana 2005).
 * Fails with `no-training-rows` and `one-class-labels`. Throws on a probability outside [0, 1].
 */
export function fitCalibrator(
  method: CalibratorData['method'],
  probability: Float64Array,
  label: Uint8Array,
  weight: Float64Array = new Float64Array(label.length).fill(1),
): Outcome<Calibrator> {
  if (!probability.every((value) => value >= 0 && value <= 1)) throw new Error('A probability is not from 0 to 1')
  const features = { rows: probability.length, columns: 1, values: probability, names: ['probability'] }
  const classes = classWeights({ features, label, weight })
  if (!classes.ok) return classes
  const data: CalibratorData =
    method === 'platt'
      ? { method, ...fitPlatt(probability, label, weight) }
      : { method, ...fitIsotonic(probability, label, weight) }
  return success(calibratorOf(data))
}

export function calibratorOf(data: CalibratorData): Calibrator {
  const one =
    data.method === 'platt'
      ? (probability: number) => plattProbability(data, probability)
      : (probability: number) => valueAt(data, probability)
  return { data, apply: (probability) => probability.map(one) }
}
