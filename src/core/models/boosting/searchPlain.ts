import type { Best, Scan } from './scan.ts'
import { PAIR, TERM } from './treeRoom.ts'

/** Makes the bar of the first question a little lower than the best, by more than rounding. */
const SLACK = 1 - 1e-12

/**
 * The split of greatest gain G_L^2/(H_L+lambda) + G_R^2/(H_R+lambda) - G^2/(H+lambda) (Chen & Guestrin 2016, eq. 7, without the factor 1/2).
 * With a, b the children's H + lambda, whether a gain may be the best is asked as G_L^2 b + G_R^2 a < bar a b: no division for most bins. Whether it is, the
 * gains themselves say, so that it does not matter who compares them, and in which order.
 * Missing values are tried on both sides where the node has any (their algorithm 3), else follow the child with more hessian.
 * Ties go to the lower column, missing left, and the lower bin. No side is ever empty.
 */
export function searchPlain(scan: Scan, best: Best): void {
  const { room, column, bins, first, gradient, hessian, rows } = scan
  const { histograms, counts, terms } = room
  const lambda = terms[TERM.lambda]!
  const leastWeight = terms[TERM.leastWeight]!
  const leastRows = terms[TERM.leastRows]!
  const missingGradient = histograms[PAIR * (first + bins)]!
  const missingHessian = histograms[PAIR * (first + bins) + 1]!
  const missingRows = counts === null ? 0 : counts[first + bins]!
  const parent = hessian + lambda > 0 ? (gradient * gradient) / (hessian + lambda) : 0
  for (let missingLeft = missingHessian > 0 ? 1 : 0; missingLeft >= 0; missingLeft--) {
    let bar = (best.gain + parent) * SLACK
    let leftGradient = missingLeft === 1 ? missingGradient : 0
    let leftHessian = missingLeft === 1 ? missingHessian : 0
    let leftRows = missingLeft === 1 ? missingRows : 0
    for (let bin = 0; bin < bins; bin++) {
      const binHessian = histograms[PAIR * (first + bin) + 1]!
      if (binHessian === 0) continue
      leftGradient += histograms[PAIR * (first + bin)]!
      leftHessian += binHessian
      const rightHessian = hessian - leftHessian
      if (counts !== null) {
        leftRows += counts[first + bin]!
        if (leftRows < leastRows) continue
        if (rows - leftRows < leastRows) break
      }
      if (leftHessian < leastWeight) continue
      if (rightHessian < leastWeight || rightHessian <= 0) break
      const rightGradient = gradient - leftGradient
      const a = leftHessian + lambda
      const b = rightHessian + lambda
      if (leftGradient * leftGradient * b + rightGradient * rightGradient * a < bar * a * b) continue
      const gain = (leftGradient * leftGradient) / a + (rightGradient * rightGradient) / b - parent
      if (!(gain > best.gain)) continue
      bar = (gain + parent) * SLACK
      best.gain = gain
      best.column = column
      best.bin = bin
      best.missingLeft = missingHessian > 0 ? missingLeft : leftHessian >= rightHessian ? 1 : 0
      best.gradient = leftGradient
      best.hessian = leftHessian
      best.rows = leftRows
    }
  }
}
