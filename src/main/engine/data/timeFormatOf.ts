import type { SourceTime } from '../../../core/contract/layer.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { TimeZones } from '../ports/timeZones.ts'
import { parseIsoTime } from './parseIsoTime.ts'

const PATTERNS = [
  'yyyyMMdd',
  'yyyyMMdd HH:mm:ss',
  'yyyyMMdd  HH:mm:ss',
  'yyyy-MM-dd hh-a',
  'yyyy-MM-dd hh:mm a',
  'yyyy/MM/dd',
  'yyyy/MM/dd HH:mm',
  'yyyy/MM/dd HH:mm:ss',
  'yyyy.MM.dd',
  'yyyy.MM.dd HH:mm',
  'yyyy.MM.dd HH:mm:ss',
]
const DAY_OR_MONTH_FIRST = /^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}/

export type TimeFormat = { readonly time: SourceTime; readonly carriesOffset: boolean }

/** How the times of a file are written, told from examples. Error `time-format-needed`: they fit nothing, or day and month could be either. */
export function timeFormatOf(samples: readonly string[], zones: TimeZones): Outcome<TimeFormat> {
  const example = samples[0] ?? ''
  if (samples.length === 0) return formatNeeded('The time column is empty in the first rows.')
  const epoch = epochOf(samples)
  if (epoch !== null) return success(epoch)
  const iso = { ms: 0, hasOffset: false, dateOnly: false }
  let offsets = 0
  const isIso = most(samples, (text) => {
    parseIsoTime(text, iso)
    if (iso.hasOffset) offsets++
    return !Number.isNaN(iso.ms)
  })
  if (isIso) return success({ time: { kind: 'iso' }, carriesOffset: offsets === samples.length })
  if (DAY_OR_MONTH_FIRST.test(example)) return formatNeeded(`Day and month of "${example}" could be either way round.`)
  for (const tokens of PATTERNS) {
    const pattern = zones.pattern(tokens)
    if (most(samples, (text) => !Number.isNaN(pattern.parse(text))))
      return success({ time: { kind: 'pattern', tokens }, carriesOffset: pattern.carriesOffset })
  }
  return formatNeeded(`The time "${example}" follows no form that Assay knows.`)
}

/** Seconds, milliseconds, microseconds or nanoseconds by size: the four do not overlap from 1973 to 5138. */
function epochOf(samples: readonly string[]): TimeFormat | null {
  if (!most(samples, (text) => /^\s*\d{9,19}(\.\d+)?\s*$/.test(text))) return null
  const numbers = samples.map(Number).filter((number) => Number.isFinite(number))
  const size = numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!
  const unit = size < 1e11 ? 's' : size < 1e14 ? 'ms' : size < 1e17 ? 'us' : 'ns'
  return { time: { kind: 'epoch', unit }, carriesOffset: true }
}

function most(samples: readonly string[], fits: (text: string) => boolean): boolean {
  let count = 0
  for (const sample of samples) if (fits(sample)) count++
  return count * 10 >= samples.length * 9
}

function formatNeeded(message: string): Outcome<never> {
  return failure(
    'time-format-needed',
    message,
    "Say how times are written: --time-unit s|ms|us|ns|iso, or --time-format with tokens such as 'dd/MM/yyyy HH:mm'.",
  )
}
