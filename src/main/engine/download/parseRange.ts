import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import { parseTime } from '../data/parseTime.ts'
import type { WantedRange } from './planDownload.ts'

export type RangeTexts = { readonly from?: string | undefined; readonly to?: string | undefined }

/** ISO 8601 dates or times, UTC where no offset is said. Error: `bad-time`. */
export function parseRange({ from, to }: RangeTexts): Outcome<WantedRange> {
  const fromMs = parseTime('--from', from)
  if (!fromMs.ok) return fromMs
  const toMs = parseTime('--to', to)
  return toMs.ok ? success({ fromMs: fromMs.value, toMs: toMs.value }) : toMs
}
