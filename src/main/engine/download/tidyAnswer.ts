import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { Calendar } from '../../../core/time/calendar.ts'
import type { ReceivedBars } from '../ports/brokerHistory.ts'

/** Bars of one answer, ascending, one a time stamp. Prices in the instrument's currency, times UTC milliseconds. */
export type TidyBars = { readonly [column in keyof ReceivedBars]: readonly number[] }

export type TidyTerms = {
  readonly calendar: Calendar
  readonly intervalMs: number
  /** Bars that start before it were not asked for. */
  readonly fromMs: number
  /** Bars that end after it are partial. */
  readonly endMs: number
}

export const BAR_KEYS = ['timeMs', 'open', 'high', 'low', 'close', 'volume', 'trades'] as const
const VALUE_KEYS = ['open', 'high', 'low', 'close', 'volume', 'trades'] as const

/**
 * Puts an answer in order: ascending, identical repeats merged, what was not asked for and what is partial left out. Bars off the grid of
 * the calendar stay: cleaning judges them. Error: `ibkr-garbled` where one time stamp carries two different bars.
 */
export function tidyAnswer(received: ReceivedBars, terms: TidyTerms): Outcome<TidyBars> {
  const rows = wantedRows(received, terms)
  const kept: number[] = []
  for (const row of rows) {
    const last = kept.at(-1)
    if (last === undefined || received.timeMs[last] !== received.timeMs[row]) kept.push(row)
    else if (!sameBar(received, last, row))
      return failure(
        'ibkr-garbled',
        `One answer holds two different bars of ${new Date(received.timeMs[row]!).toISOString()}.`,
        'It is asked again.',
      )
  }
  const column = (key: (typeof BAR_KEYS)[number]) => kept.map((row) => received[key][row]!)
  return success({
    timeMs: column('timeMs'),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
    trades: column('trades'),
  })
}

function wantedRows({ timeMs }: ReceivedBars, { calendar, intervalMs, fromMs, endMs }: TidyTerms): readonly number[] {
  const rows: number[] = []
  for (let row = 0; row < timeMs.length; row++) {
    const startMs = timeMs[row]!
    const barEndMs = calendar.barEnd(startMs, intervalMs)
    const lastMs = Number.isNaN(barEndMs) ? startMs + intervalMs : barEndMs
    if (startMs >= fromMs && lastMs <= endMs) rows.push(row)
  }
  return rows.sort((a, b) => timeMs[a]! - timeMs[b]! || a - b)
}

function sameBar(bars: ReceivedBars, a: number, b: number): boolean {
  return VALUE_KEYS.every((key) => Object.is(bars[key][a], bars[key][b]))
}
