import { leafScore, leafWeight } from './leafWeight.ts'
import type { Best, Scan } from './scan.ts'
import { PAIR, TERM } from './treeRoom.ts'

/** As `searchPlain`, with leaf values within the node's bounds, penalised by their size, rising or falling where the column must. */
export function searchGeneral(scan: Scan, best: Best): void {
  const { room, column, bins, first, gradient, hessian, lower, upper, rows } = scan
  const { histograms, counts, terms } = room
  const lambda = terms[TERM.lambda]!
  const alpha = terms[TERM.alpha]!
  const leastWeight = terms[TERM.leastWeight]!
  const leastRows = terms[TERM.leastRows]!
  const direction = room.monotone[column]!
  const missingGradient = histograms[PAIR * (first + bins)]!
  const missingHessian = histograms[PAIR * (first + bins) + 1]!
  const missingRows = counts === null ? 0 : counts[first + bins]!
  const own = leafWeight(gradient, hessian, lambda, alpha, lower, upper)
  const parent = leafScore(gradient, hessian, lambda, alpha, own)
  for (let missingLeft = missingHessian > 0 ? 1 : 0; missingLeft >= 0; missingLeft--) {
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
      const left = leafWeight(leftGradient, leftHessian, lambda, alpha, lower, upper)
      const right = leafWeight(rightGradient, rightHessian, lambda, alpha, lower, upper)
      if (direction * (right - left) < 0) continue
      const gain =
        leafScore(leftGradient, leftHessian, lambda, alpha, left) +
        leafScore(rightGradient, rightHessian, lambda, alpha, right) -
        parent
      if (!(gain > best.gain)) continue
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
