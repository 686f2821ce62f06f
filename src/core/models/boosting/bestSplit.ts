import type { BinnedMatrix } from './binnedMatrix.ts'
import type { BoostingParameters } from './boostingParameters.ts'
import { HISTOGRAM_STRIDE } from './nodeHistogram.ts'

/** Rows with a code at or below `bin` go left; rows with a missing value go left where `missingLeft`. `gain` has no factor 1/2. */
export type Split = {
  column: number
  bin: number
  missingLeft: boolean
  gain: number
  leftGradient: number
  leftHessian: number
  leftRows: number
}

export type NodeTotals = { readonly gradient: number; readonly hessian: number; readonly rows: number }

/** Below this a gain is rounding. */
const MINIMUM_GAIN = 1e-9

/**
 * The split of greatest gain G_L^2/(H_L+lambda) + G_R^2/(H_R+lambda) - G^2/(H+lambda) (Chen & Guestrin 2016, eq. 7, without the factor 1/2)
 * over the given ascending columns, written into `best`; `best.column` is -1 where none is allowed.
 * Missing values are tried on both sides where the node has any (their algorithm 3), else follow the child with more hessian.
 * Ties go to the lower column, missing left, and the lower bin.
 */
export function findBestSplit(
  best: Split,
  histogram: Float64Array,
  binned: BinnedMatrix,
  columns: Int32Array,
  totals: NodeTotals,
  parameters: BoostingParameters,
): void {
  best.column = -1
  best.gain = MINIMUM_GAIN
  for (let j = 0; j < columns.length; j++) scanColumn(best, histogram, binned, columns[j]!, totals, parameters)
}

/**
 * With a, b the children's H + lambda, gain > best is asked as G_L^2 b + G_R^2 a > (best + parent's score) a b: no division a bin.
 * A child of no hessian at lambda = 0 never wins.
 */
function scanColumn(
  best: Split,
  histogram: Float64Array,
  { offsets }: BinnedMatrix,
  column: number,
  { gradient, hessian, rows }: NodeTotals,
  { lambda, minChildWeight, minChildRows }: BoostingParameters,
): void {
  const firstSlot = HISTOGRAM_STRIDE * offsets[column]!
  const missingSlot = HISTOGRAM_STRIDE * (offsets[column + 1]! - 1)
  const missingRows = histogram[missingSlot + 2]!
  const parentScore = hessian + lambda > 0 ? (gradient * gradient) / (hessian + lambda) : 0
  // With missing rows the column is scanned twice: once with their sums on the left from the start, once without.
  for (let missingLeft = missingRows > 0 ? 1 : 0; missingLeft >= 0; missingLeft--) {
    let target = best.gain + parentScore
    let leftGradient = missingLeft === 1 ? histogram[missingSlot]! : 0
    let leftHessian = missingLeft === 1 ? histogram[missingSlot + 1]! : 0
    let leftRows = missingLeft === 1 ? missingRows : 0
    for (let slot = firstSlot; slot < missingSlot; slot += HISTOGRAM_STRIDE) {
      const slotRows = histogram[slot + 2]!
      if (slotRows === 0) continue
      leftGradient += histogram[slot]!
      leftHessian += histogram[slot + 1]!
      leftRows += slotRows
      if (leftRows < minChildRows || leftHessian < minChildWeight) continue
      const rightHessian = hessian - leftHessian
      if (rows - leftRows < minChildRows || rightHessian < minChildWeight) break
      const rightGradient = gradient - leftGradient
      const a = leftHessian + lambda
      const b = rightHessian + lambda
      if (!(leftGradient * leftGradient * b + rightGradient * rightGradient * a > target * a * b)) continue
      target = (leftGradient * leftGradient) / a + (rightGradient * rightGradient) / b
      best.column = column
      best.bin = (slot - firstSlot) / HISTOGRAM_STRIDE
      best.missingLeft = missingRows > 0 ? missingLeft === 1 : leftHessian >= rightHessian
      best.gain = target - parentScore
      best.leftGradient = leftGradient
      best.leftHessian = leftHessian
      best.leftRows = leftRows
    }
  }
}
