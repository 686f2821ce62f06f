import { EXIT_REASONS } from '../model/exitTerms.ts'
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

/** What a fill does to its order, and what the strategy is still to be told. */
export function noteFill({ untold }: Session, order: Order, row: number, units: number, price: number): void {
  order.filledUnits += units
  order.filledValue += units * price
  untold.push({ row, orderId: order.id })
}
