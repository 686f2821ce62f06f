import type { IndicatorMemo } from '../indicators/indicatorMemo.ts'
import type { LegColumns } from '../market/pairColumns.ts'
import type { SensorKind } from '../market/sensors/sensorKinds.ts'
import type { SensorColumns } from './discoveryMarket.ts'

/**
 * One instrument of a market as families and context see it: only the times at which it has a bar, so that windows count its own bars and the hours of
 * others make no holes in them. Every column has one entry for each of them. Made by `families/assetView`.
 */
export type AssetInputs = {
  readonly intervalMs: number
  /** Starts of its bars. */
  readonly timeMs: Float64Array
  readonly bars: LegColumns
  /** Closes of the other instruments of the market, NaN where they have no bar. */
  readonly otherCloses: readonly Float64Array[]
  readonly sensors: SensorColumns
  readonly memo: IndicatorMemo
}

/**
 * A kind of event on one instrument, with one declared setting: a variant with other thresholds is another family, and counts as such.
 * `detect` gives 1 at each of the instrument's bars at whose close it fires and 0 elsewhere, and reads nothing after that bar. A condition that goes on fires once, at its start.
 */
export type EventFamily = {
  readonly id: string
  readonly title: string
  /** In words and symbols, with the setting. */
  readonly formula: string
  readonly source: string
  readonly needs: readonly SensorKind[]
  /** Whether it reads the other instruments of the market too. */
  readonly readsOthers: boolean
  readonly detect: (inputs: AssetInputs) => Uint8Array
}

/**
 * A way to say what state an instrument is in, known at the close of each of its bars: 0 where it cannot be said, else 1 + the place in `states`.
 * Thresholds come from what lies before (rolling or expanding), never from the whole series.
 */
export type ContextDimension = {
  readonly id: string
  readonly title: string
  readonly states: readonly string[]
  readonly formula: string
  readonly needs: readonly SensorKind[]
  readonly readsOthers: boolean
  readonly classify: (inputs: AssetInputs) => Uint8Array
}
