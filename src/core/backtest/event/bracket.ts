import { distanceInPrice } from '../model/exitTerms.ts'
import { submitOrder } from './desk.ts'
import type { Order } from './order.ts'
import type { OrderType } from './orderTypes.ts'
import type { Session } from './session.ts'

/** Rests an order of the bracket; one that stands already is moved. Levels come from arithmetic, not from a person: none is refused. */
function restAt(session: Session, parent: Order, direction: number, type: OrderType, level: number, bestPrice: number) {
  const { desk, brackets, account } = session
  const k = parent.instrument
  let order = brackets[k]!.find((resting) => resting.type === type)
  if (order === undefined) {
    const side = direction > 0 ? -1 : 1
    const request = {
      instrument: k,
      type,
      side,
      size: { kind: 'position' },
      limitPrice: 1,
      stopPrice: 1,
      trailDistance: 1,
    } as const
    order = submitOrder(desk, request, account.entryBar[k]!, 0, true)
    brackets[k]!.push(order)
  }
  if (type === 'limit') order.limitPrice = level
  else if (type === 'stop') order.stopPrice = level
  else order.trailDistance = level
  if (!Number.isNaN(bestPrice)) order.bestPrice = bestPrice
}

/**
 * Stop, trail and target of a position, at their distances from its average fill price; a position that was added to has them placed anew. `bestPrice` starts the trail of
 * a new position.
 */
export function placeBracket(
  session: Session,
  parent: Order,
  direction: number,
  bestPrice: number,
  range: number,
): void {
  const { account } = session
  const { stop, trail, target } = parent.exits!
  const k = parent.instrument
  const price = account.entryValue[k]! / account.entryUnits[k]!
  if (stop !== null)
    restAt(session, parent, direction, 'stop', price - direction * distanceInPrice(stop, price, range), bestPrice)
  if (trail !== null) restAt(session, parent, direction, 'trail', distanceInPrice(trail, price, range), bestPrice)
  if (target !== null)
    restAt(session, parent, direction, 'limit', price + direction * distanceInPrice(target, price, range), bestPrice)
}
