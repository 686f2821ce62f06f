import { createIndicatorMemo } from '../../indicators/indicatorMemo.ts'
import { SENSOR_KINDS, type SensorKind } from '../../market/sensors/sensorKinds.ts'
import type { DiscoveryMarket } from '../discoveryMarket.ts'
import type { AssetInputs } from '../eventFamily.ts'

/** An instrument's own bars, and which rows of the market they are, ascending. */
export type AssetView = { readonly inputs: AssetInputs; readonly rows: Int32Array }

/** The bars of the instrument at `place` of the market: the rows in which it has a close. What is computed once for it stays in the view's memo. */
export function assetView(discovery: DiscoveryMarket, place: number): AssetView {
  const { market, sensors } = discovery
  const leg = market.instruments[place]!
  const rows = rowsWithClose(leg.close)
  const own = (column: Float64Array) => takenRows(column, rows)
  const ownSensors: Partial<Record<SensorKind, Float64Array>> = {}
  for (const kind of SENSOR_KINDS) {
    const column = sensors[place]?.[kind]
    if (column?.some((value) => !Number.isNaN(value)) === true) ownSensors[kind] = own(column)
  }
  const bars = {
    open: own(leg.open),
    high: own(leg.high),
    low: own(leg.low),
    close: own(leg.close),
    volume: own(leg.volume),
  }
  const otherCloses = market.instruments.filter((_, other) => other !== place).map(({ close }) => own(close))
  const inputs: AssetInputs = {
    intervalMs: market.intervalMs,
    timeMs: own(market.timeMs),
    bars,
    otherCloses,
    sensors: ownSensors,
    memo: createIndicatorMemo(),
  }
  return { inputs, rows }
}

/** What was said of each own bar, put on the rows of the market: 0 in rows without one. */
export function onMarketRows(values: Uint8Array, { rows }: AssetView, length: number): Uint8Array {
  const column = new Uint8Array(length)
  for (let bar = 0; bar < rows.length; bar++) column[rows[bar]!] = values[bar]!
  return column
}

function rowsWithClose(close: Float64Array): Int32Array {
  const rows = new Int32Array(close.length)
  let count = 0
  for (let row = 0; row < close.length; row++) if (!Number.isNaN(close[row]!)) rows[count++] = row
  return rows.subarray(0, count)
}

function takenRows(column: Float64Array, rows: Int32Array): Float64Array {
  if (rows.length === column.length) return column
  const taken = new Float64Array(rows.length)
  for (let bar = 0; bar < rows.length; bar++) taken[bar] = column[rows[bar]!]!
  return taken
}
