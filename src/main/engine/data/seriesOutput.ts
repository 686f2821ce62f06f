import { createSketchMaker, type SketchMaker } from '../../../core/charts/workbench/seriesSketch.ts'
import type { Passport } from '../../../core/market/passport.ts'
import type { QualityReport } from '../../../core/market/qualityReport.ts'
import type { RawBars } from '../../../core/market/rawBars.ts'
import type { Reject } from '../../../core/market/reject.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { ColumnWriter } from '../ports/barFiles.ts'
import type { DataPorts } from '../ports/dataPorts.ts'
import type { TextWriter } from '../ports/scratchFiles.ts'
import { RAW_CSV_HEADER, REJECTS_CSV_HEADER, rawCsvLines, rejectCsvLines } from './csvText.ts'
import { BAR_COLUMNS, QUALITY_FILE, RAW_COLUMNS, type SeriesPaths } from './layout.ts'
import { stagedPath } from './publication.ts'
import { qualityWith } from './qualityFile.ts'
import { sketchBytes } from './sketchFile.ts'

const CSV_ROWS = 20_000

/** The files of a series while they are built, all in the staging folder. */
export type SeriesOutput = {
  append(
    raw: RawBars,
    clean: readonly Float64Array[],
    rejects: readonly Reject[],
    pulse: () => void,
  ): Promise<Outcome<void>>
  finish(passport: Passport, quality: QualityReport, pulse: () => void): Promise<Outcome<void>>
  abandon(): Promise<void>
}

type Writers = { rawParquet: ColumnWriter; clean: ColumnWriter; rawCsv: TextWriter; rejects: TextWriter }

export async function openSeriesOutput(
  ports: DataPorts,
  stem: string,
  paths: SeriesPaths,
): Promise<Outcome<SeriesOutput>> {
  const writers = await openWriters(ports, paths)
  if (!writers.ok) return writers
  const sketch = createSketchMaker()
  const { rawParquet, clean, rawCsv, rejects } = writers.value
  return success({
    append: async (raw, cleanColumns, rejected, pulse) => {
      const { timeMs, open, high, low, close, volume, trades, layer, line } = raw
      const received = [timeMs, open, high, low, close, volume, trades, layer, line]
      for (let from = 0; from < timeMs.length; from += CSV_ROWS) {
        const lines = rawCsv.write(rawCsvLines(raw, from, Math.min(from + CSV_ROWS, timeMs.length)))
        if (!lines.ok) return lines
        pulse()
      }
      const steps = [
        () => rawParquet.append(received, timeMs.length),
        () => clean.append(cleanColumns, cleanColumns[0]!.length),
        async () => rejects.write(rejectCsvLines(rejected)),
      ]
      addToSketch(sketch, cleanColumns)
      return inTurn(steps)
    },
    finish: (passport, quality, pulse) =>
      inTurn([
        () => rawParquet.finish(pulse),
        () => clean.finish(pulse),
        async () => rawCsv.finish(),
        async () => rejects.finish(),
        async () => writeSketch(ports, paths, sketch, passport),
        async () => ports.files.writeText(stagedPath(QUALITY_FILE), qualityWith(ports.files, stem, quality)),
        async () => ports.files.writeText(stagedPath(paths.passport), jsonText(passport)),
      ]),
    abandon: async () => {
      await rawParquet.abandon()
      await clean.abandon()
      rawCsv.abandon()
      rejects.abandon()
    },
  })
}

function addToSketch(sketch: SketchMaker, clean: readonly Float64Array[]): void {
  const [timeMs, open, high, low, close, volume] = clean
  sketch.add({ timeMs: timeMs!, open: open!, high: high!, low: low!, close: close!, volume: volume! })
}

/** After the file of the bars, whose size it holds. */
function writeSketch(ports: DataPorts, paths: SeriesPaths, sketch: SketchMaker, passport: Passport): Outcome<void> {
  const cleanBytes = ports.files.sizeBytes(stagedPath(paths.clean))
  if (!cleanBytes.ok) return cleanBytes
  const hash = (content: string | Uint8Array) => {
    const digest = ports.digests.open()
    digest.update(typeof content === 'string' ? new TextEncoder().encode(content) : content)
    return digest.hex()
  }
  const source = { contentHash: passport.contentHash, cleanBytes: cleanBytes.value }
  return ports.files.writeBytes(stagedPath(paths.sketch), sketchBytes(sketch.finish(), source, hash))
}

async function openWriters(ports: DataPorts, paths: SeriesPaths): Promise<Outcome<Writers>> {
  const staged = (target: string) => ports.files.resolve(stagedPath(target))
  const rawParquetPath = staged(paths.rawParquet)
  const cleanPath = staged(paths.clean)
  const rawCsvPath = staged(paths.rawCsv)
  const rejectsPath = staged(paths.rejects)
  if (!rawParquetPath.ok) return rawParquetPath
  if (!cleanPath.ok) return cleanPath
  if (!rawCsvPath.ok) return rawCsvPath
  if (!rejectsPath.ok) return rejectsPath
  const rawParquet = await ports.columns.openParquet(rawParquetPath.value, RAW_COLUMNS)
  if (!rawParquet.ok) return rawParquet
  const clean = await ports.columns.openParquet(cleanPath.value, BAR_COLUMNS)
  if (!clean.ok) return clean
  const rawCsv = ports.scratch.openText(rawCsvPath.value)
  if (!rawCsv.ok) return rawCsv
  const rejects = ports.scratch.openText(rejectsPath.value)
  if (!rejects.ok) return rejects
  const headers = [rawCsv.value.write(RAW_CSV_HEADER), rejects.value.write(REJECTS_CSV_HEADER)]
  for (const header of headers) if (!header.ok) return header
  return success({
    rawParquet: rawParquet.value,
    clean: clean.value,
    rawCsv: rawCsv.value,
    rejects: rejects.value,
  })
}

async function inTurn(steps: readonly (() => Promise<Outcome<void>>)[]): Promise<Outcome<void>> {
  for (const step of steps) {
    const done = await step()
    if (!done.ok) return done
  }
  return success(undefined)
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
