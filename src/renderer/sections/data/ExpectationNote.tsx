import { Alert } from '@mantine/core'
import { DAY_MS, MINUTE_MS } from '../../../core/time/durations.ts'
import { parseInterval } from '../../../core/time/interval.ts'
import { countText, durationText } from '../../ui/numberText.ts'
import { askedRange, type DownloadDraft } from './downloadDraft.ts'
import { downloadExpectation } from './downloadExpectation.ts'

type ExpectationProps = { readonly draft: DownloadDraft; readonly symbols: number; readonly interval: string }

const YEAR_MS = 365.25 * DAY_MS

/** What the download will cost, before it is begun. */
export function ExpectationNote({ draft, symbols, interval }: ExpectationProps) {
  const range = askedRange(draft)
  const parsed = parseInterval(interval)
  if (symbols === 0) return <Alert color="orange">Choose at least one instrument.</Alert>
  if (range.kind === 'empty') return <Alert color="orange">The range is empty: it must begin before it ends.</Alert>
  const spanMs = range.kind === 'open' ? YEAR_MS : range.spanMs
  const expected = parsed.ok ? downloadExpectation(symbols, spanMs, parsed.value.ms, draft.politeMs) : null
  if (expected === null) return <Alert color="orange">Interactive Brokers has no bars of {interval}.</Alert>
  const what = symbols === 1 ? 'one instrument' : `${countText(symbols)} instruments`
  const minutes = Math.max(1, Math.ceil(expected.minutes))
  const time = minutes < 60 ? `${countText(minutes)} min` : durationText(minutes * MINUTE_MS)
  const pause = countText(draft.politeMs / 1_000)
  return (
    <Alert variant="light">
      About {countText(expected.requests)} requests for {what}
      {range.kind === 'open' ? ' and each year of the range' : ''}: {time} or more, with a pause of {pause} s between
      two requests, so that the broker's limits are kept. Missing bars are asked for again. What has come is kept:
      cancelled or cut off, the same download continues.
    </Alert>
  )
}
