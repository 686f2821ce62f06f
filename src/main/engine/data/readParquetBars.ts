import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { ColumnFiles } from '../ports/barFiles.ts'
import type { TimeZones } from '../ports/timeZones.ts'
import { createFieldPicker, hasNoPrice, nothingPicked } from './barFieldPicker.ts'
import type { BarRows } from './barRows.ts'
import type { BarSource, ReadNotes } from './readTextBars.ts'
import { credible, epochToMs } from './timeReader.ts'
import { createWallClock } from './wallClock.ts'

/** Rows of a Parquet file into `rows`; a row's line is its number, from 1. `onBlock` is called with the rows read. */
export async function readParquetBars(
  ports: { readonly columns: ColumnFiles; readonly zones: TimeZones },
  source: BarSource,
  rows: BarRows,
  onBlock: (rowsRead: number) => Promise<Outcome<void>>,
): Promise<Outcome<ReadNotes>> {
  const { format } = source
  const used = [...new Set(Object.values(format.columns).flat())].sort((a, b) => a - b)
  const names = used.map((position) => format.columnNames![position]!)
  const clock =
    format.timeZone === null ? null : createWallClock(ports.zones.instants(format.timeZone), format.newestFirst)
  const { time } = format
  const toUtc = (value: number): number => {
    if (time.kind === 'epoch') return epochToMs(value, time.unit)
    return clock === null ? value : clock.toUtcMs(value)
  }
  let chunk: readonly Float64Array[] = []
  let row = 0
  let line = 0
  const slot = new Map(used.map((position, index) => [position, index]))
  const value = (position: number, none: number) => (position < 0 ? none : chunk[slot.get(position)!]![row]!)
  const isFilled = (position: number) => !Number.isNaN(value(position, Number.NaN))
  const pick = createFieldPicker(format, isFilled)
  const picked = nothingPicked()
  const read = await ports.columns.streamParquet(source.path, names, async (columns, count) => {
    chunk = columns
    for (row = 0; row < count; row++) {
      pick(picked)
      rows.push(
        credible(toUtc(value(picked.time, Number.NaN))),
        value(picked.open, Number.NaN),
        value(picked.high, Number.NaN),
        value(picked.low, Number.NaN),
        value(picked.close, Number.NaN),
        value(picked.volume, 0),
        value(picked.trades, Number.NaN),
        ++line,
        hasNoPrice(picked, isFilled),
      )
    }
    return onBlock(line)
  })
  if (!read.ok) return read
  return success({ repeatedTimes: clock?.repeated() ?? 0, skippedTimes: clock?.skipped() ?? 0 })
}
