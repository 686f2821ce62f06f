import type { MarketColumns } from '../../market/marketColumns.ts'

/** Numbers of one block of rows: what fits the nearest memory. */
const BLOCK_NUMBERS = 4_096

/**
 * Closes of all instruments bar by bar: row r of `values` holds one close an instrument, that of bar `firstBar` + r or, where the instrument is not there, its last one before
 * (0 before its first of these bars: nothing is held then). Only the bars of [firstBar, endBar) are held, one block at a time, in ascending order.
 */
export type CloseRows = {
  readonly values: Float64Array
  readonly barsOfBlock: number
  firstBar: number
  endBar: number
}

export function createCloseRows({ instruments }: MarketColumns, fromBar: number): CloseRows {
  const count = instruments.length
  const barsOfBlock = Math.max(8, Math.floor(BLOCK_NUMBERS / count))
  return { values: new Float64Array(barsOfBlock * count), barsOfBlock, firstBar: fromBar, endBar: fromBar }
}

/** All bars from `fromBar` on as one block: for many runs over one market. */
export function wholeCloseRows(market: MarketColumns, fromBar: number): CloseRows {
  const barsOfBlock = Math.max(1, market.timeMs.length - fromBar)
  const values = new Float64Array(barsOfBlock * market.instruments.length)
  const rows = { values, barsOfBlock, firstBar: fromBar, endBar: fromBar }
  nextBlock(rows, market)
  return rows
}

/** Puts the block in place that begins at `endBar`; the last row of the block before it carries what is missing. */
function nextBlock(rows: CloseRows, { instruments, timeMs }: MarketColumns): void {
  const { values, barsOfBlock } = rows
  const count = instruments.length
  const from = rows.endBar
  const to = Math.min(timeMs.length, from + barsOfBlock)
  for (let k = 0; k < count; k++) {
    const { close } = instruments[k]!
    let last = values[(barsOfBlock - 1) * count + k]!
    for (let bar = from, at = k; bar < to; bar++, at += count) {
      const price = close[bar]!
      if (!Number.isNaN(price)) last = price
      values[at] = last
    }
  }
  rows.firstBar = from
  rows.endBar = to
}

/** Puts the block of a bar in place, none before the present one; the bar after its last. */
export function blockEnd(rows: CloseRows, market: MarketColumns, bar: number): number {
  while (bar >= rows.endBar) nextBlock(rows, market)
  return rows.endBar
}
