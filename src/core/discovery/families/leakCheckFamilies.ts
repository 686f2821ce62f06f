import type { Beat } from '../../job/beat.ts'
import { SENSOR_KINDS, type SensorKind } from '../../market/sensors/sensorKinds.ts'
import { createStream } from '../../stats/seededStream.ts'
import { drawCuts } from '../../validation/leakCuts.ts'
import type { ColumnChange, InputShape } from '../../validation/leakInputs.ts'
import { tailFrom, truncatedAt } from '../../validation/leakProbe.ts'
import { type LeakScan, scanForLeaks } from '../../validation/leakScan.ts'
import { changedLeg } from '../../validation/leakShapes.ts'
import type { DiscoveryMarket, SensorColumns } from '../discoveryMarket.ts'
import type { AssetInputs, ContextDimension, EventFamily } from '../eventFamily.ts'
import { assetView, onMarketRows } from './assetView.ts'

export type FamilyLeakCheck = {
  readonly discovery: DiscoveryMarket
  readonly families: readonly EventFamily[]
  readonly dimensions: readonly ContextDimension[]
  readonly seed: number
  /** Bars at which the future is taken away. */
  readonly cuts?: number
  /** Only so many bars are looked at, the newest for which every sensor has something to say: a family that reads ahead does so anywhere. */
  readonly mostBars?: number
  readonly beat: Beat
}

const STANDARD_CUTS = 5
/** Twice the longest past that a state is ranked within, and some. */
export const STANDARD_BARS = 8_000
/** A sensor that ends before so many bars does not say where to look. */
const LEAST_BARS = 1_000

/** Every column that a family or a dimension may read: bars and sensors of all instruments. */
export const DISCOVERY_SHAPE: InputShape<DiscoveryMarket> = {
  rows: ({ market }) => market.timeMs.length,
  changed: ({ market, symbols, sensors }, change) => ({
    symbols,
    market: {
      intervalMs: market.intervalMs,
      timeMs: change.numbers(market.timeMs, 'clock', 0),
      instruments: market.instruments.map((leg, place) => changedLeg(leg, change, place)),
    },
    sensors: sensors.map((own, place) => changedSensors(own, change, place)),
  }),
}

function changedSensors(sensors: SensorColumns, change: ColumnChange, place: number): SensorColumns {
  const changed: Partial<Record<SensorKind, Float64Array>> = {}
  for (const kind of SENSOR_KINDS) {
    const column = sensors[kind]
    if (column !== undefined) changed[kind] = change.numbers(column, 'value', place)
  }
  return changed
}

/**
 * The leak scan of families and context on a market: each is computed again with the bars after a cut taken away, changed, in another order, late, and with
 * gaps; what was said of any bar before must stay. Names are `symbol family` and `symbol dimension`. What `unproven` and `constant` name never changed its
 * answer in these bars, which proves little of it.
 */
export function leakCheckFamilies(check: FamilyLeakCheck): LeakScan {
  const { discovery, families, dimensions, seed, beat } = check
  const inputs = newestWithSensors(discovery, check.mostBars ?? STANDARD_BARS)
  const readers: readonly Reader[] = [
    ...families.map(({ id, detect }) => ({ id, read: detect })),
    ...dimensions.map(({ id, classify }) => ({ id, read: classify })),
  ]
  return scanForLeaks({
    names: discovery.symbols.flatMap((symbol) => readers.map(({ id }) => `${symbol} ${id}`)),
    compute: (market) => market.symbols.flatMap((_, place) => columnsOf(market, place, readers)),
    inputs,
    shape: DISCOVERY_SHAPE,
    cuts: drawCuts(
      createStream(seed, 'leak cuts of families'),
      DISCOVERY_SHAPE.rows(inputs),
      check.cuts ?? STANDARD_CUTS,
    ),
    beat,
  })
}

/** The newest bars for which every sensor has something to say. */
export function newestWithSensors(discovery: DiscoveryMarket, mostBars: number): DiscoveryMarket {
  const rows = DISCOVERY_SHAPE.rows(discovery)
  const ends = discovery.sensors
    .flatMap((own) => SENSOR_KINDS.map((kind) => own[kind]))
    .map((column) => (column?.findLastIndex((value) => !Number.isNaN(value)) ?? -1) + 1)
  const end = Math.min(rows, ...ends.filter((row) => row >= LEAST_BARS))
  return tailFrom(DISCOVERY_SHAPE, truncatedAt(DISCOVERY_SHAPE, discovery, end), Math.max(0, end - mostBars))
}

type Reader = { readonly id: string; readonly read: (inputs: AssetInputs) => Uint8Array }

function columnsOf(market: DiscoveryMarket, place: number, readers: readonly Reader[]): readonly Float64Array[] {
  const view = assetView(market, place)
  const length = DISCOVERY_SHAPE.rows(market)
  return readers.map(({ read }) => Float64Array.from(onMarketRows(read(view.inputs), view, length)))
}
