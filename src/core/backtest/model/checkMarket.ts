import type { MarketColumns } from '../../market/marketColumns.ts'
import type { LegColumns } from '../../market/pairColumns.ts'
import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'

const FINE: Outcome<true> = success(true)
const WHERE = 'Import the series again: its cleaning finds and removes such bars.'

/** What is wrong with a bar that is there; null: nothing. */
function barFault({ open, high, low, close, volume }: LegColumns, bar: number): string | null {
  const o = open[bar]!
  const h = high[bar]!
  const l = low[bar]!
  const c = close[bar]!
  const sum = o + h + l + c
  if (sum - sum !== 0) return 'has some prices that are numbers and some that are not'
  if (!(Math.min(o, h, l, c) > 0)) return 'has a price that is not above 0'
  if (h < l) return 'has a high below its low'
  if (o > h || c > h || o < l || c < l) return 'has an open or close outside of its high and low'
  return volume[bar]! < 0 || volume[bar] === Number.POSITIVE_INFINITY ? 'has a volume that is no volume' : null
}

function isAbsent({ open, high, low, close }: LegColumns, bar: number): boolean {
  return Number.isNaN(open[bar]!) && Number.isNaN(high[bar]!) && Number.isNaN(low[bar]!) && Number.isNaN(close[bar]!)
}

function checkInstrument(leg: LegColumns, instrument: number, bars: number): Outcome<true> {
  for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) {
    if (leg[name].length === bars) continue
    return failure(
      'column-length',
      `Column "${name}" of instrument ${instrument} has ${leg[name].length} values, the clock ${bars}.`,
      'Give every column one value a bar, NaN where the instrument has none.',
    )
  }
  for (let bar = 0; bar < bars; bar++) {
    if (isAbsent(leg, bar)) continue
    const fault = barFault(leg, bar)
    if (fault !== null) return failure('bad-bar', `Bar ${bar} of instrument ${instrument} ${fault}.`, WHERE)
  }
  return FINE
}

/** A market that engines may trust: a clock that goes forward, columns of its length, bars that are whole or absent. O(bars x instruments). */
export function checkMarket({ intervalMs, timeMs, instruments }: MarketColumns): Outcome<true> {
  if (instruments.length === 0 || timeMs.length === 0)
    return failure('empty-market', 'There are no bars to test on.', 'Choose instruments and a span that have data.')
  if (!(intervalMs > 0))
    return failure('bad-interval', `An interval of ${intervalMs} ms is no interval.`, 'State how long a bar is.')
  for (let bar = 0; bar < timeMs.length; bar++) {
    if (Number.isFinite(timeMs[bar]!) && (bar === 0 || timeMs[bar]! > timeMs[bar - 1]!)) continue
    return failure('unsorted-time', `The time of bar ${bar} is not after that of the bar before.`, WHERE)
  }
  for (let k = 0; k < instruments.length; k++) {
    const checked = checkInstrument(instruments[k]!, k, timeMs.length)
    if (!checked.ok) return checked
  }
  return FINE
}
