import { createIndicatorMemo } from '../../indicators/indicatorMemo.ts'
import type { LegColumns } from '../../market/pairColumns.ts'
import type { Calendar } from '../../time/calendar.ts'
import type { FeatureInputs, JoinedColumn } from './matrixFeature.ts'
import type { MatrixInputs, RowCloses } from './matrixInputs.ts'

/** One instrument's own bars, and which rows of the market they are: null where it has a bar in every row. */
export type InstrumentView = { readonly inputs: FeatureInputs; readonly rows: Int32Array | null }

/**
 * The market as one instrument meets it: only times at which it has a bar (a close), so that windows count its own bars and the hours of others make no
 * holes in them. Another instrument's bar that closes later than its own at the same start is not known yet, and is NaN.
 */
export function instrumentView(matrix: MatrixInputs, closes: RowCloses, instrument: number): InstrumentView {
  const { market, calendars, joined } = matrix
  const calendar = calendars[instrument]!
  const rows = ownRows(market.instruments[instrument]!.close)
  const legs = market.instruments.map((leg, place) => {
    const later =
      calendars[place]!.name === calendar.name ? null : laterThan(closes, calendars[place]!.name, calendar.name)
    return place === instrument || later === null ? takenLeg(leg, rows) : hiddenLeg(leg, rows, later)
  })
  const inputs: FeatureInputs = {
    market: { intervalMs: market.intervalMs, timeMs: taken(market.timeMs, rows), instruments: legs },
    instrument,
    calendar,
    joined: takenJoined(joined[instrument]!, rows),
    memo: createIndicatorMemo(),
  }
  return { inputs, rows }
}

/** Values of an instrument's own bars put back on the rows of the market; NaN in the others. */
export function onMarket(values: Float64Array, rows: Int32Array | null, length: number): Float64Array {
  if (rows === null) return values
  const column = new Float64Array(length).fill(Number.NaN)
  for (let bar = 0; bar < rows.length; bar++) column[rows[bar]!] = values[bar]!
  return column
}

export function taken(values: Float64Array, rows: Int32Array | null): Float64Array {
  if (rows === null) return values
  const column = new Float64Array(rows.length)
  for (let bar = 0; bar < rows.length; bar++) column[bar] = values[rows[bar]!]!
  return column
}

/** Rows in which an instrument has a bar, by its closes; null where that is all of them. */
export function ownRows(close: Float64Array): Int32Array | null {
  const rows = new Int32Array(close.length)
  let count = 0
  for (let row = 0; row < close.length; row++) if (!Number.isNaN(close[row]!)) rows[count++] = row
  return count === close.length ? null : rows.slice(0, count)
}

/** 1 in rows in which the bar of one calendar closes after that of another; null where there is none. */
function laterThan(closes: RowCloses, one: Calendar['name'], other: Calendar['name']): Uint8Array | null {
  const theirs = closes.get(one)!
  const own = closes.get(other)!
  const later = Uint8Array.from(own, (closeMs, row) => (theirs[row]! > closeMs ? 1 : 0))
  return later.includes(1) ? later : null
}

/** Gathered when it is first read: most features read one instrument of many. */
function lazyLeg(make: (field: keyof LegColumns) => Float64Array): LegColumns {
  const made = new Map<keyof LegColumns, Float64Array>()
  const column = (field: keyof LegColumns) => {
    const known = made.get(field)
    if (known !== undefined) return known
    const values = make(field)
    made.set(field, values)
    return values
  }
  return {
    get open() {
      return column('open')
    },
    get high() {
      return column('high')
    },
    get low() {
      return column('low')
    },
    get close() {
      return column('close')
    },
    get volume() {
      return column('volume')
    },
  }
}

function takenLeg(leg: LegColumns, rows: Int32Array | null): LegColumns {
  return rows === null ? leg : lazyLeg((field) => taken(leg[field], rows))
}

function hiddenLeg(leg: LegColumns, rows: Int32Array | null, later: Uint8Array): LegColumns {
  return lazyLeg((field) =>
    taken(
      leg[field].map((value, row) => (later[row] === 1 ? Number.NaN : value)),
      rows,
    ),
  )
}

function takenJoined(
  joined: ReadonlyMap<string, JoinedColumn>,
  rows: Int32Array | null,
): ReadonlyMap<string, JoinedColumn> {
  if (rows === null) return joined
  const columns = new Map<string, JoinedColumn>()
  for (const [name, { values, ageMs }] of joined) {
    columns.set(name, { values: taken(values, rows), ageMs: taken(ageMs, rows) })
  }
  return columns
}
