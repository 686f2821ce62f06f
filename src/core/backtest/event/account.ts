import type { Refusal } from '../../risk/riskLimits.ts'
import { REFUSALS } from '../../risk/riskLimits.ts'
import type { TradeTally } from '../../risk/tradeTally.ts'
import { emptyTally } from '../../risk/tradeTally.ts'
import type { FillList, PositionList } from '../model/backtestResult.ts'
import { createFillList, createPositionList } from '../model/resultLists.ts'
import type { EventSetting } from './eventRequest.ts'

const YEAR_MS = 365.25 * 86_400_000

/** Money and positions. Columns have one entry an instrument; one is held where `units` is not 0 (negative: short). */
export type Account = {
  cash: number
  /** At the last mark. */
  equity: number
  gross: number
  peak: number
  halted: boolean
  haltedBar: number
  held: number
  fees: number
  financing: number
  dividends: number
  /** At the last `measure`. */
  equityNow: number
  grossNow: number
  readonly units: Float64Array
  readonly lastClose: Float64Array
  readonly tradedValue: Float64Array
  readonly borrowPerYear: Float64Array
  readonly entryBar: Int32Array
  readonly entryUnits: Float64Array
  readonly entryValue: Float64Array
  readonly exitUnits: Float64Array
  readonly exitValue: Float64Array
  readonly positionFees: Float64Array
  readonly positionFinancing: Float64Array
  readonly equityBefore: Float64Array
  /** Bar at which the volume cut an exit: nothing more of the instrument is traded in it. */
  readonly cutBar: Int32Array
  readonly tally: TradeTally
  readonly fills: FillList
  readonly positions: PositionList
  readonly refused: Int32Array
}

export function createAccount({ market, execution, startCash }: EventSetting): Account {
  const count = market.instruments.length
  const column = () => new Float64Array(count)
  return {
    cash: startCash,
    equity: startCash,
    gross: 0,
    peak: startCash,
    halted: false,
    haltedBar: -1,
    held: 0,
    fees: 0,
    financing: 0,
    dividends: 0,
    equityNow: startCash,
    grossNow: 0,
    units: column(),
    lastClose: column(),
    tradedValue: column(),
    borrowPerYear: Float64Array.from(execution, (terms) => terms.borrowPerYear),
    entryBar: new Int32Array(count),
    entryUnits: column(),
    entryValue: column(),
    exitUnits: column(),
    exitValue: column(),
    positionFees: column(),
    positionFinancing: column(),
    equityBefore: column(),
    cutBar: new Int32Array(count).fill(-1),
    tally: emptyTally(),
    fills: createFillList(),
    positions: createPositionList(),
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
