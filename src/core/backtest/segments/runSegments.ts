import { nextSet } from '../signals/bitColumn.ts'
import { enterSegment } from './enterSegment.ts'
import { holdByBars, holdByBlocks, isAllIn } from './holdSegment.ts'
import type { SegmentLeave } from './leaveSegment.ts'
import { leaveSegment } from './leaveSegment.ts'
import { planExit } from './planExit.ts'
import type { SegmentMarket } from './segmentMarket.ts'
import type { SegmentRecord } from './segmentRecord.ts'
import { countRefusal, recordFill, recordFlat, recordPosition } from './segmentRecord.ts'
import type { SegmentRun } from './segmentRun.ts'
import { accountFlat, closeDay, resetSegmentRun } from './segmentRun.ts'
import type { SegmentSignals } from './segmentSignals.ts'
import type { SegmentTerms } from './segmentTerms.ts'

/** Reused between calls. */
const done: SegmentLeave = { price: 0.5, fee: 0.5, profit: 0.5 }

/**
 * One account from its signals, a trade at a time instead of a bar at a time: what happens between entry and exit follows from sums and block extremes that all
 * configurations share, so that most bars are never looked at. Equal to `runBars` on the same request: prices, units and fees bit for bit, sums to rounding.
 * With a record every held bar is walked, and the sums of returns are not made. Bars [fromBar, toBar) of a whole market.
 */
export function runSegments(
  market: SegmentMarket,
  signals: SegmentSignals,
  terms: SegmentTerms,
  span: SegmentSpan,
  run: SegmentRun,
  record: SegmentRecord | null,
): void {
  const { fromBar, toBar, startCash } = span
  const { dayOf } = market.sums
  resetSegmentRun(run, startCash, dayOf[fromBar]!)
  const { position, exit } = run
  let from = fromBar
  let turned = 0
  for (;;) {
    const direction = turned === 0 ? nextDirection(signals, from) : turned
    const decided = turned === 0 ? entryBarOf(signals, direction, from) : from - 1
    if (decided < 0 || decided >= toBar - 1) {
      if (record !== null && decided === toBar - 1) countRefusal(record, 'no-later-bar')
      break
    }
    const entryBar = decided + 1
    if (dayOf[entryBar]! > run.day) closeDay(run, run.cash, dayOf[entryBar]!)
    if (record !== null) recordFlat(record, run.cash, entryBar)
    if (!enterSegment(run, terms, direction, decided, market.leg.open[entryBar]!, record)) {
      if (turned !== 0 && !endFlat(run, from)) break
      turned = 0
      from = entryBar
      continue
    }
    planExit(market.leg, record === null ? market.blocks : null, signals, terms, position, toBar, exit)
    if (record !== null) recordEntry(record, run, market.leg.open[entryBar]!)
    if (record === null && isAllIn(run, terms)) holdByBlocks(run, market, exit.bar)
    else holdByBars(run, market, terms, toBar, record)
    if (record !== null && exit.bar > record.next) record.next = exit.bar
    if (exit.bar >= toBar) {
      stayOpen(run, market, toBar, record)
      break
    }
    const size = Math.abs(position.units)
    leaveSegment(run, terms, done)
    if (record !== null) {
      recordFill(record, exit.bar, -direction, size, exit.reference, done.price, done.fee, exit.reason)
      recordPosition(record, run, size, done, 0)
    }
    turned = exit.turns ? -direction : 0
    from = exit.bar
    if (turned === 0 && !endFlat(run, from)) break
    if (run.halted) break
  }
  if (record !== null) recordFlat(record, run.cash, toBar)
  if (run.day <= dayOf[toBar - 1]!)
    closeDay(run, run.position.units === 0 ? run.cash : run.equity, dayOf[toBar - 1]! + 1)
}

/** Bars and cash of one run. */
export type SegmentSpan = { readonly fromBar: number; readonly toBar: number; readonly startCash: number }

function entryBarOf(signals: SegmentSignals, direction: number, from: number): number {
  return nextSet(direction > 0 ? signals.enterLong : signals.enterShort, from)
}

/** The side of the next entry. */
function nextDirection(signals: SegmentSignals, from: number): number {
  if (!signals.shorts) return 1
  if (!signals.longs) return -1
  const long = nextSet(signals.enterLong, from)
  const short = nextSet(signals.enterShort, from)
  return short < 0 || (long >= 0 && long < short) ? 1 : -1
}

/** The close of a bar at which nothing is held any more; false where the account is ruined. */
function endFlat(run: SegmentRun, bar: number): boolean {
  accountFlat(run)
  if (run.halted || run.cash > 0) return true
  run.halted = true
  run.haltedBar = bar
  return false
}

function recordEntry(record: SegmentRecord, run: SegmentRun, reference: number): void {
  const { direction, entryBar, units, price, fees } = run.position
  recordFill(record, entryBar, direction, Math.abs(units), reference, price, fees, 0)
}

/** A position that the data cut off, marked at the last close. */
function stayOpen(run: SegmentRun, market: SegmentMarket, toBar: number, record: SegmentRecord | null): void {
  run.heldBars += toBar - run.position.entryBar
  if (record === null) return
  if (run.exit.waits) countRefusal(record, 'no-later-bar')
  recordPosition(record, run, Math.abs(run.position.units), null, market.leg.close[toBar - 1]!)
}
