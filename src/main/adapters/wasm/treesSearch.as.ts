// Part of `trees.as.ts`.
import {
  BIN_ROOM,
  COLUMNS,
  BINS,
  THRESHOLDS,
  MONOTONE,
  DRAWS,
  TASKS,
  SUMS,
  RESULTS,
  SCORES,
  TERMS,
  COUNTS_ROWS,
  KEPT_SLOTS,
  LAMBDA,
  ALPHA,
  LEAST_WEIGHT,
  LEAST_ROWS,
  LEAST_GAIN,
  FILL,
  GENERAL,
  RANDOM_CUT,
  SYMMETRIC,
  BINS_A_COLUMN,
  TASK_BYTES,
  RESULT_BYTES,
  SLACK,
} from './treesWords.as'
import { countsOf, fill, slotOf, slotOfTask, subtract, takeSlot } from './treesFill.as'

let bestGain: f64
let bestColumn: i32
let bestBin: i32
let bestMissingLeft: i32
let bestGradient: f64
let bestHessian: f64
let bestRows: i32

/** Sums the tasks' histograms and looks for the best split of each, over a share of the task's columns. */
export function search(room: usize, taskCount: i32, mode: i32, share: i32, shares: i32): void {
  takeSlot(share == 0 ? 0 : load<i32>(room, KEPT_SLOTS) + share - 1)
  for (let at = 0; at < taskCount; at++) {
    const task = <usize>load<u32>(room, TASKS) + <usize>at * TASK_BYTES
    const count = load<i32>(task, 20)
    const from = (count * share) / shares
    const to = (count * (share + 1)) / shares
    const list = <usize>load<u32>(room, COLUMNS) + (<usize>load<i32>(task, 16) << 2)
    if (load<i32>(task) == FILL) fill(room, task, list + (<usize>from << 2), to - from)
    else subtract(room, task, list + (<usize>from << 2), to - from)
    if (mode & SYMMETRIC) continue
    searchNode(room, task, at, list, from, to, mode)
    tell(<usize>load<u32>(room, RESULTS) + <usize>(at * shares + share) * RESULT_BYTES)
  }
  if (mode & SYMMETRIC) {
    searchSymmetric(room, taskCount, mode, share, shares)
    tell(<usize>load<u32>(room, RESULTS) + <usize>share * RESULT_BYTES)
  }
}

function tell(result: usize): void {
  store<f64>(result, bestGain)
  store<f64>(result, <f64>bestColumn, 8)
  store<f64>(result, <f64>bestBin, 16)
  store<f64>(result, <f64>bestMissingLeft, 24)
  store<f64>(result, bestGradient, 32)
  store<f64>(result, bestHessian, 40)
  store<f64>(result, <f64>bestRows, 48)
}

function searchNode(room: usize, task: usize, at: i32, list: usize, from: i32, to: i32, mode: i32): void {
  const terms = <usize>load<u32>(room, TERMS)
  bestGain = load<f64>(terms, LEAST_GAIN)
  bestColumn = -1
  const sums = <usize>load<u32>(room, SUMS) + (<usize>at << 5)
  for (let j = from; j < to; j++) {
    const column = load<i32>(list + (<usize>j << 2))
    if (mode & RANDOM_CUT) cutAtRandom(room, task, sums, column, load<f64>(<usize>load<u32>(room, DRAWS) + (<usize>(load<i32>(task, 16) + j) << 3)))
    else if (mode & GENERAL) searchGeneral(room, task, sums, column)
    else searchPlain(room, task, sums, column)
  }
}

