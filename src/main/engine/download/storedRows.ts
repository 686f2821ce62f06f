import type { LayerManifest } from '../../../core/contract/layer.ts'
import { timeOrder } from '../../../core/market/timeOrder.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { activeLayers, listLayers, ROWS_FILE } from '../data/layers.ts'
import { BAR_COLUMNS, layerFolder } from '../data/layout.ts'
import type { ReceivedBars } from '../ports/brokerHistory.ts'
import type { SeriesContext } from './downloadContext.ts'

/** The rows of all layers that count, one a time, ascending: of several the newest layer's. `download` is that of the newest layer. */
export type StoredRows = {
  readonly rows: ReceivedBars
  readonly download: NonNullable<LayerManifest['download']>
}

/** Null where the series has no layer but those of the download `exceptPlan`. Errors: `series-of-other-source`, `layer-broken`, `parquet-broken`. */
export async function readStoredRows(
  context: SeriesContext,
  exceptPlan: string | null,
): Promise<Outcome<StoredRows | null>> {
  const { ports, subject } = context
  const layers = listLayers(ports.files)
  if (!layers.ok) return layers
  const wanted = { kind: 'bars' as const, subject: subject.instrument.symbol, interval: subject.interval.label }
  const counted = layers.value.filter(({ download }) => exceptPlan === null || download?.plan !== exceptPlan)
  const active = activeLayers(counted, wanted)
  const newest = active.at(-1)
  if (newest === undefined) return success(null)
  const foreign = active.find((layer) => layer.source !== 'ibkr')
  if (foreign !== undefined || newest.download === null)
    return failure(
      'series-of-other-source',
      `The ${wanted.interval} bars of ${wanted.subject} in this workspace came from ${foreign?.sourceName ?? newest.sourceName}; downloaded bars are never mixed with others.`,
      'Create another workspace for the download.',
    )
  const parts: (readonly Float64Array[])[] = []
  for (const { layer } of active) {
    const path = ports.files.resolve(`${layerFolder(layer)}/${ROWS_FILE}`)
    if (!path.ok) return path
    const read = await ports.columns.readParquet(path.value, BAR_COLUMNS)
    if (!read.ok) return read
    parts.push(read.value.map(({ values }) => values))
  }
  return success({ rows: newestOf(parts), download: newest.download })
}

/** `parts` in the order of their layers; times are in the first column. */
function newestOf(parts: readonly (readonly Float64Array[])[]): ReceivedBars {
  const all = BAR_COLUMNS.map((_, column) => joined(parts.map((part) => part[column]!)))
  const times = all[0]!
  const order = timeOrder(
    times,
    Uint32Array.from(times, (_, row) => row),
  )
  const kept = order.filter((row, place) => times[order[place + 1] ?? -1] !== times[row])
  const [timeMs, open, high, low, close, volume, trades] = all.map((values) =>
    Float64Array.from(kept, (row) => values[row]!),
  )
  return { timeMs: timeMs!, open: open!, high: high!, low: low!, close: close!, volume: volume!, trades: trades! }
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0))
  let filled = 0
  for (const part of parts) {
    all.set(part, filled)
    filled += part.length
  }
  return all
}
