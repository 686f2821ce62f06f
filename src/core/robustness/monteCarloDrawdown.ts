import type { Beat } from '../job/beat.ts'
import { quantileSorted } from '../stats/quantileSorted.ts'
import type { RandomStream } from '../stats/seededStream.ts'

export type MonteCarloDrawdownOptions = {
  readonly resamples: number
  /** Trades kept together in their order. */
  readonly blockLength: number
  readonly stream: RandomStream
  readonly beat: Beat
}

export type MonteCarloDrawdown = {
  readonly p50: number
  readonly p90: number
  readonly p95: number
  /** Max drawdown of each shuffle, a POSITIVE fraction, in drawing order. */
  readonly drawdowns: Float64Array
}

function shuffle(order: Int32Array, stream: RandomStream): void {
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = stream.nextInt(i + 1)
    const kept = order[i]!
    order[i] = order[j]!
    order[j] = kept
  }
}

/** Max drawdown of the trades, cut into blocks from `offset` on around the circle, in the given order of blocks. */
function drawdownInOrder(trades: Float64Array, order: Int32Array, blockLength: number, offset: number): number {
  const n = trades.length
  let wealth = 1
  let peak = 1
  let deepest = 0
  for (let position = 0; position < order.length; position += 1) {
    const start = order[position]! * blockLength
    const end = Math.min(n, start + blockLength)
    for (let trade = start; trade < end; trade += 1) {
      wealth *= Math.max(0, 1 + trades[(trade + offset) % n]!)
      if (wealth > peak) peak = wealth
      const drawdown = 1 - wealth / peak
      if (drawdown > deepest) deepest = drawdown
    }
  }
  return deepest
}

/**
 * Distribution of the max drawdown over orders of the trades: cut into blocks of `blockLength` from a random place on the circle (so
 * that no pair of neighbours is always together or always apart), the blocks shuffled without replacement (Fisher & Yates), compounded
 * from W_0 = 1. `tradeReturns` are fractions of equity in order of exit. Every trade occurs once, so the final return never changes:
 * it speaks of the path's risk, not of edge. Blocks keep runs of losses together. Null without trades.
 */
export function monteCarloDrawdown(
  tradeReturns: Float64Array,
  options: MonteCarloDrawdownOptions,
): MonteCarloDrawdown | null {
  const { resamples, blockLength, stream, beat } = options
  if (!Number.isInteger(resamples) || resamples < 1) throw new RangeError(`Resamples are at least 1, got ${resamples}`)
  if (!Number.isInteger(blockLength) || blockLength < 1)
    throw new RangeError(`A block is at least 1 trade, got ${blockLength}`)
  for (const value of tradeReturns)
    if (!Number.isFinite(value)) throw new RangeError('A trade return is not a finite number')
  const n = tradeReturns.length
  if (n === 0) return null
  const order = new Int32Array(Math.ceil(n / blockLength)).map((_, block) => block)
  const drawdowns = new Float64Array(resamples)
  for (let k = 0; k < resamples; k += 1) {
    if (k % 16 === 0) beat(k, resamples, 'Monte Carlo of drawdown')
    shuffle(order, stream)
    drawdowns[k] = drawdownInOrder(tradeReturns, order, blockLength, stream.nextInt(n))
  }
  const sorted = drawdowns.slice().sort()
  return {
    p50: quantileSorted(sorted, 0.5),
    p90: quantileSorted(sorted, 0.9),
    p95: quantileSorted(sorted, 0.95),
    drawdowns,
  }
}
