import { median } from '../../stats/median.ts'
import { HOUR_MS } from '../../time/durations.ts'
import { seasonChanges } from './seasonChanges.ts'
import {
  offsetCandidates,
  quarterMark,
  type ResidueCount,
  residueCounts,
  SETTLEMENT_STEPS_MS,
} from './settlementGrid.ts'
import type { SettlementProof, SettlementVerdict } from './settlementProof.ts'
import { settlementWords } from './settlementWords.ts'

/** A week of three a day. */
const LEAST_STAMPS = 21
/** Of the stamps, on one grid: settlements that were moved or written late stay below it. */
const LEAST_SHARE = 0.98
/** Of the distances between stamps: a contract settled at this step for a while. */
const STEP_SHARE = 0.05

/**
 * Proves the clock of funding stamps (UTC milliseconds as read, any order, of one exchange) against the grid on which funding settles: 00, 08 and 16 UTC
 * (Binance, Bybit), every 4 or 2 hours, or hourly (dYdX). A grid of S hours shows an offset only up to multiples of S: the nearest to UTC is taken, the others are
 * named in `candidatesMs`. An hourly grid shows no offset of whole hours, a daily one none at all. Sources: the exchanges' contract rules.
 */
export function proveSettlementGrid(eventMs: Float64Array): SettlementProof {
  const stamps = new Float64Array(new Set(eventMs.filter((ms) => Number.isFinite(ms)))).sort()
  if (stamps.length < LEAST_STAMPS) return proof('too-few', stamps, null)
  const marks = stamps.map(quarterMark)
  const grid = findGrid(stamps, marks)
  if (grid === null) return proof('no-grid', stamps, null)
  if (grid.changesMs.length > 0) return proof('changing', stamps, grid)
  const { stepMs, residueMs } = longestView(marks, grid)
  const candidatesMs = offsetCandidates(residueMs, stepMs)
  return proof(verdictOf(stepMs, candidatesMs), stamps, grid, candidatesMs)
}

/** A contract that settled every 8 hours before it went to 4 shows the offset by its longer step. */
function longestView(marks: Float64Array, grid: Grid): { readonly stepMs: number; readonly residueMs: number } {
  const shares = stepShares(marks)
  for (const stepMs of SETTLEMENT_STEPS_MS) {
    if (stepMs <= grid.stepMs || stepMs > 8 * HOUR_MS || (shares.get(stepMs) ?? 0) < STEP_SHARE) continue
    const before = marks.filter((mark, at) => marks[at + 1]! - mark === stepMs)
    const [most] = residueCounts(before, stepMs)
    if (most !== undefined && most.count >= LEAST_SHARE * before.length) return { stepMs, residueMs: most.residueMs }
  }
  return { stepMs: grid.stepMs, residueMs: grid.residuesMs[0]! }
}

type Grid = {
  readonly stepMs: number
  readonly residuesMs: readonly number[]
  readonly share: number
  readonly changesMs: readonly number[]
}

function findGrid(stamps: Float64Array, marks: Float64Array): Grid | null {
  const shares = stepShares(marks)
  let largest = 0
  for (const [stepMs, share] of shares) if (share > (shares.get(largest) ?? 0)) largest = stepMs
  for (const stepMs of SETTLEMENT_STEPS_MS) {
    const isTried = stepMs === largest || (stepMs < largest && (shares.get(stepMs) ?? 0) >= STEP_SHARE)
    if (!isTried) continue
    const counts = residueCounts(marks, stepMs)
    const share = (counts[0]?.count ?? 0) / stamps.length
    if (share >= LEAST_SHARE) return { stepMs, residuesMs: [counts[0]!.residueMs], share, changesMs: [] }
    const seasonal = seasonalGrid(stamps, marks, counts, stepMs)
    if (seasonal !== null) return seasonal
  }
  return null
}

/** Two places an hour apart that take turns by season. */
function seasonalGrid(
  stamps: Float64Array,
  marks: Float64Array,
  counts: readonly ResidueCount[],
  stepMs: number,
): Grid | null {
  const [first, second] = counts
  if (first === undefined || second === undefined || stepMs <= 2 * HOUR_MS) return null
  const share = (first.count + second.count) / stamps.length
  const apartMs = Math.abs(first.residueMs - second.residueMs)
  if (share < LEAST_SHARE || (apartMs !== HOUR_MS && apartMs !== stepMs - HOUR_MS)) return null
  const residuesMs = [first.residueMs, second.residueMs]
  const changesMs = seasonChanges(marks, stepMs, residuesMs)
  return changesMs === null ? null : { stepMs, residuesMs, share, changesMs }
}

/** Of the distances between neighbours, the share of each settlement step. */
function stepShares(marks: Float64Array): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  for (let at = 1; at < marks.length; at++) {
    const distance = marks[at]! - marks[at - 1]!
    if (SETTLEMENT_STEPS_MS.includes(distance)) counts.set(distance, (counts.get(distance) ?? 0) + 1)
  }
  return new Map([...counts].map(([stepMs, count]) => [stepMs, count / (marks.length - 1)]))
}

function verdictOf(stepMs: number, candidatesMs: readonly number[]): SettlementVerdict {
  const [nearest, next] = candidatesMs
  if (stepMs > 8 * HOUR_MS || nearest === undefined) return 'ambiguous'
  if (nearest === 0) return 'on-grid'
  // An offset of quarters beside an hourly grid leaves two dozen clocks; one in the middle of the grid, two that are equally near.
  const isTold = stepMs > HOUR_MS && (next === undefined || Math.abs(next) > Math.abs(nearest))
  return isTold ? 'shifted' : 'ambiguous'
}

function proof(
  verdict: SettlementVerdict,
  stamps: Float64Array,
  grid: Grid | null,
  candidatesMs: readonly number[] = [],
): SettlementProof {
  const jitter = stamps.map((ms) => Math.abs(ms - quarterMark(ms))).filter((ms) => !Number.isNaN(ms))
  const found = {
    verdict,
    stamps: stamps.length,
    stepHours: grid === null ? null : grid.stepMs / HOUR_MS,
    offsetMs: verdict === 'shifted' ? candidatesMs[0]! : 0,
    share: grid?.share ?? 0,
    jitterMs: { median: median(jitter), largest: largestOf(jitter) },
    candidatesMs,
    changesMs: grid?.changesMs ?? [],
  }
  return { ...found, ...settlementWords(found) }
}

function largestOf(values: Float64Array): number {
  let largest = values.length === 0 ? Number.NaN : 0
  for (const value of values) if (value > largest) largest = value
  return largest
}
