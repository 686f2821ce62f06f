import { EXIT_CODES } from './planExit.ts'
import type { Fall } from './segmentBlocks.ts'
import { deepenFall } from './segmentBlocks.ts'
import { financeSegment, isFinanced } from './segmentFinance.ts'
import type { SegmentMarket, SegmentSums } from './segmentMarket.ts'
import { SUM_WIDTH } from './segmentMarket.ts'
import type { SegmentRecord } from './segmentRecord.ts'
import type { SegmentRun } from './segmentRun.ts'
import { closeDay } from './segmentRun.ts'
import type { SegmentTerms } from './segmentTerms.ts'

/** Cash beside a position that is all in, as a share of it: what rounding leaves. */
const ROUNDING = 1e-12

/** Reused between calls. */
const fall: Fall = { peak: 0.5, worst: 0.5 }

/** Whether the account is the position: its return is that of the closes, which all configurations share. */
export function isAllIn({ cash, position }: SegmentRun, terms: SegmentTerms): boolean {
  return position.direction > 0 && Math.abs(cash) <= ROUNDING * position.value && !isFinanced(terms, 1)
}

/** Accounts the closes of [entry bar, to) of an account that is all in: O(blocks of 64 bars). */
export function holdByBlocks(run: SegmentRun, market: SegmentMarket, to: number): void {
  const { sums, blocks, bars } = market
  const { close } = market.leg
  const { cash } = run
  const { units, entryBar } = run.position
  const last = to - 1
  if (last < entryBar) return
  const { rows, dayRows, dayOf } = sums
  const begin = entryBar * SUM_WIDTH
  const end = last * SUM_WIDTH
  const gain = (cash + units * rows[begin + 3]!) / run.equity - 1
  run.sum += gain + (rows[end]! - rows[begin]!)
  run.square += gain * gain + (rows[end + 1]! - rows[begin + 1]!)
  run.down += (gain < 0 ? gain * gain : 0) + (rows[end + 2]! - rows[begin + 2]!)
  run.equity = cash + units * rows[end + 3]!
  fall.peak = run.fall.peak / units
  fall.worst = run.fall.worst
  deepenFall(close, blocks, entryBar, to, fall)
  run.fall.peak = fall.peak * units
  run.fall.worst = fall.worst
  const firstDay = dayOf[entryBar]!
  const nextDay = to < bars ? dayOf[to]! : dayOf[last]! + 1
  if (nextDay === firstDay) return
  const dayBegin = firstDay * SUM_WIDTH
  const dayEnd = (nextDay - 1) * SUM_WIDTH
  closeDay(run, cash + units * dayRows[dayBegin + 3]!, nextDay)
  run.daySum += dayRows[dayEnd]! - dayRows[dayBegin]!
  run.daySquare += dayRows[dayEnd + 1]! - dayRows[dayBegin + 1]!
  run.dayDown += dayRows[dayEnd + 2]! - dayRows[dayBegin + 2]!
  run.dayEquity = cash + units * dayRows[dayEnd + 3]!
}

/**
 * Walks the closes from the entry bar to the planned exit, for accounts with cash beside the position, and for records. Ruin at a close brings the exit
 * forward to the next open.
 */
export function holdByBars(
  run: SegmentRun,
  market: SegmentMarket,
  terms: SegmentTerms,
  toBar: number,
  record: SegmentRecord | null,
): void {
  const { position, exit } = run
  const { close } = market.leg
  const { entryBar, units } = position
  const financed = isFinanced(terms, position.direction)
  if (record !== null && !financed) {
    const end = recordHeld(record, close, run.cash, units, entryBar, exit.bar)
    if (end > entryBar) run.equity = run.cash + units * close[end - 1]!
    if (end > entryBar && !(run.equity > 0)) ruin(run, market.leg.open, end - 1, toBar)
    return
  }
  const size = Math.abs(units)
  for (let bar = entryBar; bar < exit.bar; bar++) {
    if (financed && bar > entryBar) financeSegment(run, position, terms, market.timeMs, close, bar)
    const equity = run.cash + units * close[bar]!
    if (record === null) accountHeld(run, market.sums, market.bars, bar, equity)
    else {
      const row = bar - record.fromBar
      record.equity[row] = equity
      if (record.balances !== null) {
        record.balances.cash[row] = run.cash
        record.balances.gross[row] = size * close[bar]!
      }
    }
    run.equity = equity
    if (!(equity > 0)) {
      ruin(run, market.leg.open, bar, toBar)
      break
    }
  }
  if (financed && exit.bar < toBar && exit.bar > entryBar)
    financeSegment(run, position, terms, market.timeMs, close, exit.bar)
}

/** Writes the closes of [from, to) of a position whose cash does not move; ends after one that ruins the account. */
function recordHeld(
  { equity, balances, fromBar }: SegmentRecord,
  close: Float64Array,
  rest: number,
  units: number,
  from: number,
  to: number,
): number {
  let end = to
  for (let bar = from; bar < end; bar++) {
    const value = rest + units * close[bar]!
    equity[bar - fromBar] = value
    if (!(value > 0)) end = bar + 1
  }
  if (balances !== null) {
    const size = Math.abs(units)
    balances.cash.fill(rest, from - fromBar, end - fromBar)
    for (let bar = from; bar < end; bar++) balances.gross[bar - fromBar] = size * close[bar]!
  }
  return end
}

function accountHeld(run: SegmentRun, sums: SegmentSums, bars: number, bar: number, equity: number): void {
  const gain = equity / run.equity - 1
  run.sum += gain
  run.square += gain * gain
  if (gain < 0) run.down += gain * gain
  const { fall } = run
  if (equity > fall.peak) fall.peak = equity
  else if (equity < fall.worst * fall.peak) fall.worst = equity / fall.peak
  const nextDay = bar + 1 < bars ? sums.dayOf[bar + 1]! : sums.dayOf[bar]! + 1
  if (nextDay !== sums.dayOf[bar]) closeDay(run, equity, nextDay)
}

/** The account is halted: what is held leaves at the next open, unless a decision of this close leaves there already. */
function ruin(run: SegmentRun, open: Float64Array, bar: number, toBar: number): void {
  const { exit } = run
  run.halted = true
  run.haltedBar = bar
  const planned = exit.bar === bar + 1 && !exit.rests
  if (!planned) exit.reason = EXIT_CODES.halt
  else if (exit.turns) exit.reason = EXIT_CODES.signal
  exit.bar = bar + 1
  exit.rests = false
  exit.turns = false
  exit.waits = bar + 1 === toBar
  exit.reference = bar + 1 < toBar ? open[bar + 1]! : Number.NaN
}
