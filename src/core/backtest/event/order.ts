import type { ExitTerms } from '../model/exitTerms.ts'
import { EXIT_REASONS } from '../model/exitTerms.ts'
import type { OrderRequest, OrderSize, OrderState, OrderTrouble, OrderType, OrderView } from './orderTypes.ts'

/** An order inside the engine. `left` are the units still to trade (size `units`), or the share (size `target`). */
export type Order = {
  readonly id: number
  readonly instrument: number
  type: OrderType
  side: 1 | -1
  size: OrderSize['kind']
  left: number
  limitPrice: number
  stopPrice: number
  trailDistance: number
  /** Of a trail, the best price since it rests. */
  bestPrice: number
  readonly exits: ExitTerms | null
  readonly immediateOrCancel: boolean
  readonly reduceOnly: boolean
  /** Part of the bracket of a position: rests only as long as that is held. */
  readonly isBracket: boolean
  /** 0: alone. */
  readonly group: number
  /** The bar whose volume and volatility a market fill takes: that of the decision, or of the last attempt. */
  knownBar: number
  triedBar: number
  /** 1 + place in EXIT_REASONS, where it makes a position smaller; -1: what its type says. */
  readonly reason: number
  state: OrderState
  trouble: OrderTrouble | null
  filledUnits: number
  filledValue: number
}

export function isWorking({ state }: Order): boolean {
  return state === 'PENDING' || state === 'OPEN' || state === 'PARTIALLY_FILLED'
}

const NO_PRICE = Number.NaN

export function createOrder(id: number, request: OrderRequest, bar: number, group: number, isBracket: boolean): Order {
  const { size } = request
  return {
    id,
    instrument: request.instrument,
    type: request.type,
    side: size.kind === 'target' && size.share < 0 ? -1 : request.side,
    size: size.kind,
    left: size.kind === 'units' ? size.units : size.kind === 'target' ? size.share : NO_PRICE,
    limitPrice: request.limitPrice ?? NO_PRICE,
    stopPrice: request.stopPrice ?? NO_PRICE,
    trailDistance: request.trailDistance ?? NO_PRICE,
    bestPrice: NO_PRICE,
    exits: request.exits ?? null,
    immediateOrCancel: request.immediateOrCancel ?? false,
    reduceOnly: request.reduceOnly ?? false,
    isBracket,
    group,
    knownBar: bar,
    triedBar: -1,
    reason: request.reason === undefined ? -1 : 1 + EXIT_REASONS.indexOf(request.reason),
    state: 'PENDING',
    trouble: null,
    filledUnits: 0,
    filledValue: 0,
  }
}

function sizeOf(order: Order): OrderSize {
  switch (order.size) {
    case 'units':
      return { kind: 'units', units: order.filledUnits + order.left }
    case 'target':
      return { kind: 'target', share: order.left }
    case 'rule':
      return { kind: 'rule' }
    case 'position':
      return { kind: 'position' }
  }
}

export function viewOfOrder(order: Order): OrderView {
  return {
    id: order.id,
    instrument: order.instrument,
    type: order.type,
    side: order.side,
    size: sizeOf(order),
    limitPrice: order.limitPrice,
    stopPrice: order.type === 'trail' ? order.bestPrice + order.side * order.trailDistance : order.stopPrice,
    state: order.state,
    trouble: order.trouble,
    filledUnits: order.filledUnits,
    averagePrice: order.filledUnits > 0 ? order.filledValue / order.filledUnits : NO_PRICE,
  }
}
