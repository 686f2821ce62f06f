import type { MarketColumns } from '../market/marketColumns.ts'
import type { SensorKind } from '../market/sensors/sensorKinds.ts'

/**
 * What a discovery looks at: bars of all instruments on one clock, ended before any sealed hold-out, and for each instrument the sensors that it has,
 * as columns of the market's length. Entry t of funding and open interest is the newest value known at the close of bar t, NaN where there is none or it is too old;
 * of liquidations and order flow the sum of what became known within bar t, 0 where nothing did, NaN before the first and after the last row.
 */
export type DiscoveryMarket = {
  readonly market: MarketColumns
  /** As `market.instruments`. */
  readonly symbols: readonly string[]
  /** As `market.instruments`. */
  readonly sensors: readonly SensorColumns[]
}

export type SensorColumns = Readonly<Partial<Record<SensorKind, Float64Array>>>
