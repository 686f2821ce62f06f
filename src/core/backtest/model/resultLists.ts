import type { FillList, PositionList } from './backtestResult.ts'

const LEAST_CAPACITY = 256

/** `rows` is how many are expected; the list grows beyond them. */
export function createFillList(rows = LEAST_CAPACITY): FillList {
  const n = Math.max(LEAST_CAPACITY, rows)
  return {
    count: 0,
    bar: new Int32Array(n),
    instrument: new Int32Array(n),
    side: new Int8Array(n),
    units: new Float64Array(n),
    reference: new Float64Array(n),
    price: new Float64Array(n),
    fee: new Float64Array(n),
    reason: new Uint8Array(n),
  }
}

export function createPositionList(rows = LEAST_CAPACITY): PositionList {
  const n = Math.max(LEAST_CAPACITY, rows)
  return {
    count: 0,
    instrument: new Int32Array(n),
    direction: new Int8Array(n),
    entryBar: new Int32Array(n),
    exitBar: new Int32Array(n),
    units: new Float64Array(n),
    entryPrice: new Float64Array(n),
    exitPrice: new Float64Array(n),
    fees: new Float64Array(n),
    financing: new Float64Array(n),
    profit: new Float64Array(n),
    equityBefore: new Float64Array(n),
    reason: new Uint8Array(n),
  }
}

function longerInts(column: Int32Array): Int32Array {
  const longer = new Int32Array(column.length * 2)
  longer.set(column)
  return longer
}

function longerFloats(column: Float64Array): Float64Array {
  const longer = new Float64Array(column.length * 2)
  longer.set(column)
  return longer
}

function longerBytes<T extends Int8Array | Uint8Array>(column: T, blank: (length: number) => T): T {
  const longer = blank(column.length * 2)
  longer.set(column)
  return longer
}

const signed = (length: number) => new Int8Array(length)
const unsigned = (length: number) => new Uint8Array(length)

/** Room for one more row: the columns double, so that this happens a few times a run. */
export function roomForFill(list: FillList): number {
  if (list.count === list.bar.length) {
    list.bar = longerInts(list.bar)
    list.instrument = longerInts(list.instrument)
    list.side = longerBytes(list.side, signed)
    list.units = longerFloats(list.units)
    list.reference = longerFloats(list.reference)
    list.price = longerFloats(list.price)
    list.fee = longerFloats(list.fee)
    list.reason = longerBytes(list.reason, unsigned)
  }
  return list.count++
}

export function roomForPosition(list: PositionList): number {
  if (list.count === list.instrument.length) {
    list.instrument = longerInts(list.instrument)
    list.direction = longerBytes(list.direction, signed)
    list.entryBar = longerInts(list.entryBar)
    list.exitBar = longerInts(list.exitBar)
    list.units = longerFloats(list.units)
    list.entryPrice = longerFloats(list.entryPrice)
    list.exitPrice = longerFloats(list.exitPrice)
    list.fees = longerFloats(list.fees)
    list.financing = longerFloats(list.financing)
    list.profit = longerFloats(list.profit)
    list.equityBefore = longerFloats(list.equityBefore)
    list.reason = longerBytes(list.reason, unsigned)
  }
  return list.count++
}
