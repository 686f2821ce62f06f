import type { Refusal } from '../../risk/riskLimits.ts'
import type { ExitReason, ExitTerms } from '../model/exitTerms.ts'

/**
 * `market` is filled as the instrument's fill mode says. `limit` and `stop` rest from the bar after they were given; `stop-limit` becomes a limit where the
 * market allows no fill within the limit at its trigger; `trail` is a stop that follows the best price since it rests, by bars that are over.
 */
export const ORDER_TYPES = ['market', 'limit', 'stop', 'stop-limit', 'trail'] as const
export type OrderType = (typeof ORDER_TYPES)[number]

/** PENDING: given, not in the market yet. The last three are final. */
export const ORDER_STATES = ['PENDING', 'OPEN', 'PARTIALLY_FILLED', 'FILLED', 'CANCELLED', 'REJECTED'] as const
export type OrderState = (typeof ORDER_STATES)[number]

/**
 * How much, settled at the fill: `units` to trade; `rule`: as the account's sizing rule says, only where nothing is held; `target`: up or down to this share
 * of equity (negative: short); `position`: all that is held, whatever it is by then.
 */
export type OrderSize =
  | { readonly kind: 'units'; readonly units: number }
  | { readonly kind: 'rule' }
  | { readonly kind: 'target'; readonly share: number }
  | { readonly kind: 'position' }

/** Why an order ended without its whole fill, besides the account's refusals. */
export type OrderTrouble =
  | Refusal
  | 'unknown-instrument'
  | 'bad-price'
  | 'bad-size'
  | 'bad-group'
  | 'nothing-held'
  | 'already-held'
  | 'by-strategy'
  | 'replaced'
  | 'other-filled'
  | 'unfilled-rest'
  | 'end-of-data'

/**
 * `side` 1 buys and -1 sells; `target` and `position` know theirs. `limitPrice` and `stopPrice` count for the types that name them, `trailDistance` (price units) for `trail`.
 * `exits` makes it a bracket: once filled, stop, trail and target rest at their distances from the average fill price, one cancelling the others.
 * `immediateOrCancel`: what the first fill leaves over is cancelled, instead of staying in the market. `reason` goes into the fill list where the order makes a position smaller.
 */
export type OrderRequest = {
  readonly instrument: number
  readonly type: OrderType
  readonly side: 1 | -1
  readonly size: OrderSize
  readonly limitPrice?: number
  readonly stopPrice?: number
  readonly trailDistance?: number
  readonly exits?: ExitTerms
  readonly immediateOrCancel?: boolean
  readonly reduceOnly?: boolean
  readonly reason?: ExitReason
}

/** What may be changed of a working order; it keeps what it has filled. `units` is the whole size, filled ones included. */
export type OrderChange = { readonly units?: number; readonly limitPrice?: number; readonly stopPrice?: number }

/** An order as it stands: a copy. Prices that its type has not are NaN. */
export type OrderView = {
  readonly id: number
  readonly instrument: number
  readonly type: OrderType
  readonly side: 1 | -1
  readonly size: OrderSize
  readonly limitPrice: number
  readonly stopPrice: number
  readonly state: OrderState
  readonly trouble: OrderTrouble | null
  readonly filledUnits: number
  readonly averagePrice: number
}
