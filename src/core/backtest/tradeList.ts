/**
 * Trades as equal-length columns with room to spare: only the first `count` rows count, ascending in `decisionBar`.
 * Decided at the close of `decisionBar`, filled at the next open, ended in `exitBar`. `weight` is gross notional / equity at entry;
 * `grossReturn` is a fraction of that notional before costs; `netReturn` is after costs, a fraction of the equity at entry.
 */
export type TradeList = {
  count: number
  readonly decisionBar: Int32Array
  readonly exitBar: Int32Array
  readonly role: Uint8Array
  readonly direction: Int8Array
  readonly weight: Float64Array
  readonly grossReturn: Float64Array
  readonly netReturn: Float64Array
  /** Row of the event in the list that the trades were made from. */
  readonly eventRow: Int32Array
}

export function createTradeList(capacity: number): TradeList {
  return {
    count: 0,
    decisionBar: new Int32Array(capacity),
    exitBar: new Int32Array(capacity),
    role: new Uint8Array(capacity),
    direction: new Int8Array(capacity),
    weight: new Float64Array(capacity),
    grossReturn: new Float64Array(capacity),
    netReturn: new Float64Array(capacity),
    eventRow: new Int32Array(capacity),
  }
}

export function appendTrade(to: TradeList, from: TradeList, row: number): void {
  const at = to.count++
  to.decisionBar[at] = from.decisionBar[row]!
  to.exitBar[at] = from.exitBar[row]!
  to.role[at] = from.role[row]!
  to.direction[at] = from.direction[row]!
  to.weight[at] = from.weight[row]!
  to.grossReturn[at] = from.grossReturn[row]!
  to.netReturn[at] = from.netReturn[row]!
  to.eventRow[at] = from.eventRow[row]!
}
