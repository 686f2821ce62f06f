import { TRADE_CURVES, type TradeCurve } from '../../../core/contract/workbench/exploreViews.ts'

/** The curve that is shown, and the row of the trade that is open; null: none. */
export type TradeAddress = { readonly curve: TradeCurve; readonly row: number | null }

/** `selected`, or `selected.12`. */
export function tradeAddress({ curve, row }: TradeAddress): string {
  return row === null ? curve : `${curve}.${row}`
}

/** Null where the text names no curve. */
export function readTradeAddress(at: string | null): TradeAddress | null {
  const found = /^([a-z]+)(?:\.(\d+))?$/.exec(at ?? '')
  const curve = TRADE_CURVES.find((name) => name === found?.[1])
  if (curve === undefined) return null
  return { curve, row: found?.[2] === undefined ? null : Number(found[2]) }
}
