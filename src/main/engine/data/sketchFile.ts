import { emptyBars } from '../../../core/charts/workbench/decimateBars.ts'
import { BAR_NAMES, type SeriesSketch } from '../../../core/charts/workbench/seriesSketch.ts'
import type { Hash } from '../../../core/contract/hash.ts'
import { parseSketchHeader, type SketchHeader } from '../../../core/contract/sketchHeader.ts'
import type { Passport } from '../../../core/market/passport.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { seriesPaths } from './layout.ts'
import { publishedPath } from './publication.ts'

export type SketchSource = Pick<SketchHeader, 'contentHash' | 'cleanBytes'>

const LINE_END = 10
const BYTES_A_NUMBER = 8

export function sketchBytes(sketch: SeriesSketch, source: SketchSource, hash: Hash): Uint8Array {
  const { stepBars, totalBars, lastMs, candles } = sketch
  const count = candles.timeMs.length
  const numbers = new Float64Array(count * BAR_NAMES.length)
  for (const [place, name] of BAR_NAMES.entries()) numbers.set(candles[name], place * count)
  const columns = new Uint8Array(numbers.buffer)
  const header: SketchHeader = {
    format: 'assay-sketch-1',
    ...source,
    stepBars,
    totalBars,
    lastMs,
    candles: count,
    sha256: hash(columns),
  }
  const line = new TextEncoder().encode(`${JSON.stringify(header)}\n`)
  const bytes = new Uint8Array(line.length + columns.length)
  bytes.set(line)
  bytes.set(columns, line.length)
  return bytes
}

/**
 * The sketch that was kept of exactly these bars. Null where there is none, where it is of other bars, or where it or the file of the bars
 * is not as it was written: then the bars themselves have to be read, and whoever reads them says what is wrong.
 */
export function readSketch(files: GuardedFiles, passport: Passport, hash: Hash): SeriesSketch | null {
  const paths = seriesPaths(passport.symbol, passport.interval)
  const bytes = files.readBytes(publishedPath(files, paths.sketch))
  if (!bytes.ok) return null
  const end = bytes.value.indexOf(LINE_END)
  const header = end < 0 ? null : parseSketchHeader(jsonOf(bytes.value.subarray(0, end)))
  if (header === null || header.contentHash !== passport.contentHash || header.totalBars !== passport.clean) return null
  const clean = files.sizeBytes(publishedPath(files, paths.clean))
  if (!clean.ok || clean.value !== header.cleanBytes) return null
  const columns = bytes.value.slice(end + 1)
  const isWhole = columns.length === header.candles * BAR_NAMES.length * BYTES_A_NUMBER
  return isWhole && hash(columns) === header.sha256 ? sketchOf(header, columns) : null
}

function sketchOf({ stepBars, totalBars, lastMs, candles: count }: SketchHeader, columns: Uint8Array): SeriesSketch {
  const numbers = new Float64Array(columns.buffer)
  const candles = emptyBars(count)
  for (const [place, name] of BAR_NAMES.entries())
    candles[name].set(numbers.subarray(place * count, (place + 1) * count))
  return { stepBars, totalBars, lastMs, candles }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return null
  }
}
