/** Parsed rows of a source in file order, as growing columns; what was learnt of them on the way. */
export type BarRows = {
  push(
    timeMs: number,
    open: number,
    high: number,
    low: number,
    close: number,
    volume: number,
    trades: number,
    line: number,
    isEmpty: boolean,
  ): void
  /** The columns of `ROW_COLUMNS`; valid until the next `push`. */
  drain(): { readonly columns: readonly Float64Array[]; readonly rows: number }
  totals(): BarTotals
}

/** `emptyRows` have a time and no price at all, as before a late listing. `spacingMs`: the most frequent distance of two neighbouring rows; null where there are none. */
export type BarTotals = {
  readonly rows: number
  readonly unreadableRows: number
  readonly emptyRows: number
  readonly firstTimeMs: number | null
  readonly lastTimeMs: number | null
  readonly spacingMs: number | null
}

const WIDTH = 8
const SPACING_ROWS = 200_000
const SPACING_KINDS = 1_000

export function createBarRows(): BarRows {
  let capacity = 65_536
  let columns = Array.from({ length: WIDTH }, () => new Float64Array(capacity))
  let held = 0
  let rows = 0
  let unreadableRows = 0
  let emptyRows = 0
  let firstTimeMs = Number.POSITIVE_INFINITY
  let lastTimeMs = Number.NEGATIVE_INFINITY
  let previousMs = Number.NaN
  const spacings = new Map<number, number>()

  const grow = () => {
    capacity *= 2
    columns = columns.map((column) => {
      const wider = new Float64Array(capacity)
      wider.set(column)
      return wider
    })
  }
  const countSpacing = (timeMs: number) => {
    const spacingMs = Math.abs(timeMs - previousMs)
    if (spacingMs > 0 && rows <= SPACING_ROWS && (spacings.size < SPACING_KINDS || spacings.has(spacingMs)))
      spacings.set(spacingMs, (spacings.get(spacingMs) ?? 0) + 1)
  }
  return {
    push: (timeMs, open, high, low, close, volume, trades, line, isEmpty) => {
      if (held === capacity) grow()
      columns[0]![held] = timeMs
      columns[1]![held] = open
      columns[2]![held] = high
      columns[3]![held] = low
      columns[4]![held] = close
      columns[5]![held] = volume
      columns[6]![held] = trades
      columns[7]![held] = line
      held++
      rows++
      if (Number.isNaN(timeMs)) {
        unreadableRows++
        return
      }
      if (isEmpty) emptyRows++
      else if (Number.isNaN(open + high + low + close)) unreadableRows++
      if (timeMs < firstTimeMs) firstTimeMs = timeMs
      if (timeMs > lastTimeMs) lastTimeMs = timeMs
      countSpacing(timeMs)
      previousMs = timeMs
    },
    drain: () => {
      const drained = { columns, rows: held }
      held = 0
      return drained
    },
    totals: () => ({
      rows,
      unreadableRows,
      emptyRows,
      firstTimeMs: Number.isFinite(firstTimeMs) ? firstTimeMs : null,
      lastTimeMs: Number.isFinite(lastTimeMs) ? lastTimeMs : null,
      spacingMs: mostFrequent(spacings),
    }),
  }
}

/** The smaller of two that are equally frequent. */
function mostFrequent(counts: ReadonlyMap<number, number>): number | null {
  let best: number | null = null
  for (const [value, count] of counts) {
    const bestCount = best === null ? 0 : counts.get(best)!
    if (count > bestCount || (count === bestCount && best !== null && value < best)) best = value
  }
  return best
}
