import type { BacktestResult } from '../model/backtestResult.ts'
import type { ExitReason } from '../model/exitTerms.ts'
import { EXIT_REASONS } from '../model/exitTerms.ts'
import type { SegmentSpan } from '../segments/runSegments.ts'
import { writeMoments } from './runFigures.ts'
import type { SweepInput } from './sweepData.ts'

const RESTING: readonly ExitReason[] = ['stop', 'trail', 'target']
const RESTS = Uint8Array.from([0, ...EXIT_REASONS.map((reason) => (RESTING.includes(reason) ? 1 : 0))])

/** CONFIGURATION_FIGURES of a result that was made bar by bar, from `at` on. `heldBars` adds up over instruments. */
export function writeResultFigures(
  result: BacktestResult,
  { dayOf }: SweepInput,
  span: SegmentSpan,
  out: Float64Array,
  at: number,
): void {
  const { equity, fills } = result
  out[at] = equity[equity.length - 1]!
  writeCurve(equity, dayOf, span, out, at)
  writeTrades(result, span.toBar, out, at + 8)
  out[at + 14] = result.fees
  out[at + 15] = result.financing
  let traded = 0
  for (let row = 0; row < fills.count; row++) traded += fills.units[row]! * fills.price[row]!
  out[at + 16] = traded
}

function writeCurve(
  equity: Float64Array,
  dayOf: Int32Array,
  { fromBar, toBar, startCash }: SegmentSpan,
  out: Float64Array,
  at: number,
): void {
  const bars = { before: startCash, sum: 0, square: 0, down: 0 }
  const days = { before: startCash, sum: 0, square: 0, down: 0 }
  let peak = startCash
  let worst = 1
  for (let bar = fromBar; bar < toBar; bar++) {
    const value = equity[bar - fromBar]!
    if (value > peak) peak = value
    else if (value < worst * peak) worst = value / peak
    addReturn(bars, value)
    if (bar + 1 === toBar || dayOf[bar + 1] !== dayOf[bar]) addReturn(days, value)
  }
  out[at + 1] = 1 - worst
  writeMoments(bars.sum, bars.square, bars.down, toBar - fromBar, out, at + 2)
  writeMoments(days.sum, days.square, days.down, dayOf[toBar - 1]! - dayOf[fromBar]! + 1, out, at + 5)
}

function addReturn(sums: { before: number; sum: number; square: number; down: number }, value: number): void {
  const gain = value / sums.before - 1
  sums.sum += gain
  sums.square += gain * gain
  if (gain < 0) sums.down += gain * gain
  sums.before = value
}

function writeTrades({ positions }: BacktestResult, toBar: number, out: Float64Array, at: number): void {
  const counts = { closed: 0, wins: 0, losses: 0, profit: 0, loss: 0, held: 0 }
  for (let row = 0; row < positions.count; row++) {
    const entryBar = positions.entryBar[row]!
    const exitBar = positions.exitBar[row]!
    if (exitBar < 0) {
      counts.held += toBar - entryBar
      continue
    }
    const profit = positions.profit[row]!
    counts.closed++
    counts.held += exitBar - entryBar + RESTS[positions.reason[row]!]!
    if (profit > 0) {
      counts.wins++
      counts.profit += profit
    } else if (profit < 0) {
      counts.losses++
      counts.loss -= profit
    }
  }
  out[at] = counts.closed
  out[at + 1] = counts.wins
  out[at + 2] = counts.losses
  out[at + 3] = counts.profit
  out[at + 4] = counts.loss
  out[at + 5] = counts.held
}
