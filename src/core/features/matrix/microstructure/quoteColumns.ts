import type { JoinedColumn } from '../matrixFeature.ts'

/** Bars as half-open spans [startMs, closeMs), ascending, UTC milliseconds. */
export type BarSpans = { readonly startMs: Float64Array; readonly closeMs: Float64Array }

/** Best quotes, ascending in time, UTC milliseconds. */
export type Quotes = {
  readonly timeMs: Float64Array
  readonly bid: Float64Array
  readonly ask: Float64Array
  readonly bidSize: Float64Array
  readonly askSize: Float64Array
}

/**
 * What the quote features read, by name: the quotes that stood at the close of each bar (`quotes.bid` ...) with their age, the order flow of the quotes that
 * came within it (`quotes.order_flow`, Cont, Kukanov & Stoikov 2014, eq. 10) and their mean depth (`quotes.depth`). A quote at the very close belongs to the next bar.
 */
export function quoteColumns(quotes: Quotes, bars: BarSpans): ReadonlyMap<string, JoinedColumn> {
  const length = bars.startMs.length
  const column = () => new Float64Array(length).fill(Number.NaN)
  const [bid, ask, bidSize, askSize, flow, depth, ageMs] = [
    column(),
    column(),
    column(),
    column(),
    column(),
    column(),
    column(),
  ] as const
  let next = 0
  for (let row = 0; row < length; row++) {
    const first = next
    let sum = 0
    let stood = 0
    let came = 0
    for (; next < quotes.timeMs.length && quotes.timeMs[next]! < bars.closeMs[row]!; next++) {
      if (quotes.timeMs[next]! < bars.startMs[row]!) continue
      if (next > 0) sum += orderFlow(quotes, next)
      stood += (quotes.bidSize[next]! + quotes.askSize[next]!) / 2
      came++
    }
    const newest = next - 1
    if (newest < 0) continue
    bid[row] = quotes.bid[newest]!
    ask[row] = quotes.ask[newest]!
    bidSize[row] = quotes.bidSize[newest]!
    askSize[row] = quotes.askSize[newest]!
    ageMs[row] = bars.closeMs[row]! - quotes.timeMs[newest]!
    if (came === 0 || first === 0) continue
    flow[row] = sum
    depth[row] = stood / came
  }
  return new Map([
    ['quotes.bid', { values: bid, ageMs }],
    ['quotes.ask', { values: ask, ageMs }],
    ['quotes.bid_size', { values: bidSize, ageMs }],
    ['quotes.ask_size', { values: askSize, ageMs }],
    ['quotes.order_flow', { values: flow, ageMs: new Float64Array(length) }],
    ['quotes.depth', { values: depth, ageMs: new Float64Array(length) }],
  ])
}

/** What quote n adds to the bid less what it adds to the ask; sizes count whole where the price moved. */
function orderFlow({ bid, ask, bidSize, askSize }: Quotes, n: number): number {
  let flow = 0
  if (bid[n]! >= bid[n - 1]!) flow += bidSize[n]!
  if (bid[n]! <= bid[n - 1]!) flow -= bidSize[n - 1]!
  if (ask[n]! <= ask[n - 1]!) flow -= askSize[n]!
  if (ask[n]! >= ask[n - 1]!) flow += askSize[n - 1]!
  return flow
}
