import { intervalLabel } from '../time/interval.ts'
import { isoTime } from '../time/isoTime.ts'
import type { CleaningOptions } from './cleaningOptions.ts'
import type { RawBars } from './rawBars.ts'
import type { RejectReason } from './reject.ts'

const LAST_DATE_MS = 8.64e15

/** One sentence for a person about a row that broke a rule on its own. */
export function faultDetail(raw: RawBars, i: number, reason: RejectReason, options: CleaningOptions): string {
  const prices = `open ${raw.open[i]} high ${raw.high[i]} low ${raw.low[i]} close ${raw.close[i]}`
  const amounts = `volume ${raw.volume[i]} trades ${raw.trades[i]}`
  const at = readable(raw.timeMs[i]!)
  switch (reason) {
    case 'unparsable-time':
      return 'The time could not be read.'
    case 'not-a-number':
    case 'non-positive-price':
    case 'negative-volume':
    case 'ohlc-violation':
      return `${prices} ${amounts}`
    case 'outside-session':
      return `${at} is outside of the sessions of the calendar ${options.calendar.name}.`
    case 'off-grid':
      return `${at} is not the start of a bar of ${intervalLabel(options.intervalMs)}.`
    case 'future-time':
      return `${at} lies after the moment the data was received.`
    case 'partial-newest-bar':
      return `The bar of ${at} was not over when the data was received.`
    case 'duplicate-identical':
    case 'duplicate-conflict':
    case 'copied-bar':
      return `${at} ${prices} ${amounts}`
  }
}

function readable(timeMs: number): string {
  return Math.abs(timeMs) <= LAST_DATE_MS ? isoTime(timeMs) : String(timeMs)
}
