import type { SeriesSpan } from '../../../core/contract/workbench/views.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'

const MOST_SYMBOLS = 4

/** `BTC / ETH · 1h · 24x7 · USD`. */
export function legsText({ instruments, roles, interval, quoteCurrency }: Workspace): string {
  const symbols = instruments.map(({ symbol }) => symbol)
  const legs = [roles.primary, roles.secondary].filter((symbol) => symbol !== undefined)
  const others = symbols.filter((symbol) => !legs.includes(symbol))
  const more = others.length > MOST_SYMBOLS ? `${others.length} others` : others.join(', ')
  const calendars = [...new Set(instruments.map(({ calendar }) => calendar))]
  const named = [legs.join(' / '), more].filter((words) => words !== '').join(' and ')
  return [named, interval, calendars.join(', '), quoteCurrency].join(' · ')
}

/** From the first bar of any series to the last of any; null where there is none. */
export function spanOf(series: readonly SeriesSpan[]): { first: string; last: string; bars: number } | null {
  const firsts = series.flatMap(({ firstTime }) => (firstTime === null ? [] : [firstTime])).sort(byCodeUnit)
  const lasts = series.flatMap(({ lastTime }) => (lastTime === null ? [] : [lastTime])).sort(byCodeUnit)
  const [first, last] = [firsts[0], lasts.at(-1)]
  if (first === undefined || last === undefined) return null
  return { first, last, bars: series.reduce((sum, { bars }) => sum + bars, 0) }
}

function byCodeUnit(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
