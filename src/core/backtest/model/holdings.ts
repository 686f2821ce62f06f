import type { TradeTally } from '../../risk/tradeTally.ts'
import { addToTally, emptyTally } from '../../risk/tradeTally.ts'
import type { FillList, PositionList } from './backtestResult.ts'
import { LEAST_UNITS } from './fillArithmetic.ts'
import { createFillList, createPositionList } from './resultLists.ts'
import { writeFill, writePosition } from './writeRows.ts'

/**
 * What an account paid and holds, and the lists of what it did. Both engines that go bar by bar put fills and positions down by the functions of this file alone. Columns
 * have one entry an instrument; one is held where `units` is not 0 (negative: short). `lastClose` is the price that it is marked at.
 */
export type Holdings = {
  cash: number
  fees: number
  readonly units: Float64Array
  readonly lastClose: Float64Array
  readonly tradedValue: Float64Array
  readonly entryBar: Int32Array
  readonly entryUnits: Float64Array
  readonly entryValue: Float64Array
  readonly exitUnits: Float64Array
  readonly exitValue: Float64Array
  readonly positionFees: Float64Array
  readonly positionFinancing: Float64Array
  readonly equityBefore: Float64Array
  readonly tally: TradeTally
  readonly fills: FillList
  readonly positions: PositionList
}

type ResultLists = Pick<Holdings, 'fills' | 'positions'>

/** `fillRows`: how many fills are expected. */
export function createLists(fillRows = 0): ResultLists {
  return { fills: createFillList(fillRows), positions: createPositionList(fillRows >>> 1) }
}

/** Writes into `lists`, from their beginning on. */
export function createHoldings(instruments: number, startCash: number, { fills, positions }: ResultLists): Holdings {
  const column = () => new Float64Array(instruments)
  fills.count = 0
  positions.count = 0
  return {
    cash: startCash,
    fees: 0,
    units: column(),
    lastClose: column(),
    tradedValue: column(),
    entryBar: new Int32Array(instruments),
    entryUnits: column(),
    entryValue: column(),
    exitUnits: column(),
    exitValue: column(),
    positionFees: column(),
    positionFinancing: column(),
    equityBefore: column(),
    tally: emptyTally(),
    fills,
    positions,
  }
}

/** A position begins: nothing of the one before it counts for it. */
export function beginHolding(holdings: Holdings, k: number, bar: number, equity: number): void {
  holdings.entryBar[k] = bar
  holdings.entryUnits[k] = 0
  holdings.entryValue[k] = 0
  holdings.exitUnits[k] = 0
  holdings.exitValue[k] = 0
  holdings.positionFees[k] = 0
  holdings.positionFinancing[k] = 0
  holdings.equityBefore[k] = equity
}

function pay(holdings: Holdings, k: number, side: number, value: number, fee: number): void {
  holdings.cash += -side * value - fee
  holdings.fees += fee
  holdings.tradedValue[k] = holdings.tradedValue[k]! + value
  holdings.positionFees[k] = holdings.positionFees[k]! + fee
}

/** A fill that opens a position (after `beginHolding`) or adds to it; the row of the fill. */
export function addToHolding(
  holdings: Holdings,
  k: number,
  bar: number,
  direction: number,
  units: number,
  reference: number,
  price: number,
  fee: number,
): number {
  const value = units * price
  pay(holdings, k, direction, value, fee)
  holdings.units[k] = holdings.units[k]! + direction * units
  holdings.entryUnits[k] = holdings.entryUnits[k]! + units
  holdings.entryValue[k] = holdings.entryValue[k]! + value
  holdings.lastClose[k] = price
  return writeFill(holdings.fills, bar, k, direction, units, reference, price, fee, 0)
}

/** A fill that makes a position smaller; the row of the fill. What is left below the least units is nothing: `units` is 0 then, and its row is due. */
export function takeFromHolding(
  holdings: Holdings,
  k: number,
  bar: number,
  side: number,
  units: number,
  reference: number,
  price: number,
  fee: number,
  reason: number,
): number {
  const value = units * price
  pay(holdings, k, side, value, fee)
  holdings.exitUnits[k] = holdings.exitUnits[k]! + units
  holdings.exitValue[k] = holdings.exitValue[k]! + value
  const left = Math.abs(holdings.units[k]!) - units
  holdings.units[k] = left <= LEAST_UNITS ? 0 : -side * left
  return writeFill(holdings.fills, bar, k, side, units, reference, price, fee, reason)
}

/** The row of a position that has ended, or is open (`exitBar` -1) and marked at its last close. */
export function writeHolding(holdings: Holdings, k: number, direction: number, exitBar: number, reason: number): void {
  const open = Math.abs(holdings.units[k]!)
  const profit = writePosition(
    holdings.positions,
    k,
    direction,
    holdings.entryBar[k]!,
    exitBar,
    holdings.entryUnits[k]!,
    holdings.entryValue[k]!,
    holdings.exitUnits[k]! + open,
    holdings.exitValue[k]! + open * holdings.lastClose[k]!,
    holdings.positionFees[k]!,
    holdings.positionFinancing[k]!,
    holdings.equityBefore[k]!,
    reason,
  )
  if (exitBar >= 0) addToTally(holdings.tally, profit / holdings.equityBefore[k]!)
}
