import { solvePositiveDefinite } from '../solvePositiveDefinite.ts'

const TOLERANCE = 1e-10
/** Share of the mean squared error added to the diagonal, so that members that are one another's copies share a weight. */
const RIDGE = 1e-9

/**
 * Weights of least weighted squared distance between the members' mean and the target, none below 0, together 1 (Breiman 1996, stacked regressions).
 * Because they sum to 1, the distance is that of the weighted mean of the members' errors: with G the errors' second moments, w'Gw is smallest over the
 * simplex where w is proportional to the solution of non-negative least squares, Gv >= 1, v >= 0, v'(Gv - 1) = 0, found by an active set
 * (Lawson & Hanson 1974, chapter 23). Equal weights where a member makes no error at all or no row has a weight.
 */
export function blendingWeights(
  predictions: readonly Float64Array[],
  target: Float64Array,
  weight: Float64Array,
): readonly number[] {
  const size = predictions.length
  const moments = errorMoments(predictions, target, weight)
  const scale = moments.reduce((sum, value, at) => (at % (size + 1) === 0 ? sum + value : sum), 0) / size
  if (!(scale > 0)) return predictions.map(() => 1 / size)
  for (let at = 0; at < moments.length; at++) moments[at]! /= scale
  for (let k = 0; k < size; k++) moments[k * size + k]! += RIDGE
  const solution = nonNegative(moments, size)
  const total = solution.reduce((sum, value) => sum + value, 0)
  return Array.from(solution, (value) => value / total)
}

function errorMoments(predictions: readonly Float64Array[], target: Float64Array, weight: Float64Array): Float64Array {
  const size = predictions.length
  const moments = new Float64Array(size * size)
  const errors = new Float64Array(size)
  for (let row = 0; row < target.length; row++) {
    for (let k = 0; k < size; k++) errors[k] = predictions[k]![row]! - target[row]!
    for (let k = 0; k < size; k++)
      for (let j = 0; j < size; j++) moments[k * size + j]! += weight[row]! * errors[k]! * errors[j]!
  }
  return moments
}

/** The v of 1/2 v'Gv - 1'v smallest with v >= 0. */
function nonNegative(moments: Float64Array, size: number): Float64Array {
  let solution: Float64Array = new Float64Array(size)
  const isFree = new Uint8Array(size)
  for (let pass = 0; pass < 10 * size; pass++) {
    const entering = steepest(moments, solution, isFree, size)
    if (entering < 0) return solution
    isFree[entering] = 1
    for (;;) {
      const wanted = solveFree(moments, isFree, size)
      const share = largestStep(solution, wanted, isFree)
      if (share === 1) {
        solution = wanted
        break
      }
      solution = solution.map((value, k) => value + share * (wanted[k]! - value))
      for (let k = 0; k < size; k++) if (isFree[k] === 1 && solution[k]! <= TOLERANCE) isFree[k] = solution[k] = 0
    }
  }
  return solution
}

/** The bound member that would help most; -1 where none would. */
function steepest(moments: Float64Array, solution: Float64Array, isFree: Uint8Array, size: number): number {
  let best = -1
  let most = TOLERANCE
  for (let k = 0; k < size; k++) {
    if (isFree[k] === 1) continue
    let slope = 1
    for (let j = 0; j < size; j++) slope -= moments[k * size + j]! * solution[j]!
    if (slope > most) {
      most = slope
      best = k
    }
  }
  return best
}

/** Share of the way to the wanted solution at which the first free member would fall below 0; 1 where none does. */
function largestStep(solution: Float64Array, wanted: Float64Array, isFree: Uint8Array): number {
  let share = 1
  wanted.forEach((value, k) => {
    if (isFree[k] === 1 && value <= 0) share = Math.min(share, solution[k]! / (solution[k]! - value))
  })
  return share
}

function solveFree(moments: Float64Array, isFree: Uint8Array, size: number): Float64Array {
  const free = Array.from({ length: size }, (_, k) => k).filter((k) => isFree[k] === 1)
  const matrix = Float64Array.from(free.flatMap((k) => free.map((j) => moments[k * size + j]!)))
  const vector = new Float64Array(free.length).fill(1)
  if (!solvePositiveDefinite(matrix, vector, free.length))
    throw new Error('Moments of errors are not positive definite')
  const solution = new Float64Array(size)
  for (const [place, k] of free.entries()) solution[k] = vector[place]!
  return solution
}
