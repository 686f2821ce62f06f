/** `side` 1 buys, -1 sells; `reference` is the price in the market, `price` the one paid. */
export type PaidFills = {
  readonly count: number
  readonly side: Int8Array
  readonly units: Float64Array
  readonly reference: Float64Array
  readonly price: Float64Array
  readonly fee: Float64Array
}

export type CostFigures = {
  readonly fees: number
  /** Slippage, spread and impact: what the fills were worse than their reference prices. */
  readonly slippage: number
  readonly financing: number
  readonly total: number
  /** Money bought and sold, at the prices paid. */
  readonly tradedValue: number
}

/** What trading cost, in money, from the fills (the first `count` rows) and the financing of the account. */
export function costFigures(fills: PaidFills, financing: number): CostFigures {
  let fees = 0
  let slippage = 0
  let tradedValue = 0
  for (let row = 0; row < fills.count; row += 1) {
    const units = fills.units[row]!
    fees += fills.fee[row]!
    slippage += fills.side[row]! * (fills.price[row]! - fills.reference[row]!) * units
    tradedValue += units * fills.price[row]!
  }
  return { fees, slippage, financing, total: fees + slippage + financing, tradedValue }
}
