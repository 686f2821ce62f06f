import { leafScore, leafWeight } from './leafWeight.ts'
import { aimAt, type Best, type Scan } from './scan.ts'
import { BINS_A_COLUMN, GENERAL, PAIR, TERM } from './treeRoom.ts'

/** One cut for all nodes of a level (Prokhorenkova et al. 2018): the sum of their gains decides; a node that a cut does not part gains nothing by it. */
export function searchSymmetric(scan: Scan, best: Best, tasks: number, mode: number): void {
  const { room } = scan
  const scores = new Float64Array(2 * BINS_A_COLUMN)
  best.gain = room.terms[TERM.leastGain]!
  best.column = -1
  const from = room.tasks[4]!
  for (let j = from; j < from + room.tasks[5]!; j++) {
    const column = room.lists[j]!
    scores.fill(0)
    let anyMissing = 0
    for (let task = 0; task < tasks; task++) {
      aimAt(scan, task, column)
      if (addScores(scan, scores, (mode & GENERAL) === 0 ? 0 : room.monotone[column]!)) anyMissing = 1
    }
    for (let missingLeft = anyMissing; missingLeft >= 0; missingLeft--) {
      for (let bin = 0; bin < scan.bins; bin++) {
        const gain = scores[missingLeft === 1 ? bin : bin + BINS_A_COLUMN]!
        if (!(gain > best.gain)) continue
        best.gain = gain
        best.column = column
        best.bin = bin
        best.missingLeft = anyMissing === 1 ? missingLeft : -1
        best.gradient = 0
        best.hessian = 0
        best.rows = 0
      }
    }
  }
}

/** Adds the node's gain of each cut, missing values to the left in the first half of `scores`, to the right in the other. True where it has any. */
function addScores(scan: Scan, scores: Float64Array, direction: number): boolean {
  const { room, bins, first, gradient, hessian, lower, upper } = scan
  const { histograms } = room
  const lambda = room.terms[TERM.lambda]!
  const alpha = room.terms[TERM.alpha]!
  const missingHessian = histograms[PAIR * (first + bins) + 1]!
  const own = leafWeight(gradient, hessian, lambda, alpha, lower, upper)
  const parent = leafScore(gradient, hessian, lambda, alpha, own)
  for (let missingLeft = missingHessian > 0 ? 1 : 0; missingLeft >= 0; missingLeft--) {
    let leftGradient = missingLeft === 1 ? histograms[PAIR * (first + bins)]! : 0
    let leftHessian = missingLeft === 1 ? missingHessian : 0
    let gain = missingLeft === 1 ? gainOf(scan, leftGradient, leftHessian, direction, parent) : 0
    for (let bin = 0; bin < bins; bin++) {
      const binHessian = histograms[PAIR * (first + bin) + 1]!
      if (binHessian !== 0) {
        leftGradient += histograms[PAIR * (first + bin)]!
        leftHessian += binHessian
        gain = gainOf(scan, leftGradient, leftHessian, direction, parent)
      }
      if (missingLeft === 1 || missingHessian === 0) scores[bin]! += gain
      if (missingLeft === 0) scores[bin + BINS_A_COLUMN]! += gain
    }
  }
  return missingHessian > 0
}

function gainOf(scan: Scan, leftGradient: number, leftHessian: number, direction: number, parent: number): number {
  const { gradient, hessian, lower, upper, room } = scan
  const lambda = room.terms[TERM.lambda]!
  const alpha = room.terms[TERM.alpha]!
  const rightHessian = hessian - leftHessian
  if (rightHessian <= 0) return 0
  const rightGradient = gradient - leftGradient
  const left = leafWeight(leftGradient, leftHessian, lambda, alpha, lower, upper)
  const right = leafWeight(rightGradient, rightHessian, lambda, alpha, lower, upper)
  if (direction * (right - left) < 0) return Number.NEGATIVE_INFINITY
  return (
    leafScore(leftGradient, leftHessian, lambda, alpha, left) +
    leafScore(rightGradient, rightHessian, lambda, alpha, right) -
    parent
  )
}
