import type { Beat } from '../../job/beat.ts'
import { failure, type Outcome, success } from '../../outcome/outcome.ts'
import { sigmoid, softplus } from '../sigmoid.ts'
import { classWeights, type TrainingSet } from '../trainingSet.ts'
import { coordinateDescent } from './coordinateDescent.ts'

type Sparse = { readonly intercept: number; readonly coefficients: readonly number[] }

const MOST_STEPS = 200
/** Breach of the conditions of the minimum a unit of total weight. */
const TOLERANCE = 1e-11
const ACCEPTED = 1e-7
/** Products between two beats within one pass over the rows. */
const PRODUCTS_A_BEAT = 2e6

/**
 * min sum_i w_i logLoss_i + absolute ||b||_1 + square / 2 ||b||^2, intercept not penalised, by proximal Newton steps (Lee, Sun & Saunders 2014): coordinate
 * descent on the second-order model of the loss, the step halved until the objective falls. Zeros are exact.
 * Fails as `classWeights` does, and with `logistic-not-converged`.
 */
export function fitSparseLogistic(set: TrainingSet, absolute: number, square: number, beat: Beat): Outcome<Sparse> {
  const classes = classWeights(set)
  if (!classes.ok) return classes
  const total = classes.value.positive + classes.value.negative
  const size = set.features.columns + 1
  const penalty = new Float64Array(size).fill(absolute / total)
  penalty[0] = 0
  let step = 0
  const pulse = () => beat(step, MOST_STEPS, 'sparse logistic regression')
  const problem: Problem = { set, total, size, penalty, square: square / total, pulse }
  let theta: Float64Array = new Float64Array(size)
  theta[0] = Math.log(classes.value.positive / classes.value.negative)
  let loss = objective(problem, theta)
  let breach = Number.POSITIVE_INFINITY
  for (; step < MOST_STEPS; step++) {
    const { quadratic, linear, slope } = secondOrder(problem, theta)
    breach = breachOf(theta, slope, penalty)
    if (breach <= TOLERANCE) break
    const goal = coordinateDescent(quadratic, linear, penalty, theta, Math.min(1e-4, breach / 100), pulse).x
    const next = lineSearch(problem, theta, goal, loss)
    if (next === null) break
    theta = next.theta
    loss = next.loss
  }
  return breach <= ACCEPTED
    ? success({ intercept: theta[0]!, coefficients: Array.from(theta.subarray(1)) })
    : failure(
        'logistic-not-converged',
        `Logistic regression stopped ${breach.toExponential(2)} short of its minimum.`,
        'Lower C: some features repeat each other, or tell the classes apart without fault.',
      )
}

type Problem = {
  readonly set: TrainingSet
  readonly total: number
  readonly size: number
  readonly penalty: Float64Array
  readonly square: number
  readonly pulse: () => void
}

function objective({ set, total, size, penalty, square }: Problem, theta: Float64Array): number {
  let loss = 0
  for (let row = 0; row < set.label.length; row++) {
    const margin = marginOf(set, theta, row)
    loss += set.weight[row]! * softplus(set.label[row] === 1 ? -margin : margin)
  }
  loss /= total
  for (let k = 1; k < size; k++) loss += penalty[k]! * Math.abs(theta[k]!) + (square / 2) * theta[k]! ** 2
  return loss
}

function marginOf({ features: { columns, values } }: TrainingSet, theta: Float64Array, row: number): number {
  let margin = theta[0]!
  for (let column = 0; column < columns; column++) margin += theta[column + 1]! * values[row * columns + column]!
  return margin
}

/** The smooth part's slope at `theta`, and its second-order model as `1/2 x'Qx - c'x`. */
function secondOrder({ set, total, size, square, pulse }: Problem, theta: Float64Array) {
  const { columns, values } = set.features
  const slope = new Float64Array(size)
  const quadratic = new Float64Array(size * size)
  const line = new Float64Array(size)
  line[0] = 1
  const rowsABeat = Math.ceil(PRODUCTS_A_BEAT / (size * size))
  for (let row = 0; row < set.label.length; row++) {
    if (row % rowsABeat === 0) pulse()
    const probability = sigmoid(marginOf(set, theta, row))
    const own = set.weight[row]! / total
    const error = own * (probability - set.label[row]!)
    const curvature = own * probability * (1 - probability)
    line.set(values.subarray(row * columns, (row + 1) * columns), 1)
    for (let k = 0; k < size; k++) {
      slope[k]! += error * line[k]!
      const curved = curvature * line[k]!
      for (let j = 0; j <= k; j++) quadratic[k * size + j]! += curved * line[j]!
    }
  }
  for (let k = 0; k < size; k++) {
    if (k > 0) {
      slope[k]! += square * theta[k]!
      quadratic[k * size + k]! += square
    }
    // Keeps every coordinate's curvature above 0, where probabilities have come to 0 and 1; it slows a step and moves no minimum.
    quadratic[k * size + k]! += 1e-10
    for (let j = 0; j < k; j++) quadratic[j * size + k] = quadratic[k * size + j]!
  }
  const linear = new Float64Array(size)
  for (let k = 0; k < size; k++) {
    let sum = -slope[k]!
    for (let j = 0; j < size; j++) sum += quadratic[k * size + j]! * theta[j]!
    linear[k] = sum
  }
  return { quadratic, linear, slope }
}

function breachOf(theta: Float64Array, slope: Float64Array, penalty: Float64Array): number {
  return theta.reduce((worst, value, k) => {
    const breach =
      value === 0
        ? Math.max(0, Math.abs(slope[k]!) - penalty[k]!)
        : Math.abs(slope[k]! + Math.sign(value) * penalty[k]!)
    return Math.max(worst, breach)
  }, 0)
}

/** Part of the way to the model's minimum, halved until the objective does not rise; null where no step helps. */
function lineSearch(problem: Problem, theta: Float64Array, goal: Float64Array, loss: number) {
  for (let share = 1; share > 1e-10; share /= 2) {
    const candidate = share === 1 ? goal : theta.map((value, k) => value + share * (goal[k]! - value))
    const candidateLoss = objective(problem, candidate)
    if (candidateLoss <= loss + 1e-14 * Math.abs(loss)) return { theta: candidate, loss: candidateLoss }
  }
  return null
}
