import type { Completeness } from '../../../core/contract/download.ts'
import type { LayerManifest } from '../../../core/contract/layer.ts'
import type { Beat } from '../../../core/job/beat.ts'
import { createBarCleaner } from '../../../core/market/barCleaner.ts'
import type { Instrument } from '../../../core/market/instrument.ts'
import { buildPassport, type Passport } from '../../../core/market/passport.ts'
import type { QualityReport } from '../../../core/market/qualityReport.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { calendarOf } from '../../../core/time/calendarOf.ts'
import type { Interval } from '../../../core/time/interval.ts'
import type { DataPorts } from '../ports/dataPorts.ts'
import { createContentHash } from './contentHash.ts'
import { ROWS_FILE } from './layers.ts'
import {
  BAR_COLUMNS,
  layerFolder,
  PUBLICATION_FILE,
  QUALITY_FILE,
  ROW_COLUMNS,
  STAGING_FOLDER,
  seriesPaths,
  seriesStem,
} from './layout.ts'
import { createPartitions, type Partitions } from './partitions.ts'
import { finishPublication, publish } from './publication.ts'
import { openSeriesOutput, type SeriesOutput } from './seriesOutput.ts'

export type SeriesSubject = { readonly instrument: Instrument; readonly interval: Interval }
/**
 * `rowsFile`: where the rows of a layer lie; a download that is under way is shown as the layer that it will be. `completenessOf` judges
 * the clean bars (starts, ascending).
 */
export type RebuildOptions = {
  readonly rowsFile?: (layer: LayerManifest) => string
  readonly completenessOf?: (timeMs: Float64Array) => Completeness
}

export type RebuiltSeries = { readonly passport: Passport; readonly quality: QualityReport }

/**
 * Makes everything that is known of a series anew from its layers: the rows as received in one file, the clean bars, the rejects, the
 * quality report and the passport. All of it is put in place at once, at the end; a failure or cancel leaves what was there before.
 */
export async function rebuildSeries(
  ports: DataPorts,
  subject: SeriesSubject,
  layers: readonly LayerManifest[],
  beat: Beat,
  options: RebuildOptions = {},
): Promise<Outcome<RebuiltSeries>> {
  const cleared = finishPublication(ports.files)
  if (!cleared.ok) return cleared
  const made = ports.files.makeFolder(STAGING_FOLDER)
  if (!made.ok) return made
  let published = false
  try {
    const partitions = await partitionLayers(ports, layers, beat, options)
    if (!partitions.ok) return partitions
    const built = await buildSeries(ports, subject, layers, partitions.value, beat, options)
    if (!built.ok) return built
    const paths = seriesPaths(subject.instrument.symbol, subject.interval.label)
    const placed = publish(ports.files, [...Object.values(paths), QUALITY_FILE])
    published = placed.ok
    return placed.ok ? built : placed
  } finally {
    if (!published && !ports.files.exists(PUBLICATION_FILE)) ports.files.remove(STAGING_FOLDER)
  }
}

async function partitionLayers(
  ports: DataPorts,
  layers: readonly LayerManifest[],
  beat: Beat,
  { rowsFile = rowsOf }: RebuildOptions,
): Promise<Outcome<Partitions>> {
  const partitions = createPartitions(ports.scratch, ports.files, `${STAGING_FOLDER}/months`)
  const total = layers.reduce((sum, layer) => sum + layer.rows, 0)
  let done = 0
  for (const manifest of layers) {
    const { layer } = manifest
    const path = ports.files.resolve(rowsFile(manifest))
    if (!path.ok) return path
    const read = await ports.columns.streamParquet(path.value, ROW_COLUMNS, async (columns, rows) => {
      done += rows
      beat(done, total, 'sorting rows by month')
      return partitions.add(columns, rows, layer)
    })
    if (!read.ok) return read
  }
  return success(partitions)
}

async function buildSeries(
  ports: DataPorts,
  subject: SeriesSubject,
  layers: readonly LayerManifest[],
  partitions: Partitions,
  beat: Beat,
  options: RebuildOptions,
): Promise<Outcome<RebuiltSeries>> {
  const { symbol } = subject.instrument
  const { label } = subject.interval
  const output = await openSeriesOutput(ports, seriesStem(symbol, label), seriesPaths(symbol, label))
  if (!output.ok) return output
  let finished = false
  try {
    const built = await fillSeries(ports, subject, layers, partitions, output.value, beat, options)
    finished = built.ok
    return built
  } finally {
    if (!finished) await output.value.abandon()
  }
}

async function fillSeries(
  ports: DataPorts,
  { instrument, interval }: SeriesSubject,
  layers: readonly LayerManifest[],
  partitions: Partitions,
  output: SeriesOutput,
  beat: Beat,
  { completenessOf }: RebuildOptions,
): Promise<Outcome<RebuiltSeries>> {
  const cleaner = createBarCleaner({
    symbol: instrument.symbol,
    intervalMs: interval.ms,
    calendar: calendarOf(instrument.calendar),
    receivedAtMs: null,
    receivedAtByLayer: receivedAt(layers),
  })
  const times: Float64Array[] = []
  const content = createContentHash(ports.digests, interval.ms, BAR_COLUMNS)
  const total = layers.reduce((sum, layer) => sum + layer.rows, 0)
  let done = 0
  for (const month of partitions.months()) {
    const raw = partitions.take(month)
    if (!raw.ok) return raw
    const { series, rejects } = cleaner.cleanPartition(raw.value)
    const columns = [series.timeMs, series.open, series.high, series.low, series.close, series.volume, series.trades]
    content.update(columns)
    if (completenessOf !== undefined) times.push(series.timeMs)
    const written = await output.append(raw.value, columns, rejects, () => beat(done, total, 'cleaning bars'))
    if (!written.ok) return written
    done += raw.value.timeMs.length
    beat(done, total, 'cleaning bars')
  }
  const quality = cleaner.finish()
  if (quality.clean === 0) return noCleanBars(quality)
  const passport = buildPassport({
    symbol: instrument.symbol,
    intervalMs: interval.ms,
    calendar: instrument.calendar,
    sources: layers.map((layer) => ({ file: layer.sourceName, sha256: layer.sourceSha256, layer: layer.layer })),
    quality,
    contentHash: content.hex(),
    synthetic: layers.find((layer) => layer.synthetic !== null)?.synthetic ?? null,
    completeness: completenessOf?.(joinedTimes(times)) ?? null,
  })
  const finished = await output.finish(passport, quality, () => beat(total, total, 'writing files'))
  return finished.ok ? success({ passport, quality }) : finished
}

function rowsOf({ layer }: LayerManifest): string {
  return `${layerFolder(layer)}/${ROWS_FILE}`
}

function joinedTimes(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0))
  let filled = 0
  for (const part of parts) {
    all.set(part, filled)
    filled += part.length
  }
  return all
}

function noCleanBars({ rejectsByReason }: QualityReport): Outcome<never> {
  const reasons = Object.entries(rejectsByReason).map(([reason, count]) => `${reason} ${count}`)
  return failure(
    'no-clean-bars',
    `Every row was rejected: ${reasons.join(', ')}.`,
    'Check the time zone, the interval, and the calendar of the instrument.',
  )
}

function receivedAt(layers: readonly LayerManifest[]): ReadonlyMap<number, number> {
  const known = layers.flatMap((layer): [number, number][] =>
    layer.receivedAtMs === null ? [] : [[layer.layer, layer.receivedAtMs]],
  )
  return new Map(known)
}
