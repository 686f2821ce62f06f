import type { SensorKind } from '../../market/sensors/sensorKinds.ts'
import { CONTEXT_DIMENSIONS } from '../context/dimensionRegistry.ts'
import type { DiscoveryMarket } from '../discoveryMarket.ts'
import type { ContextDimension, EventFamily } from '../eventFamily.ts'
import { type AssetView, assetView, onMarketRows } from '../families/assetView.ts'
import { familyOf } from '../families/familyRegistry.ts'
import { forwardReturn } from './forwardReturn.ts'

/** What is known of a market, each thing computed when it is first asked for and kept. Rows are those of the market. */
export type MarketStates = {
  /** Throws for a symbol that the market does not have. */
  readonly placeOf: (symbol: string) => number
  /** Whether the instrument has every sensor that is needed. */
  readonly hasSensors: (place: number, needs: readonly SensorKind[]) => boolean
  /** Rows at which a family fired, ascending. Throws for an unknown family: grammars are checked before. */
  readonly eventRows: (place: number, familyId: string) => Int32Array
  /** One state a row: 0 unknown or no bar, else 1 + the place in the dimension's `states`. */
  readonly states: (place: number, dimensionId: string) => Uint8Array
  /** `forwardReturn` of a long trade. */
  readonly forward: (place: number, horizonBars: number) => Float64Array
}

export function createMarketStates(discovery: DiscoveryMarket): MarketStates {
  const length = discovery.market.timeMs.length
  const views = kept((place: number) => assetView(discovery, place), String)
  const eventRows = kept(
    (place: number, familyId: string) => rowsOfEvents(views(place), familyNamed(familyId)),
    (place, familyId) => `${place}|${familyId}`,
  )
  const states = kept(
    (place: number, dimensionId: string) => {
      const view = views(place)
      return onMarketRows(dimensionNamed(dimensionId).classify(view.inputs), view, length)
    },
    (place, dimensionId) => `${place}|${dimensionId}`,
  )
  const forward = kept(
    (place: number, horizonBars: number) => forwardReturn(discovery.market.instruments[place]!, horizonBars),
    (place, horizonBars) => `${place}|${horizonBars}`,
  )
  return {
    placeOf: (symbol) => {
      const place = discovery.symbols.indexOf(symbol)
      if (place < 0) throw new Error(`The market of this discovery has no ${symbol}`)
      return place
    },
    hasSensors: (place, needs) => needs.every((kind) => views(place).inputs.sensors[kind] !== undefined),
    eventRows,
    states,
    forward,
  }
}

function rowsOfEvents({ inputs, rows }: AssetView, family: EventFamily): Int32Array {
  const fired = family.detect(inputs)
  return rows.filter((_, bar) => fired[bar] === 1)
}

function familyNamed(id: string): EventFamily {
  const family = familyOf(id)
  if (!family.ok) throw new Error(family.trouble.message)
  return family.value
}

function dimensionNamed(id: string): ContextDimension {
  const dimension = CONTEXT_DIMENSIONS.find((item) => item.id === id)
  if (dimension === undefined) throw new Error(`There is no dimension of context named "${id}"`)
  return dimension
}

function kept<Asked extends readonly unknown[], Made>(
  make: (...asked: Asked) => Made,
  keyOf: (...asked: Asked) => string,
): (...asked: Asked) => Made {
  const known = new Map<string, { readonly made: Made }>()
  return (...asked) => {
    const key = keyOf(...asked)
    const entry = known.get(key) ?? { made: make(...asked) }
    known.set(key, entry)
    return entry.made
  }
}