/** With a, b the children's H + lambda: whether a gain may be the best is asked as G_L^2 b + G_R^2 a < bar a b first; whether it is, by the gains themselves. */
function searchPlain(room: usize, task: usize, sums: usize, column: i32): void {
  const terms = <usize>load<u32>(room, TERMS)
  const lambda = load<f64>(terms, LAMBDA)
  const leastWeight = load<f64>(terms, LEAST_WEIGHT)
  const leastRows = <i32>load<f64>(terms, LEAST_ROWS)
  const countsRows = load<i32>(room, COUNTS_ROWS) != 0
  const slot = slotOfTask(task)
  const block = <usize>column * <usize>load<u32>(room, BIN_ROOM)
  const first = slotOf(room, slot) + (block << 4)
  const counts = countsOf(room, slot) + (block << 2)
  const bins = load<i32>(<usize>load<u32>(room, BINS) + (<usize>column << 2))
  const gradient = load<f64>(sums)
  const hessian = load<f64>(sums, 8)
  const rows = load<i32>(task, 8) - load<i32>(task, 4)
  const missingGradient = load<f64>(first + (<usize>bins << 4))
  const missingHessian = load<f64>(first + (<usize>bins << 4), 8)
  const missingRows = countsRows ? load<i32>(counts + (<usize>bins << 2)) : 0
  const parent = hessian + lambda > 0 ? (gradient * gradient) / (hessian + lambda) : 0
  for (let missingLeft = missingHessian > 0 ? 1 : 0; missingLeft >= 0; missingLeft--) {
    let bar = (bestGain + parent) * SLACK
    let leftGradient: f64 = missingLeft ? missingGradient : 0
    let leftHessian: f64 = missingLeft ? missingHessian : 0
    let leftRows = missingLeft ? missingRows : 0
    for (let bin = 0; bin < bins; bin++) {
      const place = first + (<usize>bin << 4)
      const binHessian = load<f64>(place, 8)
      if (binHessian == 0) continue
      leftGradient += load<f64>(place)
      leftHessian += binHessian
      const rightHessian = hessian - leftHessian
      if (countsRows) {
        leftRows += load<i32>(counts + (<usize>bin << 2))
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
      if (!(gain > bestGain)) continue
      keep(gain, column, bin, missingHessian > 0 ? missingLeft : i32(leftHessian >= rightHessian), leftGradient, leftHessian, leftRows)
      bar = (gain + parent) * SLACK
    }
  }
}

// @ts-ignore: decorator
@inline
function keep(gain: f64, column: i32, bin: i32, missingLeft: i32, gradient: f64, hessian: f64, rows: i32): void {
  bestGain = gain
  bestColumn = column
  bestBin = bin
  bestMissingLeft = missingLeft
  bestGradient = gradient
  bestHessian = hessian
  bestRows = rows
}

// @ts-ignore: decorator
@inline
function weightOf(gradient: f64, hessian: f64, lambda: f64, alpha: f64, lower: f64, upper: f64): f64 {
  const shrunk = gradient > alpha ? gradient - alpha : gradient < -alpha ? gradient + alpha : 0
  const weight = hessian + lambda > 0 ? -shrunk / (hessian + lambda) : 0
  return weight < lower ? lower : weight > upper ? upper : weight
}

// @ts-ignore: decorator
@inline
function scoreOf(gradient: f64, hessian: f64, lambda: f64, alpha: f64, weight: f64): f64 {
  return -(2 * gradient * weight + (hessian + lambda) * weight * weight + 2 * alpha * abs(weight))
}

/** Leaf values within the node's bounds, penalised by their size, rising or falling where the column must. */
function searchGeneral(room: usize, task: usize, sums: usize, column: i32): void {
  const terms = <usize>load<u32>(room, TERMS)
  const lambda = load<f64>(terms, LAMBDA)
  const alpha = load<f64>(terms, ALPHA)
  const leastWeight = load<f64>(terms, LEAST_WEIGHT)
  const leastRows = <i32>load<f64>(terms, LEAST_ROWS)
  const countsRows = load<i32>(room, COUNTS_ROWS) != 0
  const slot = slotOfTask(task)
  const block = <usize>column * <usize>load<u32>(room, BIN_ROOM)
  const first = slotOf(room, slot) + (block << 4)
  const counts = countsOf(room, slot) + (block << 2)
  const bins = load<i32>(<usize>load<u32>(room, BINS) + (<usize>column << 2))
  const direction = <f64>load<i32>(<usize>load<u32>(room, MONOTONE) + (<usize>column << 2))
  const gradient = load<f64>(sums)
  const hessian = load<f64>(sums, 8)
  const lower = load<f64>(sums, 16)
  const upper = load<f64>(sums, 24)
  const rows = load<i32>(task, 8) - load<i32>(task, 4)
  const missingGradient = load<f64>(first + (<usize>bins << 4))
  const missingHessian = load<f64>(first + (<usize>bins << 4), 8)
  const missingRows = countsRows ? load<i32>(counts + (<usize>bins << 2)) : 0
  const parent = scoreOf(gradient, hessian, lambda, alpha, weightOf(gradient, hessian, lambda, alpha, lower, upper))
  for (let missingLeft = missingHessian > 0 ? 1 : 0; missingLeft >= 0; missingLeft--) {
    let leftGradient: f64 = missingLeft ? missingGradient : 0
    let leftHessian: f64 = missingLeft ? missingHessian : 0
    let leftRows = missingLeft ? missingRows : 0
    for (let bin = 0; bin < bins; bin++) {
      const place = first + (<usize>bin << 4)
      const binHessian = load<f64>(place, 8)
      if (binHessian == 0) continue
      leftGradient += load<f64>(place)
      leftHessian += binHessian
      const rightHessian = hessian - leftHessian
      if (countsRows) {
        leftRows += load<i32>(counts + (<usize>bin << 2))
        if (leftRows < leastRows) continue
        if (rows - leftRows < leastRows) break
      }
      if (leftHessian < leastWeight) continue
      if (rightHessian < leastWeight || rightHessian <= 0) break
      const rightGradient = gradient - leftGradient
      const left = weightOf(leftGradient, leftHessian, lambda, alpha, lower, upper)
      const right = weightOf(rightGradient, rightHessian, lambda, alpha, lower, upper)
      if (direction * (right - left) < 0) continue
      const gain = scoreOf(leftGradient, leftHessian, lambda, alpha, left) + scoreOf(rightGradient, rightHessian, lambda, alpha, right) - parent
      if (!(gain > bestGain)) continue
      keep(gain, column, bin, missingHessian > 0 ? missingLeft : i32(leftHessian >= rightHessian), leftGradient, leftHessian, leftRows)
    }
  }
}

/** One cut, at the threshold at or below a draw between the lowest and the highest of the node (Geurts et al. 2006). */
function cutAtRandom(room: usize, task: usize, sums: usize, column: i32, draw: f64): void {
  const terms = <usize>load<u32>(room, TERMS)
  const lambda = load<f64>(terms, LAMBDA)
  const leastWeight = load<f64>(terms, LEAST_WEIGHT)
  const leastRows = <i32>load<f64>(terms, LEAST_ROWS)
  const countsRows = load<i32>(room, COUNTS_ROWS) != 0
  const slot = slotOfTask(task)
  const block = <usize>column * <usize>load<u32>(room, BIN_ROOM)
  const first = slotOf(room, slot) + (block << 4)
  const counts = countsOf(room, slot) + (block << 2)
  const bins = load<i32>(<usize>load<u32>(room, BINS) + (<usize>column << 2))
  const thresholds = <usize>load<u32>(room, THRESHOLDS) + ((<usize>column * BINS_A_COLUMN) << 3)
  let low = 0
  while (low < bins && load<f64>(first + (<usize>low << 4), 8) == 0) low++
  let high = bins - 1
  while (high > low && load<f64>(first + (<usize>high << 4), 8) == 0) high--
  if (low >= high) return
  const lowest = load<f64>(thresholds + (<usize>low << 3))
  const cut = lowest + draw * (load<f64>(thresholds + (<usize>(high - 1) << 3)) - lowest)
  let bin = low
  while (bin + 1 < high && load<f64>(thresholds + (<usize>(bin + 1) << 3)) <= cut) bin++
  let knownGradient: f64 = 0
  let knownHessian: f64 = 0
  let knownRows = 0
  for (let at = low; at <= bin; at++) {
    knownGradient += load<f64>(first + (<usize>at << 4))
    knownHessian += load<f64>(first + (<usize>at << 4), 8)
    if (countsRows) knownRows += load<i32>(counts + (<usize>at << 2))
  }
  const gradient = load<f64>(sums)
  const hessian = load<f64>(sums, 8)
  const rows = load<i32>(task, 8) - load<i32>(task, 4)
  const missingHessian = load<f64>(first + (<usize>bins << 4), 8)
  const parent = (gradient * gradient) / (hessian + lambda)
  for (let missingLeft = missingHessian > 0 ? 1 : 0; missingLeft >= 0; missingLeft--) {
    const leftGradient = missingLeft ? knownGradient + load<f64>(first + (<usize>bins << 4)) : knownGradient
    const leftHessian = missingLeft ? knownHessian + missingHessian : knownHessian
    const leftRows = missingLeft && countsRows ? knownRows + load<i32>(counts + (<usize>bins << 2)) : knownRows
    const rightHessian = hessian - leftHessian
    if (countsRows && (leftRows < leastRows || rows - leftRows < leastRows)) continue
    if (leftHessian < leastWeight || rightHessian < leastWeight || rightHessian <= 0) continue
    const rightGradient = gradient - leftGradient
    const gain = (leftGradient * leftGradient) / (leftHessian + lambda) + (rightGradient * rightGradient) / (rightHessian + lambda) - parent
    if (!(gain > bestGain)) continue
    keep(gain, column, bin, missingHessian > 0 ? missingLeft : i32(leftHessian >= rightHessian), leftGradient, leftHessian, leftRows)
  }
}

/** One cut for all nodes of a level: the sum of their gains decides; nodes that a cut does not part gain nothing. */
function searchSymmetric(room: usize, taskCount: i32, mode: i32, share: i32, shares: i32): void {
  const terms = <usize>load<u32>(room, TERMS)
  bestGain = load<f64>(terms, LEAST_GAIN)
  bestColumn = -1
  const tasks = <usize>load<u32>(room, TASKS)
  const count = load<i32>(tasks, 20)
  const list = <usize>load<u32>(room, COLUMNS) + (<usize>load<i32>(tasks, 16) << 2)
  const scores = <usize>load<u32>(room, SCORES) + ((<usize>share * BINS_A_COLUMN) << 4)
  for (let j = (count * share) / shares; j < (count * (share + 1)) / shares; j++) {
    const column = load<i32>(list + (<usize>j << 2))
    const bins = load<i32>(<usize>load<u32>(room, BINS) + (<usize>column << 2))
    memory.fill(scores, 0, BINS_A_COLUMN << 4)
    let anyMissing = 0
    for (let at = 0; at < taskCount; at++) if (addScores(room, at, column, bins, scores, mode)) anyMissing = 1
    for (let missingLeft = anyMissing; missingLeft >= 0; missingLeft--) {
      for (let bin = 0; bin < bins; bin++) {
        const gain = load<f64>(scores + (<usize>(missingLeft ? bin : bin + <i32>BINS_A_COLUMN) << 3))
        if (gain > bestGain) keep(gain, column, bin, anyMissing ? missingLeft : -1, 0, 0, 0)
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function gainOf(
  gradient: f64,
  hessian: f64,
  leftGradient: f64,
  leftHessian: f64,
  lambda: f64,
  alpha: f64,
  lower: f64,
  upper: f64,
  direction: f64,
  parent: f64,
): f64 {
  const rightHessian = hessian - leftHessian
  if (rightHessian <= 0) return 0
  const rightGradient = gradient - leftGradient
  const left = weightOf(leftGradient, leftHessian, lambda, alpha, lower, upper)
  const right = weightOf(rightGradient, rightHessian, lambda, alpha, lower, upper)
  if (direction * (right - left) < 0) return -Infinity
  return scoreOf(leftGradient, leftHessian, lambda, alpha, left) + scoreOf(rightGradient, rightHessian, lambda, alpha, right) - parent
}

/** Adds the node's gain of each cut, missing values to the left in the first half of `scores`, to the right in the other. */
function addScores(room: usize, at: i32, column: i32, bins: i32, scores: usize, mode: i32): bool {
  const terms = <usize>load<u32>(room, TERMS)
  const lambda = load<f64>(terms, LAMBDA)
  const alpha = load<f64>(terms, ALPHA)
  const task = <usize>load<u32>(room, TASKS) + <usize>at * TASK_BYTES
  const sums = <usize>load<u32>(room, SUMS) + (<usize>at << 5)
  const first = slotOf(room, slotOfTask(task)) + ((<usize>column * <usize>load<u32>(room, BIN_ROOM)) << 4)
  const gradient = load<f64>(sums)
  const hessian = load<f64>(sums, 8)
  const lower = load<f64>(sums, 16)
  const upper = load<f64>(sums, 24)
  const direction = mode & GENERAL ? <f64>load<i32>(<usize>load<u32>(room, MONOTONE) + (<usize>column << 2)) : 0
  const missingHessian = load<f64>(first + (<usize>bins << 4), 8)
  const parent = scoreOf(gradient, hessian, lambda, alpha, weightOf(gradient, hessian, lambda, alpha, lower, upper))
  for (let missingLeft = missingHessian > 0 ? 1 : 0; missingLeft >= 0; missingLeft--) {
    let leftGradient: f64 = missingLeft ? load<f64>(first + (<usize>bins << 4)) : 0
    let leftHessian: f64 = missingLeft ? missingHessian : 0
    let gain = missingLeft ? gainOf(gradient, hessian, leftGradient, leftHessian, lambda, alpha, lower, upper, direction, parent) : 0
    let out = missingLeft ? scores : scores + (BINS_A_COLUMN << 3)
    for (let bin = 0; bin < bins; bin++) {
      const place = first + (<usize>bin << 4)
      const binHessian = load<f64>(place, 8)
      if (binHessian != 0) {
        leftGradient += load<f64>(place)
        leftHessian += binHessian
        gain = gainOf(gradient, hessian, leftGradient, leftHessian, lambda, alpha, lower, upper, direction, parent)
      }
      store<f64>(out, load<f64>(out) + gain)
      if (missingHessian == 0) store<f64>(out - (BINS_A_COLUMN << 3), load<f64>(out - (BINS_A_COLUMN << 3)) + gain)
      out += 8
    }
  }
  return missingHessian > 0
}
