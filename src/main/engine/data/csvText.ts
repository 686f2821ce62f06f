import type { RawBars } from '../../../core/market/rawBars.ts'
import type { Reject } from '../../../core/market/reject.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../core/time/durations.ts'
import { isoTime } from '../../../core/time/isoTime.ts'

export const RAW_CSV_HEADER = 'time,open,high,low,close,volume,trades,layer,line\n'
export const REJECTS_CSV_HEADER = 'line,layer,time,reason,detail\n'

/** Rows `from` to `below` as lines; an empty field where there is no number. */
export function rawCsvLines(raw: RawBars, from: number, below: number): string {
  const writeTime = createIsoWriter()
  const number = (value: number) => (Number.isNaN(value) ? '' : `${value}`)
  let text = ''
  for (let i = from; i < below; i++) {
    text += `${writeTime(raw.timeMs[i]!)},${number(raw.open[i]!)},${number(raw.high[i]!)},${number(raw.low[i]!)},${number(raw.close[i]!)},${number(raw.volume[i]!)},${number(raw.trades[i]!)},${raw.layer[i]!},${raw.line[i]!}\n`
  }
  return text
}

export function rejectCsvLines(rejects: readonly Reject[]): string {
  return rejects
    .map((reject) => {
      const time = reject.timeMs === null ? '' : isoTime(reject.timeMs)
      return `${reject.line},${reject.layer},${time},${reject.reason},${csvField(reject.detail)}\n`
    })
    .join('')
}

export function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** ISO 8601 in UTC with milliseconds; keeps the text of the day it wrote last. */
function createIsoWriter(): (timeMs: number) => string {
  let dayMs = Number.NaN
  let day = ''
  const two = (value: number) => (value < 10 ? `0${value}` : `${value}`)
  return (timeMs) => {
    if (Number.isNaN(timeMs)) return ''
    const startMs = Math.floor(timeMs / DAY_MS) * DAY_MS
    if (startMs !== dayMs) {
      dayMs = startMs
      day = isoTime(startMs).slice(0, 11)
    }
    const restMs = timeMs - startMs
    const hour = Math.floor(restMs / HOUR_MS)
    const minute = Math.floor((restMs % HOUR_MS) / MINUTE_MS)
    const second = Math.floor((restMs % MINUTE_MS) / SECOND_MS)
    const milli = `${Math.floor(restMs % SECOND_MS)}`.padStart(3, '0')
    return `${day}${two(hour)}:${two(minute)}:${two(second)}.${milli}Z`
  }
}
