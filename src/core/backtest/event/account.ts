import type { Refusal } from '../../risk/riskLimits.ts'
import { REFUSALS } from '../../risk/riskLimits.ts'
import type { Holdings } from '../model/holdings.ts'
import { createHoldings, createLists } from '../model/holdings.ts'
import type { EventSetting } from './eventRequest.ts'

const YEAR_MS = 365.25 * 86_400_000

/** Money and positions. Columns have one entry an instrument. */
export type Account = Holdings & {
  /** At the last mark. */
  equity: number
  gross: number
  peak: number
  halted: boolean
  haltedBar: number
  held: number
  financing: number
  dividends: number
  /** At the last `measure`. */
  equityNow: number
  grossNow: number
  readonly borrowPerYear: Float64Array
  /** Bar at which the volume cut an exit: nothing more of the instrument is traded in it. */
  readonly cutBar: Int32Array
  readonly refused: Int32Array
}

export function createAccount({ market, execution, startCash }: EventSetting): Account {
  const count = market.instruments.length
  return {
    ...createHoldings(count, startCash, createLists()),
    equity: startCash,
    gross: 0,
    peak: startCash,
    halted: false,
    haltedBar: -1,
    held: 0,
    financing: 0,
    dividends: 0,
    equityNow: startCash,
    grossNow: 0,
    borrowPerYear: Float64Array.from(execution, (terms) => terms.borrowPerYear),
    cutBar: new Int32Array(count).fill(-1),
    refused: new Int32Array(REFUSALS.length),
  }
}

export function countRefusal(account: Account, why: Refusal): void {
  const at = REFUSALS.indexOf(why)
  account.refused[at] = account.refused[at]! + 1
}

/** Equity and gross value at the last closes, for the orders of one moment. */
export function measure(account: Account): void {
  const { units, lastClose } = account
  let equity = account.cash
  let gross = 0
  for (let k = 0; k < units.length; k++) {
    const held = units[k]!
    if (held === 0) continue
    const value = held * lastClose[k]!
    equity += value
    gross += Math.abs(value)
  }
  account.equityNow = equity
  account.grossNow = gross
}

/** Takes the closes of `bar` in, where there are some. */
export function mark(account: Account, { market }: EventSetting, bar: number): void {
  if (account.held > 0) {
    const { units, lastClose } = account
    for (let k = 0; k < units.length; k++) {
      if (units[k] === 0) continue
      const close = market.instruments[k]!.close[bar]!
      if (!Number.isNaN(close)) lastClose[k] = close
    }
  }
  measure(account)
  account.equity = account.equityNow
  account.gross = account.grossNow
}

/** A drawdown beyond the limit, or ruin, ends the trading of the account for good. */
export function haltWhereLimitBroke(account: Account, { limits }: EventSetting, bar: number): void {
  if (account.halted) return
  if (account.equity > account.peak) account.peak = account.equity
  const { maximumDrawdown } = limits
  const isTooDeep = maximumDrawdown !== null && account.equity < account.peak * (1 - maximumDrawdown)
  if (account.equity > 0 && !isTooDeep) return
  account.halted = true
  account.haltedBar = bar
}

export function payFinancing(account: Account, instrument: number, cost: number): void {
  account.cash -= cost
  account.financing += cost
  account.positionFinancing[instrument] = account.positionFinancing[instrument]! + cost
}

/** Borrow of shorts, and funding by the columns of the market, for the time since the bar before. */
export function financePositions(account: Account, { market, columns }: EventSetting, bar: number): void {
  const { units, lastClose, borrowPerYear } = account
  const elapsedMs = market.timeMs[bar]! - market.timeMs[bar - 1]!
  for (let k = 0; k < units.length; k++) {
    const held = units[k]!
    if (held === 0) continue
    const rate = columns[k]!.fundingRate?.[bar] ?? 0
    const perYear = borrowPerYear[k]!
    let cost = held * lastClose[k]! * rate
    if (held < 0 && perYear > 0) cost -= (held * lastClose[k]! * perYear * elapsedMs) / YEAR_MS
    if (cost !== 0) payFinancing(account, k, cost)
  }
}
