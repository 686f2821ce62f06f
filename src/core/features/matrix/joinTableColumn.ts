import { type DatedRows, joinAsOf } from '../../market/joinAsOf.ts'
import { featureOf } from './families/familyParts.ts'
import type { JoinedColumn, MatrixFeature } from './matrixFeature.ts'

const HOUR_MS = 3_600_000

/** How old a value of a table may be, in milliseconds. */
export type TableColumn = { readonly stalenessMs: number }

/**
 * A table's column on the clock of the bars: `closeMs` is when each bar closes (in any order: rows of another calendar may close late), `rows` and `values` the
 * table's. The newest event known by then counts, of one event the newest revision; its age runs from the moment it became known. NaN where nothing was known yet.
 */
export function joinTableColumn(closeMs: Float64Array, rows: DatedRows, values: Float64Array): JoinedColumn {
  const joined = newestKnown(closeMs, rows)
  return {
    values: Float64Array.from(joined, (row) => (row < 0 ? Number.NaN : values[row]!)),
    ageMs: Float64Array.from(joined, (row, bar) => (row < 0 ? Number.NaN : closeMs[bar]! - rows.knownMs[row]!)),
  }
}

/** The row of the table for each close, -1 where there is none. */
function newestKnown(closeMs: Float64Array, rows: DatedRows): Int32Array {
  const order = Int32Array.from(closeMs, (_, bar) => bar).sort((a, b) => closeMs[a]! - closeMs[b]! || a - b)
  const found = joinAsOf(
    Float64Array.from(order, (bar) => closeMs[bar]!),
    rows,
    Number.POSITIVE_INFINITY,
  )
  const joined = new Int32Array(closeMs.length)
  order.forEach((bar, place) => {
    joined[bar] = found[place]!
  })
  return joined
}

/** A joined column by name, NaN where it is older than allowed; all NaN where it was not joined. */
export function freshColumn(
  joined: ReadonlyMap<string, JoinedColumn>,
  name: string,
  stalenessMs: number,
  length: number,
): Float64Array {
  const column = joined.get(name)
  if (column === undefined) return new Float64Array(length).fill(Number.NaN)
  return column.values.map((value, row) => (column.ageMs[row]! <= stalenessMs ? value : Number.NaN))
}

/** `funding.rate`: what was known of a table's column at the close of the bar. */
export function tableFeature(column: string, { stalenessMs }: TableColumn): MatrixFeature {
  return featureOf({
    name: column,
    formula: `newest value of ${column} known at the close of the bar; missing where it became known more than ${hours(stalenessMs)} hours before`,
    source: 'Point-in-time join by known-at time',
    unit: 'as in the table',
    inputs: [column],
    warmupBars: 0,
    stalenessMs,
    compute: ({ joined, market }) => freshColumn(joined, column, stalenessMs, market.timeMs.length),
  })
}

/** `age(funding.rate)`: how long ago it became known. */
export function tableAgeFeature(column: string, { stalenessMs }: TableColumn): MatrixFeature {
  return featureOf({
    name: `age(${column})`,
    formula: `close of the bar less the time at which the newest value of ${column} became known; missing beyond ${hours(stalenessMs)} hours`,
    source: 'Point-in-time join by known-at time',
    unit: 'hours',
    inputs: [column],
    warmupBars: 0,
    stalenessMs,
    compute: ({ joined, market }) => {
      const ages = joined.get(column)?.ageMs ?? new Float64Array(market.timeMs.length).fill(Number.NaN)
      return ages.map((ageMs) => (ageMs <= stalenessMs ? ageMs / HOUR_MS : Number.NaN))
    },
  })
}

function hours(stalenessMs: number): string {
  return String(stalenessMs / HOUR_MS)
}
