import type { LegColumns } from '../../market/pairColumns.ts'
import type { BitColumn } from '../signals/bitColumn.ts'
import { nextSet } from '../signals/bitColumn.ts'
import { createBitPool } from '../signals/bitPool.ts'
import { createColumnCache } from '../signals/columnCache.ts'
import type { Kernels } from '../signals/kernels.ts'
import type { StrategyDefinition, StrategyParameters, StrategySignals, TradeSides } from './strategyDefinition.ts'

/** Signals of one instrument on the clock of its market. They are good until the next call. */
export type SignalSource = {
  readonly signals: (strategy: StrategyDefinition, parameters: StrategyParameters, sides: TradeSides) => StrategySignals
}

/**
 * An instrument's bars as strategies see them: only those that are there, so that a bar which another instrument has and this one has not breaks no
 * average. A bar is there where its close is a number. At most `cacheColumns` indicator columns are kept.
 */
export function createSignalSource(
  leg: LegColumns,
  timeMs: Float64Array,
  prediction: Float64Array | null,
  kernels: Kernels,
  cacheColumns: number,
): SignalSource {
  const rows = presentRows(leg.close)
  const take = (column: Float64Array) => (rows === null ? column : Float64Array.from(rows, (row) => column[row]!))
  const bars: LegColumns = {
    open: take(leg.open),
    high: take(leg.high),
    low: take(leg.low),
    close: take(leg.close),
    volume: take(leg.volume),
  }
  const bits = createBitPool(kernels, bars.close.length)
  const base = {
    bars,
    timeMs: take(timeMs),
    memo: createColumnCache(kernels, bars.close.length, cacheColumns),
    kernels,
    bits,
    prediction: prediction === null ? null : take(prediction),
  }
  const spread = rows === null ? null : createBitPool(kernels, timeMs.length)
  return {
    signals: (strategy, parameters, sides) => {
      bits.reset()
      const own = strategy.signals({ ...base, sides }, parameters)
      if (rows === null || spread === null) return own
      spread.reset()
      const place = (column: BitColumn) => (column === bits.empty ? spread.empty : scatter(column, rows, spread.take()))
      return {
        enterLong: place(own.enterLong),
        exitLong: place(own.exitLong),
        enterShort: place(own.enterShort),
        exitShort: place(own.exitShort),
      }
    },
  }
}

/** Rows with a close; null: all of them. */
function presentRows(close: Float64Array): Int32Array | null {
  let count = 0
  // Four at a time: a sum is a number only where all its parts are.
  while (
    count + 4 <= close.length &&
    !Number.isNaN(close[count]! + close[count + 1]! + close[count + 2]! + close[count + 3]!)
  )
    count += 4
  for (let row = count; row < close.length; row++) if (!Number.isNaN(close[row]!)) count++
  if (count === close.length) return null
  const rows = new Int32Array(count)
  for (let row = 0, next = 0; next < count; row++) if (!Number.isNaN(close[row]!)) rows[next++] = row
  return rows
}

function scatter(bits: BitColumn, rows: Int32Array, out: BitColumn): BitColumn {
  out.fill(0)
  for (let bar = nextSet(bits, 0); bar >= 0; bar = nextSet(bits, bar + 1)) {
    const row = rows[bar]!
    out[row >>> 5] = out[row >>> 5]! | (1 << (row & 31))
  }
  return out
}
