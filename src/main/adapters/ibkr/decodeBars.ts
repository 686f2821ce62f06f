import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { BarsQuestion, ReceivedBars } from '../../engine/ports/brokerHistory.ts'
import { askTrouble } from './askTrouble.ts'
import { readEpoch } from './wireTime.ts'

/** One row as the library gives it: numbers that are missing or unreadable are undefined or NaN. */
export type RawBar = {
  readonly date: string
  readonly open: number | undefined
  readonly high: number | undefined
  readonly low: number | undefined
  readonly close: number | undefined
  readonly volume: number | undefined
  readonly trades: number | undefined
}

export type BarCollector = {
  /** Whole answers come in one turn; the first row that cannot be read is kept and told at the end. */
  add(row: RawBar): void
  finish(): Outcome<ReceivedBars>
}

const COLUMNS = 7
const DATE = /^(\d{4})(\d\d)(\d\d)$/
/** Bars of these sizes carry dates. */
const DAY_SIZES = /day|week|month|W$|M$/

export function createBarCollector(question: BarsQuestion): BarCollector {
  const startMs = DAY_SIZES.test(question.barSize) ? dayStart(question) : readEpoch
  const traded = question.whatToShow === 'TRADES' || question.whatToShow === 'AGGTRADES'
  let cells = new Float64Array(1024 * COLUMNS)
  let rows = 0
  let fault = ''
  return {
    add: (row) => {
      if (fault !== '') return
      const timeMs = startMs(row.date)
      const volume = volumeOf(row.volume, traded)
      fault = faultOf(row, timeMs, volume, question.endMs)
      if (fault !== '') return
      if ((rows + 1) * COLUMNS > cells.length) cells = grown(cells)
      const at = rows * COLUMNS
      cells[at] = timeMs
      cells[at + 1] = row.open!
      cells[at + 2] = row.high!
      cells[at + 3] = row.low!
      cells[at + 4] = row.close!
      cells[at + 5] = volume
      cells[at + 6] = row.trades !== undefined && row.trades >= 0 ? row.trades : Number.NaN
      rows += 1
    },
    finish: () => (fault === '' ? success(columnsOf(cells, rows)) : askTrouble('ibkr-garbled', fault)),
  }
}

function grown(cells: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(cells.length * 2)
  larger.set(cells)
  return larger
}

function columnsOf(cells: Float64Array, rows: number): ReceivedBars {
  const column = (index: number) => Float64Array.from({ length: rows }, (_, row) => cells[row * COLUMNS + index]!)
  return {
    timeMs: column(0),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: column(5),
    trades: column(6),
  }
}

/** -1 says that the source has none. For trades a missing field says nothing, so it is no zero. */
function volumeOf(volume: number | undefined, traded: boolean): number {
  if (volume === undefined) return traded ? Number.NaN : 0
  return volume === -1 ? 0 : volume
}

function faultOf(row: RawBar, timeMs: number, volume: number, endMs: number): string {
  if (!Number.isFinite(timeMs))
    return `a bar stands at "${row.date.slice(0, 40)}", which is no time (or a day without a session)`
  if (timeMs >= endMs)
    return `a bar stands at ${new Date(timeMs).toISOString()}, at or after the end that was asked for`
  for (const price of [row.open, row.high, row.low, row.close]) {
    if (!Number.isFinite(price)) return `the bar at ${new Date(timeMs).toISOString()} has a price that is no number`
  }
  if (!(volume >= 0) || volume === Number.POSITIVE_INFINITY) {
    return `the bar at ${new Date(timeMs).toISOString()} has the volume ${row.volume ?? 'none'}`
  }
  return ''
}

function dayStart(question: BarsQuestion): (date: string) => number {
  return (date) => {
    const fields = DATE.exec(date)
    if (fields === null) return Number.NaN
    const [, year, month, day] = fields.map(Number)
    const real = new Date(Date.UTC(year!, month! - 1, day!)).toISOString().slice(0, 10).replaceAll('-', '')
    return real === date ? (question.dayStartMs(year!, month!, day!) ?? Number.NaN) : Number.NaN
  }
}
