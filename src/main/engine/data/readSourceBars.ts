import type { Beat } from '../../../core/job/beat.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { Interval } from '../../../core/time/interval.ts'
import { intervalLabel } from '../../../core/time/interval.ts'
import type { ColumnWriter } from '../ports/barFiles.ts'
import type { DataPorts } from '../ports/dataPorts.ts'
import { type BarTotals, createBarRows } from './barRows.ts'
import { ROW_COLUMNS } from './layout.ts'
import { readParquetBars } from './readParquetBars.ts'
import { type BarSource, type ReadNotes, readTextBars } from './readTextBars.ts'

export type SourceRead = BarTotals & ReadNotes

/**
 * Parses a received file into `rowsPath`, in file order, unreadable rows too. Refuses a file that is mostly no bars or of another interval.
 * Errors: `no-rows`, `mostly-unreadable`, `interval-mismatch`, and those of the ports.
 */
export async function readSourceBars(
  ports: DataPorts,
  source: BarSource,
  interval: Interval,
  rowsPath: string,
  sizeBytes: number,
  beat: Beat,
): Promise<Outcome<SourceRead>> {
  const writer = await ports.columns.openParquet(rowsPath, ROW_COLUMNS)
  if (!writer.ok) return writer
  let finished = false
  try {
    const read = await fill(ports, source, writer.value, sizeBytes, beat)
    if (!read.ok) return read
    const fault = faultOf(read.value, interval)
    if (fault !== null) return fault
    const written = await writer.value.finish(() => beat(sizeBytes, sizeBytes, 'keeping rows'))
    finished = written.ok
    return written.ok ? read : written
  } finally {
    if (!finished) await writer.value.abandon()
  }
}

async function fill(
  ports: DataPorts,
  source: BarSource,
  writer: ColumnWriter,
  sizeBytes: number,
  beat: Beat,
): Promise<Outcome<SourceRead>> {
  const rows = createBarRows()
  const isText = source.format.container === 'text'
  const drain = async (done: number): Promise<Outcome<void>> => {
    const drained = rows.drain()
    beat(isText ? done : 0, sizeBytes, `reading, ${rows.totals().rows} rows`)
    return drained.rows === 0 ? success(undefined) : writer.append(drained.columns, drained.rows)
  }
  const read = isText
    ? await readTextBars(ports, source, rows, drain)
    : await readParquetBars(ports, source, rows, drain)
  return read.ok ? success({ ...rows.totals(), ...read.value }) : read
}

function faultOf(read: SourceRead, interval: Interval): Outcome<never> | null {
  if (read.rows === 0) return failure('no-rows', 'The file has no rows.', 'Check the download; nothing was imported.')
  if (read.unreadableRows * 2 > read.rows || read.unreadableRows + read.emptyRows === read.rows)
    return failure(
      'mostly-unreadable',
      `${read.unreadableRows + read.emptyRows} of ${read.rows} rows cannot be read as bars.`,
      'Check --columns, --delimiter, --time-unit or --time-format against the first rows of the file.',
    )
  if (read.spacingMs !== null && read.spacingMs !== interval.ms)
    return failure(
      'interval-mismatch',
      `The bars of the file are mostly ${intervalLabel(read.spacingMs)} apart, not ${interval.label}.`,
      `Import it with the interval it has, into a workspace of that interval.`,
    )
  return null
}
