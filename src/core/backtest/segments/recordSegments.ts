import type { LegColumns } from '../../market/pairColumns.ts'
import type { BacktestRequest } from '../model/backtestRequest.ts'
import type { BacktestResult } from '../model/backtestResult.ts'
import type { SignalColumns } from '../model/decisions.ts'
import { exitsCanCollide } from '../model/exitTerms.ts'
import type { BitColumn } from '../signals/bitColumn.ts'
import { bitsOf, countSet, createBits, nextSet } from '../signals/bitColumn.ts'
import { runSegments } from './runSegments.ts'
import { bareMarket, isWhole } from './segmentMarket.ts'
import type { Balances, SegmentRecord } from './segmentRecord.ts'
import { countRefusal, createSegmentRecord } from './segmentRecord.ts'
import type { SegmentRun } from './segmentRun.ts'
import { createSegmentRun } from './segmentRun.ts'
import type { SegmentSignals } from './segmentSignals.ts'
import { createSignalDesk, readSegmentSignals } from './segmentSignals.ts'
import { areSegmentTerms, segmentTerms } from './segmentTerms.ts'

/** Reused by every backtest of this thread. */
const run = createSegmentRun()

/** Whether `recordSegments` can run this: signals of one instrument that is there in every bar, and terms that a trade at a time can keep. */
export function canRecordSegments(request: BacktestRequest): boolean {
  const { decisions, market, exits, fromBar, toBar, finer } = request
  return (
    market.instruments.length === 1 &&
    decisions.kind === 'signals' &&
    toBar > fromBar &&
    (finer === undefined || !exitsCanCollide(exits)) &&
    areSegmentTerms(request) &&
    isWholeSeries(market.instruments[0]!, fromBar, toBar)
  )
}

/** Series that were found to have all their bars; columns are never written to after they are read. */
const wholeSeries = new WeakSet<LegColumns>()

function isWholeSeries(leg: LegColumns, fromBar: number, toBar: number): boolean {
  if (wholeSeries.has(leg)) return true
  const bars = leg.close.length
  if (!isWhole(leg, fromBar, toBar)) return false
  if (isWhole(leg, 0, fromBar) && isWhole(leg, toBar, bars)) wholeSeries.add(leg)
  return true
}

/**
 * The result that `runBars` gives, trade by trade; for requests that `canRecordSegments`. Cash and gross value are written when somebody first reads
 * them, by running it once more.
 */
export function recordSegments(request: BacktestRequest): BacktestResult {
  const { record, haltedBar, fees, financing } = runRecorded(request, false)
  let kept: Balances | null = null
  const balances = () => {
    kept ??= runRecorded(request, true).record.balances
    if (kept === null) throw new Error('A record with balances has none')
    return kept
  }
  const { fills, positions, equity, refused } = record
  return {
    fills,
    positions,
    equity,
    get cash() {
      return balances().cash
    },
    get gross() {
      return balances().gross
    },
    refused,
    haltedBar,
    fees,
    financing,
  }
}

function runRecorded(request: BacktestRequest, hasBalances: boolean) {
  const { market, fromBar, toBar, decisions, columns } = request
  if (decisions.kind !== 'signals') throw new TypeError('Only signals are run trade by trade')
  const bars = market.timeMs.length
  const allowed = columns[0]!.entryAllowed
  const signals = readSegmentSignals(
    bitsOfSignals(decisions.instruments[0]!),
    allowed === null ? null : bitsOf(allowed),
    createSignalDesk(() => createBits(bars)),
  )
  const entries = countSet(signals.enterLong, fromBar, toBar) + countSet(signals.enterShort, fromBar, toBar)
  const record = createSegmentRecord(fromBar, toBar, entries, hasBalances)
  runSegments(bareMarket(market.instruments[0]!, market.timeMs), signals, segmentTerms(request), request, run, record)
  countDecisions(record, signals, allowed !== null, run, fromBar, toBar)
  return { record, haltedBar: run.haltedBar, fees: run.fees, financing: run.financing }
}

/** Columns that stand for several sides are read once. */
function bitsOfSignals({ enterLong, exitLong, enterShort, exitShort }: SignalColumns) {
  const known = new Map<Uint8Array, BitColumn>()
  const read = (bytes: Uint8Array): BitColumn => {
    const bits = known.get(bytes) ?? bitsOf(bytes)
    known.set(bytes, bits)
    return bits
  }
  return {
    enterLong: read(enterLong),
    exitLong: read(exitLong),
    enterShort: read(enterShort),
    exitShort: read(exitShort),
  }
}

/** Entries that were wanted and never decided: both sides at once, outside the hours, after a halt. */
function countDecisions(
  record: SegmentRecord,
  signals: SegmentSignals,
  hasHours: boolean,
  { haltedBar }: SegmentRun,
  fromBar: number,
  toBar: number,
): void {
  countRefusal(record, 'conflicting-signals', countSet(signals.conflict, fromBar, toBar))
  if (!hasHours && haltedBar < 0) return
  const { positions } = record
  for (const direction of [1, -1]) {
    const wanted = direction > 0 ? signals.wantLong : signals.wantShort
    const entered = direction > 0 ? signals.enterLong : signals.enterShort
    let row = 0
    for (let bar = nextSet(wanted, fromBar); bar >= 0 && bar < toBar; bar = nextSet(wanted, bar + 1)) {
      while (row < positions.count && positions.exitBar[row]! >= 0 && positions.exitBar[row]! <= bar) row++
      const held = row < positions.count && positions.entryBar[row]! <= bar ? positions.direction[row]! : 0
      if (held === direction) continue
      if (haltedBar >= 0 && bar >= haltedBar) countRefusal(record, 'halted')
      else if (((entered[bar >>> 5]! >>> (bar & 31)) & 1) === 0) countRefusal(record, 'hours')
    }
  }
}
