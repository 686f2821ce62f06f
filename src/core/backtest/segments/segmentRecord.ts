import type { Refusal } from '../../risk/riskLimits.ts'
import { REFUSALS } from '../../risk/riskLimits.ts'
import type { FillList, PositionList } from '../model/backtestResult.ts'
import { createFillList, createPositionList } from '../model/resultLists.ts'
import { writeFill, writePosition } from '../model/writeRows.ts'
import type { SegmentLeave } from './leaveSegment.ts'
import type { SegmentRun } from './segmentRun.ts'

export type Balances = { readonly cash: Float64Array; readonly gross: Float64Array }

/** What a backtest tells beside its figures; columns begin at `fromBar`, and are written up to bar `next`. */
export type SegmentRecord = {
  readonly fromBar: number
  next: number
  readonly fills: FillList
  readonly positions: PositionList
  readonly equity: Float64Array
  /** Null where only fills, positions and equity are wanted: filling fresh columns costs more than all trades. */
  readonly balances: Balances | null
  readonly refused: Int32Array
}

/** `entries`: how many there are at most. */
export function createSegmentRecord(
  fromBar: number,
  toBar: number,
  entries: number,
  hasBalances: boolean,
): SegmentRecord {
  const length = toBar - fromBar
  return {
    fromBar,
    next: fromBar,
    fills: createFillList(2 * entries),
    positions: createPositionList(entries),
    equity: new Float64Array(length),
    balances: hasBalances ? { cash: new Float64Array(length), gross: new Float64Array(length) } : null,
    refused: new Int32Array(REFUSALS.length),
  }
}

export function countRefusal(record: SegmentRecord, why: Refusal, times = 1): void {
  const at = REFUSALS.indexOf(why)
  record.refused[at] = record.refused[at]! + times
}

/** Bars up to `bar` at whose closes nothing is held. */
export function recordFlat(record: SegmentRecord, cash: number, bar: number): void {
  if (bar <= record.next) return
  record.equity.fill(cash, record.next - record.fromBar, bar - record.fromBar)
  record.balances?.cash.fill(cash, record.next - record.fromBar, bar - record.fromBar)
  record.next = bar
}

/** The fill of an entry (reason 0) or an exit of the position that a run holds. */
export function recordFill(
  { fills }: SegmentRecord,
  bar: number,
  side: number,
  units: number,
  reference: number,
  price: number,
  fee: number,
  reason: number,
): void {
  writeFill(fills, bar, 0, side, units, reference, price, fee, reason)
}

/** The row of a position that was left with `done` (or of one that is open, marked at `lastClose`: `done` null). */
export function recordPosition(
  { positions }: SegmentRecord,
  { position, exit }: SegmentRun,
  size: number,
  done: SegmentLeave | null,
  lastClose: number,
): void {
  const { direction, entryBar, value, fees, financing, equityBefore } = position
  const exitBar = done === null ? -1 : exit.bar
  const exitValue = size * (done === null ? lastClose : done.price)
  const reason = done === null ? 0 : exit.reason
  writePosition(
    positions,
    0,
    direction,
    entryBar,
    exitBar,
    size,
    value,
    size,
    exitValue,
    fees,
    financing,
    equityBefore,
    reason,
  )
}
