import type { Beat } from '../job/beat.ts'
import type { RandomStream } from '../stats/seededStream.ts'

export type SkipTradesOptions = {
  /** Share of the trades that is left out, in [0, 1). */
  readonly share: number
  readonly resamples: number
  readonly stream: RandomStream
  readonly beat: Beat
}

/** `left`: how many trades are left out in each resample. `totalReturn`: compounded over the others, in drawing order. */
export type SkippedTrades = { readonly left: number; readonly totalReturn: Float64Array }

/** Compounded simple returns; a trade of -1 or less is ruin. */
export function compoundTrades(tradeReturns: Float64Array): number {
  let wealth = 1
  for (const value of tradeReturns) wealth *= Math.max(0, 1 + value)
  return wealth - 1
}

/**
 * What the trades come to where a share of them was missed: each resample leaves out round(share n) of them, chosen without replacement (a partial Fisher-Yates shuffle), and
 * compounds the others. `tradeReturns` are fractions of equity. The others keep their returns, so positions held side by side are taken for independent. Null without trades.
 */
export function skipTrades(tradeReturns: Float64Array, options: SkipTradesOptions): SkippedTrades | null {
  const { share, resamples, stream, beat } = options
  if (!(share >= 0 && share < 1)) throw new RangeError(`A share left out is from 0 to below 1, got ${share}`)
  if (!Number.isInteger(resamples) || resamples < 1) throw new RangeError(`Resamples are at least 1, got ${resamples}`)
  for (const value of tradeReturns)
    if (!Number.isFinite(value)) throw new RangeError('A trade return is not a finite number')
  const trades = tradeReturns.length
  if (trades === 0) return null
  const left = Math.round(share * trades)
  const order = Int32Array.from({ length: trades }, (_, trade) => trade)
  const total = new Float64Array(resamples)
  const isKept = new Uint8Array(trades)
  for (let k = 0; k < resamples; k += 1) {
    if (k % 64 === 0) beat(k, resamples, 'trades left out')
    isKept.fill(1)
    for (let at = 0; at < left; at += 1) {
      const drawn = at + stream.nextInt(trades - at)
      const trade = order[drawn]!
      order[drawn] = order[at]!
      order[at] = trade
      isKept[trade] = 0
    }
    let wealth = 1
    for (let trade = 0; trade < trades; trade += 1)
      if (isKept[trade] === 1) wealth *= Math.max(0, 1 + tradeReturns[trade]!)
    total[k] = wealth - 1
  }
  return { left, totalReturn: total }
}

/** What the trades come to without the best share of them, at least one. */
export function withoutBestTrades(
  tradeReturns: Float64Array,
  share: number,
): { readonly left: number; readonly totalReturn: number } {
  const left = Math.min(tradeReturns.length, Math.max(1, Math.round(share * tradeReturns.length)))
  const sorted = tradeReturns.slice().sort()
  return { left, totalReturn: compoundTrades(sorted.subarray(0, sorted.length - left)) }
}
