import { cancelWaitingOf, changeOrder, endOrder, isLeaving, submitOrder, sweep } from './desk.ts'
import type { Order } from './order.ts'
import { isWorking, viewOfOrder } from './order.ts'
import type { OrderRequest } from './orderTypes.ts'
import type { Session } from './session.ts'
import type { StrategyContext } from './strategy.ts'

/** Columns are reached by bars ago only, so that no later bar can be asked for. Throws where the strategy tries. */
function reader(session: Session, columns: readonly Float64Array[]): (instrument: number, barsAgo?: number) => number {
  return (instrument, barsAgo = 0) => {
    if (!(barsAgo >= 0 && Number.isInteger(barsAgo)))
      throw new RangeError(`A strategy sees bars that are over: ${barsAgo} bars ago is none.`)
    const column = columns[instrument]
    if (column === undefined) throw new RangeError(`There is no instrument ${instrument}.`)
    const at = session.bar - barsAgo
    return at >= 0 ? column[at]! : Number.NaN
  }
}

function submitResting(session: Session, request: OrderRequest, group: number): Order {
  const order = submitOrder(session.desk, request, session.bar, group)
  if (order.type === 'trail' && isWorking(order))
    order.bestPrice = session.setting.market.instruments[order.instrument]!.close[session.bar]!
  return order
}

function submitGroup(session: Session, requests: readonly OrderRequest[]): readonly number[] {
  const { desk } = session
  const first = requests[0]?.instrument
  const fits = requests.every(({ type, instrument }) => type !== 'market' && instrument === first)
  const group = ++desk.lastGroup
  const orders = requests.map((request) => submitResting(session, request, group))
  const allStand = fits && orders.every(isWorking)
  if (!allStand) for (const order of orders) endOrder(desk, order, 'REJECTED', 'bad-group')
  return orders.map(({ id }) => id)
}

function orderOf({ desk }: Session, id: number): Order {
  const order = desk.all[id]
  if (order === undefined) throw new RangeError(`There is no order ${id}.`)
  return order
}

function cancelOrder(session: Session, id: number): boolean {
  const { desk } = session
  const order = orderOf(session, id)
  if (!isWorking(order)) return false
  endOrder(desk, order, 'CANCELLED', 'by-strategy')
  sweep((order.type === 'market' ? desk.waiting : desk.resting)[order.instrument]!)
  return true
}

/** The only thing of the engine that a strategy gets. It holds functions and getters: no column, account or order lies open in it. */
export function createContext(session: Session): StrategyContext {
  const { account, desk, setting } = session
  const { instruments, timeMs } = setting.market
  const position = (k: number) => ({
    units: account.units[k]!,
    entryPrice: account.units[k] === 0 ? Number.NaN : account.entryValue[k]! / account.entryUnits[k]!,
    heldBars: account.units[k] === 0 ? 0 : session.bar - account.entryBar[k]! + 1,
  })
  return Object.freeze({
    instrumentCount: instruments.length,
    get barCount() {
      return session.bar + 1
    },
    get timeMs() {
      return timeMs[session.bar]!
    },
    open: reader(
      session,
      instruments.map((leg) => leg.open),
    ),
    high: reader(
      session,
      instruments.map((leg) => leg.high),
    ),
    low: reader(
      session,
      instruments.map((leg) => leg.low),
    ),
    close: reader(
      session,
      instruments.map((leg) => leg.close),
    ),
    volume: reader(
      session,
      instruments.map((leg) => leg.volume),
    ),
    get cash() {
      return account.cash
    },
    get equity() {
      return account.equity
    },
    get gross() {
      return account.gross
    },
    get halted() {
      return account.halted
    },
    units: (k: number) => account.units[k]!,
    position,
    isLeaving: (k: number) => isLeaving(desk, k),
    workingOrders: (k: number) => [...desk.waiting[k]!, ...desk.resting[k]!].filter(isWorking).map(viewOfOrder),
    order: (id: number) => viewOfOrder(orderOf(session, id)),
    submit: (request: OrderRequest) => submitResting(session, request, 0).id,
    submitGroup: (requests: readonly OrderRequest[]) => submitGroup(session, requests),
    cancel: (id: number) => cancelOrder(session, id),
    replace: (id, change) => changeOrder(orderOf(session, id), change),
    cancelWaiting: (k: number) => {
      cancelWaitingOf(desk, k, 'replaced')
      sweep(desk.waiting[k]!)
    },
  } satisfies StrategyContext)
}
