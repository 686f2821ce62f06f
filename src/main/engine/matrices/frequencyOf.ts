import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure } from '../../../core/outcome/outcome.ts'
import { type Interval, parseInterval } from '../../../core/time/interval.ts'

const WORDS: Readonly<Record<string, string>> = { daily: '1d', hourly: '1h', d: '1d', h: '1h' }

/** `1D`, `1h`, `15min`, `daily`: the bars of a matrix. Error: `frequency-unreadable`. */
export function frequencyOf(text: string): Outcome<Interval> {
  const lower = text.trim().toLowerCase()
  const interval = parseInterval(WORDS[lower] ?? lower.replace(/^([0-9]+)(min|t)$/, '$1m'))
  if (interval.ok) return interval
  return failure(
    'frequency-unreadable',
    `The frequency ${JSON.stringify(text)} is not one of bars that divide a day.`,
    'Write 1D, 4h, 1h, 15m or 1m.',
  )
}

/** `daily`, `hourly`, `15m`: as it stands in a matrix's name. */
export function frequencyName(label: string): string {
  return label === '1d' ? 'daily' : label === '1h' ? 'hourly' : label
}
