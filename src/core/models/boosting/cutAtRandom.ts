import type { Best, Scan } from './scan.ts'
import { BINS_A_COLUMN, PAIR, TERM } from './treeRoom.ts'

/**
 * One cut of the column, at the threshold at or below a uniform draw between the lowest and the highest that part the node
 * (Geurts, Ernst & Wehenkel 2006); missing values on the better side.
 */
export function cutAtRandom(scan: Scan, best: Best): void {
  const { room, column, bins, first, gradient, hessian, rows } = scan
  const { histograms, counts, terms } = room
  const lambda = terms[TERM.lambda]!
  const leastWeight = terms[TERM.leastWeight]!
  const leastRows = terms[TERM.leastRows]!
  const bin = drawnBin(scan)
  if (bin < 0) return
  let knownGradient = 0
  let knownHessian = 0
  let knownRows = 0
  for (let at = 0; at <= bin; at++) {
    knownGradient += histograms[PAIR * (first + at)]!
    knownHessian += histograms[PAIR * (first + at) + 1]!
    if (counts !== null) knownRows += counts[first + at]!
  }
  const missingHessian = histograms[PAIR * (first + bins) + 1]!
  const parent = (gradient * gradient) / (hessian + lambda)
  for (let missingLeft = missingHessian > 0 ? 1 : 0; missingLeft >= 0; missingLeft--) {
    const leftGradient = missingLeft === 1 ? knownGradient + histograms[PAIR * (first + bins)]! : knownGradient
    const leftHessian = missingLeft === 1 ? knownHessian + missingHessian : knownHessian
    const leftRows = missingLeft === 1 && counts !== null ? knownRows + counts[first + bins]! : knownRows
    const rightHessian = hessian - leftHessian
    if (counts !== null && (leftRows < leastRows || rows - leftRows < leastRows)) continue
    if (leftHessian < leastWeight || rightHessian < leastWeight || rightHessian <= 0) continue
    const rightGradient = gradient - leftGradient
    const gain =
      (leftGradient * leftGradient) / (leftHessian + lambda) +
      (rightGradient * rightGradient) / (rightHessian + lambda) -
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

/** The bin after which the draw cuts, -1 where the node has one value only. */
function drawnBin({ room, column, bins, first, draw }: Scan): number {
  const { histograms, thresholds } = room
  const at = column * BINS_A_COLUMN
  let low = 0
  while (low < bins && histograms[PAIR * (first + low) + 1] === 0) low++
  let high = bins - 1
  while (high > low && histograms[PAIR * (first + high) + 1] === 0) high--
  if (low >= high) return -1
  const lowest = thresholds[at + low]!
  const cut = lowest + draw * (thresholds[at + high - 1]! - lowest)
  let bin = low
  while (bin + 1 < high && thresholds[at + bin + 1]! <= cut) bin++
  return bin
}
