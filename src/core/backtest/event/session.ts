import { EXIT_REASONS } from '../model/exitTerms.ts'
import { roomForFill } from '../model/resultLists.ts'
import type { Account } from './account.ts'
import { createAccount } from './account.ts'
import type { AccountEvent } from './accountEvent.ts'
import type { Desk } from './desk.ts'
import { createDesk } from './desk.ts'
import type { EventSetting } from './eventRequest.ts'
import type { Order } from './order.ts'

type Split = Extract<AccountEvent, { kind: 'split' }> & { readonly bar: number }

/** A running account: the market up to now, what it holds, its orders, and what the strategy has not been told yet. */
export type Session = {
  readonly setting: EventSetting
  readonly account: Account
  readonly desk: Desk
  /** The newest bar whose close is known. */
  bar: number
  nextEvent: number
  readonly splits: Split[]
  /** The resting orders of each held position's bracket. */
  readonly brackets: readonly Order[][]
  /** The bar of an instrument's last resting exit: nothing resting enters it again within that bar. */
  readonly restingExitBar: Int32Array
  /** The bar of an instrument's last entry by a resting order, and the price in the market then. */
  readonly restingEntryBar: Int32Array
  readonly restingEntryPrice: Float64Array
  /** Rows of the fill list, each with the order it came from, that `onFill` has not seen. */
  readonly untold: { readonly row: number; readonly orderId: number }[]
}

export function createSession(setting: EventSetting): Session {
  const count = setting.market.instruments.length
  return {
    setting,
    account: createAccount(setting),
    desk: createDesk(count),
    bar: setting.fromBar - 1,
    nextEvent: 0,
    splits: [],
    brackets: Array.from({ length: count }, () => []),
    restingExitBar: new Int32Array(count).fill(-1),
    restingEntryBar: new Int32Array(count).fill(-1),
    restingEntryPrice: new Float64Array(count),
    untold: [],
  }
}

/** Units of today that one unit of `bar` has become. */
export function splitSince({ splits }: Session, instrument: number, bar: number): number {
  let ratio = 1
  for (const split of splits) if (split.instrument === instrument && split.bar > bar) ratio *= split.ratio
  return ratio
}

export function volumeKnown(session: Session, instrument: number, bar: number): number {
  const volume = session.setting.market.instruments[instrument]!.volume[bar]!
  return session.splits.length === 0 ? volume : volume * splitSince(session, instrument, bar)
}

export const ENTRY = 0

/** 1 + place in EXIT_REASONS, as the fill list has it. */
export function exitCode(reason: (typeof EXIT_REASONS)[number]): number {
  return 1 + EXIT_REASONS.indexOf(reason)
}

/** Writes a fill down, and what it does to its order and to the account's money. */
export function recordFill(
  { account, untold }: Session,
  order: Order,
  bar: number,
  side: number,
  units: number,
  reference: number,
  price: number,
  fee: number,
  reason: number,
): void {
  const { fills } = account
  const k = order.instrument
  const value = units * price
  account.cash += -side * value - fee
  account.fees += fee
  account.tradedValue[k] = account.tradedValue[k]! + value
  account.positionFees[k] = account.positionFees[k]! + fee
  order.filledUnits += units
  order.filledValue += value
  const row = roomForFill(fills)
  fills.bar[row] = bar
  fills.instrument[row] = k
  fills.side[row] = side
  fills.units[row] = units
  fills.reference[row] = reference
  fills.price[row] = price
  fills.fee[row] = fee
  fills.reason[row] = reason
  untold.push({ row, orderId: order.id })
}
