import { payFinancing } from './account.ts'
import type { AccountEvent } from './accountEvent.ts'
import type { Order } from './order.ts'
import type { Session } from './session.ts'

function splitOrders(orders: readonly Order[], ratio: number): void {
  for (const order of orders) {
    if (order.size === 'units') order.left *= ratio
    order.limitPrice /= ratio
    order.stopPrice /= ratio
    order.trailDistance /= ratio
    order.bestPrice /= ratio
  }
}

function split(session: Session, event: Extract<AccountEvent, { kind: 'split' }>, bar: number): void {
  const { account, desk } = session
  const { instrument: k, ratio } = event
  session.splits.push({ ...event, bar })
  account.units[k] = account.units[k]! * ratio
  account.lastClose[k] = account.lastClose[k]! / ratio
  account.entryUnits[k] = account.entryUnits[k]! * ratio
  account.exitUnits[k] = account.exitUnits[k]! * ratio
  splitOrders(desk.waiting[k]!, ratio)
  splitOrders(desk.resting[k]!, ratio)
}

function apply(session: Session, event: AccountEvent, bar: number): void {
  const { account } = session
  const { instrument: k } = event
  const held = account.units[k]!
  switch (event.kind) {
    case 'split':
      split(session, event, bar)
      break
    case 'dividend':
      if (held === 0) break
      account.dividends += held * event.perUnit
      payFinancing(account, k, -held * event.perUnit)
      break
    case 'funding':
      if (held !== 0) payFinancing(account, k, held * account.lastClose[k]! * event.rate)
      break
    case 'borrow':
      account.borrowPerYear[k] = event.perYear
  }
}

/** Everything that happens to the account before the open of `bar`. A split keeps the value of a position; units may become fractions. */
export function applyAccountEvents(session: Session, bar: number): void {
  const { accountEvents, market } = session.setting
  while (session.nextEvent < accountEvents.length && accountEvents[session.nextEvent]!.timeMs <= market.timeMs[bar]!)
    apply(session, accountEvents[session.nextEvent++]!, bar)
}
