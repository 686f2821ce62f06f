import type { MarketColumns } from '../../market/marketColumns.ts'
import type { Calendar } from '../../time/calendar.ts'
import { barClose } from './barColumns.ts'
import type { JoinedColumn } from './matrixFeature.ts'

/** What all features of a matrix are made from. `calendars` and `joined` hold one entry an instrument, in the market's order; joined columns have one value a row of the market. */
export type MatrixInputs = {
  readonly market: MarketColumns
  readonly calendars: readonly Calendar[]
  readonly joined: readonly ReadonlyMap<string, JoinedColumn>[]
}

/** When each row's bar closes, by the calendar's name, UTC milliseconds: instruments of two calendars may close bars of one start at different times. */
export type RowCloses = ReadonlyMap<Calendar['name'], Float64Array>

export function rowCloses({ market, calendars }: MatrixInputs): RowCloses {
  const closes = new Map<Calendar['name'], Float64Array>()
  for (const calendar of calendars) {
    if (closes.has(calendar.name)) continue
    closes.set(
      calendar.name,
      market.timeMs.map((timeMs) => barClose(calendar, timeMs, market.intervalMs)),
    )
  }
  return closes
}
