import { type Beat, silentBeat } from '../job/beat.ts'
import { failure, type Outcome, success } from '../outcome/outcome.ts'
import type { FeatureMatrix } from './featureMatrix.ts'
import { sigmoid, softplus } from './sigmoid.ts'
import { solvePositiveDefinite } from './solvePositiveDefinite.ts'
import { classWeights, type TrainingSet } from './trainingSet.ts'

export type LogisticFit = {
  readonly intercept: number
  readonly coefficients: readonly number[]
  readonly iterations: number
  /** Largest absolute component of the objective's gradient at the solution. */
  readonly gradientNorm: number
}

const GRADIENT_TOLERANCE = 1e-8
const MAXIMUM_ITERATIONS = 100

/**
 * L2-regularised logistic regression. Minimises, over intercept a and coefficients b,
 *   sum_i weight_i * logLoss(label_i, sigmoid(a + b.x_i)) + l2 / 2 * ||b||^2
 * (penalty against the weighted SUM of losses, intercept unpenalised) by Newton's method with step halving
 * (Hastie, Tibshirani & Friedman 2009, section 4.4.1). Columns are taken as they are: standardise before. No missing values.
 * Stops at a gradient of 1e-8 (KKT); where rounding stops it earlier, 1e-8 of the total weight is accepted.
 * Fails with `no-training-rows`, `one-class-labels`, and `logistic-not-converged` (collinear columns with l2 = 0).
 * With l2 = 0, classes that a plane separates have no finite solution: the coefficients are then merely large.
 */
export function fitLogisticRegression(set: TrainingSet, l2: number, beat: Beat = silentBeat): Outcome<LogisticFit> {
  if (!(l2 >= 0)) throw new Error(`l2 is ${l2}; it must be 0 or more`)
  const classes = classWeights(set)
  if (!classes.ok) return classes
  if (set.features.values.some((value) => !Number.isFinite(value)))
    throw new Error('Logistic regression of missing values')
  const { positive, negative } = classes.value
  const size = set.features.columns + 1
  const [gradient, hessian] = [new Float64Array(size), new Float64Array(size * size)]
  let iterations = 0
  const pulse = () => beat(iterations, MAXIMUM_ITERATIONS, 'logistic regression')
  const problem: Problem = { set, l2, size, gradient, hessian, pulse }
  let theta = new Float64Array(size)
  theta[0] = Math.log(positive / negative)
  let loss = objective(problem, theta)
  let gradientNorm = differentiate(problem, theta)
  while (gradientNorm > GRADIENT_TOLERANCE && iterations < MAXIMUM_ITERATIONS) {
    pulse()
    const next = newtonStep(problem, theta, loss)
    if (next === null) break
    iterations++
    theta = next.theta
    loss = next.loss
    gradientNorm = differentiate(problem, theta)
  }
  if (!(gradientNorm <= GRADIENT_TOLERANCE * Math.max(1, positive + negative))) {
    return failure(
      'logistic-not-converged',
      `Logistic regression stopped at a gradient of ${gradientNorm.toExponential(2)} after ${iterations} iterations.`,
      'Raise the l2 penalty above 0: some features repeat each other.',
    )
  }
  return success({ intercept: theta[0]!, coefficients: Array.from(theta.subarray(1)), iterations, gradientNorm })
}

/** Probability of label 1 for every row; columns scaled as they were for the fit. */
export function predictLogistic(
  fit: Pick<LogisticFit, 'intercept' | 'coefficients'>,
  features: FeatureMatrix,
): Float64Array {
  const { rows, columns, values } = features
  if (fit.coefficients.length !== columns)
    throw new Error(`${fit.coefficients.length} coefficients, ${columns} columns`)
  const probability = new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    let margin = fit.intercept
    for (let column = 0; column < columns; column++)
      margin += fit.coefficients[column]! * values[row * columns + column]!
    probability[row] = sigmoid(margin)
  }
  return probability
}

type Problem = {
  readonly set: TrainingSet
  readonly l2: number
  readonly size: number
  readonly gradient: Float64Array
  readonly hessian: Float64Array
  readonly pulse: () => void
}

function marginAt({ set }: Problem, theta: Float64Array, row: number): number {
  const { columns, values } = set.features
  let margin = theta[0]!
  for (let column = 0; column < columns; column++) margin += theta[column + 1]! * values[row * columns + column]!
  return margin
}

function objective(problem: Problem, theta: Float64Array): number {
  const { label, weight } = problem.set
  let loss = 0
  for (let row = 0; row < label.length; row++) {
    const margin = marginAt(problem, theta, row)
    loss += weight[row]! * softplus(label[row] === 1 ? -margin : margin)
  }
  let squares = 0
  for (let k = 1; k < problem.size; k++) squares += theta[k]! * theta[k]!
  return loss + (problem.l2 / 2) * squares
}

/** Products between two beats within one pass over the rows. */
const PRODUCTS_A_BEAT = 2e6

/** Fills gradient and the lower triangle of the Hessian; returns the largest absolute component of the gradient. */
function differentiate(problem: Problem, theta: Float64Array): number {
  const { set, l2, size, gradient, hessian } = problem
  const { columns, values } = set.features
  gradient.fill(0)
  hessian.fill(0)
  const rowsABeat = Math.ceil(PRODUCTS_A_BEAT / (size * size))
  for (let row = 0; row < set.label.length; row++) {
    if (row % rowsABeat === 0) problem.pulse()
    const probability = sigmoid(marginAt(problem, theta, row))
    const slope = set.weight[row]! * (probability - set.label[row]!)
    const curvature = set.weight[row]! * probability * (1 - probability)
    const rowAt = row * columns - 1
    gradient[0]! += slope
    hessian[0]! += curvature
    for (let k = 1; k < size; k++) {
      const value = values[rowAt + k]!
      const curved = curvature * value
      const lineAt = k * size
      gradient[k]! += slope * value
      hessian[lineAt]! += curved
      for (let j = 1; j <= k; j++) hessian[lineAt + j]! += curved * values[rowAt + j]!
    }
  }
  let largest = Math.abs(gradient[0]!)
  for (let k = 1; k < size; k++) {
    gradient[k]! += l2 * theta[k]!
    hessian[k * size + k]! += l2
    largest = Math.max(largest, Math.abs(gradient[k]!))
  }
  return largest
}

/** The Newton step, halved until the objective does not rise; null where no step helps. Overwrites gradient and Hessian. */
function newtonStep(problem: Problem, theta: Float64Array, loss: number) {
  const direction = problem.gradient
  if (!solvePositiveDefinite(problem.hessian, direction, problem.size)) return null
  for (let share = 1; share > 1e-10; share /= 2) {
    const candidate = theta.map((value, k) => value - share * direction[k]!)
    const candidateLoss = objective(problem, candidate)
    if (candidateLoss <= loss + 1e-13 * Math.abs(loss)) return { theta: candidate, loss: candidateLoss }
  }
  return null
}
