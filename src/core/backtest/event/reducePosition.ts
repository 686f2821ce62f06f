import {
  feeOf,
  feeRate,
  fillPrice,
  impactFraction,
  LEAST_UNITS,
  readsVolume,
  slippageFraction,
  volumeCap,
} from '../model/fillArithmetic.ts'
import { takeFromHolding, writeHolding } from '../model/holdings.ts'
import { countRefusal } from './account.ts'
import { endOrder } from './desk.ts'
import type { Order } from './order.ts'
import type { Session } from './session.ts'
import { noteFill, volumeKnown } from './session.ts'

/**
 * Sells (covers) up to `wanted` units of what is held, at a reference price, with the volume and volatility of `knownBar`. Gives the units filled; what the volume
 * does not bear stays held.
 */
export function reducePosition(
  session: Session,
  order: Order,
  bar: number,
  knownBar: number,
  reference: number,
  wanted: number,
  reason: number,
): number {
  const { account, setting } = session
  const k = order.instrument
  const terms = setting.execution[k]!
  const held = account.units[k]!
  const side = held > 0 ? -1 : 1
  const volume = readsVolume(terms) ? volumeKnown(session, k, knownBar) : 0
  const barVolatility = setting.columns[k]!.barVolatility?.[knownBar] ?? 0
  const most = volumeCap(terms, volume)
  let filled = wanted
  if (most < filled) {
    countRefusal(account, volume > 0 ? 'volume-share' : 'no-volume')
    filled = terms.wholeUnits ? Math.floor(most) : most
  }
  if (filled < wanted) account.cutBar[k] = bar
  if (!(filled > LEAST_UNITS)) return 0
  const slippage = slippageFraction(terms, barVolatility)
  const worse = slippage + impactFraction(terms, filled, volume, barVolatility)
  if (!(worse >= 0)) {
    countRefusal(account, slippage >= 0 && !(volume > 0) ? 'no-volume' : 'no-volatility')
    account.cutBar[k] = bar
    return 0
  }
  const price = fillPrice(reference, side, worse)
  const fee = feeOf(terms.fee, feeRate(terms.fee, account.tradedValue[k]!), filled, price)
  const row = takeFromHolding(account, k, bar, side, filled, reference, price, fee, reason)
  noteFill(session, order, row, filled, price)
  if (account.units[k] === 0) becomeFlat(session, order, -side, bar, reason)
  return filled
}

/** The position is over: its row, and the end of its bracket and of what else would have left it. */
function becomeFlat(session: Session, by: Order, direction: number, bar: number, reason: number): void {
  const { account, desk, brackets } = session
  const k = by.instrument
  account.held--
  writeHolding(account, k, direction, bar, reason)
  for (const order of brackets[k]!) if (order !== by) endOrder(desk, order, 'CANCELLED', 'other-filled')
  brackets[k]!.length = 0
}
