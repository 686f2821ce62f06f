import type { BarSeries } from './barSeries.ts'

/** The columns of a series without its name. */
export type SeriesColumns = Omit<BarSeries, 'symbol' | 'intervalMs'>

const COLUMN_NAMES = ['timeMs', 'open', 'high', 'low', 'close', 'volume', 'trades'] as const

export function emptyColumns(): SeriesColumns {
  return mapColumns(() => new Float64Array(0))
}

/** The given rows, in the given order, copied. */
export function gatherRows(source: SeriesColumns, rows: Uint32Array): SeriesColumns {
  return mapColumns((name) => {
    const from = source[name]
    const to = new Float64Array(rows.length)
    for (let k = 0; k < rows.length; k++) to[k] = from[rows[k]!]!
    return to
  })
}

export function concatColumns(first: SeriesColumns, second: SeriesColumns): SeriesColumns {
  return mapColumns((name) => {
    const both = new Float64Array(first[name].length + second[name].length)
    both.set(first[name])
    both.set(second[name], first[name].length)
    return both
  })
}

/** Rows from `start` on, copied so that the rest can be freed. */
export function lastRows(source: SeriesColumns, start: number): SeriesColumns {
  return mapColumns((name) => source[name].slice(start))
}

function mapColumns(column: (name: (typeof COLUMN_NAMES)[number]) => Float64Array): SeriesColumns {
  return {
    timeMs: column('timeMs'),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
    trades: column('trades'),
  }
}
