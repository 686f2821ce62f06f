import type { FetchJob } from '../../../core/contract/workbench/fetchCalls.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { parseTime } from '../data/parseTime.ts'
import type { FetchWish } from './fetchTerms.ts'

type WishTexts = Omit<FetchJob, 'kind' | 'from' | 'symbols'> & { readonly symbols: readonly string[] }

/** A wish in words, as a form or a command line has it. Error: `bad-time`. */
export function readWish(texts: WishTexts, nowMs: number): Outcome<FetchWish> {
  const fromMs = parseTime('--start', texts.start)
  if (!fromMs.ok) return fromMs
  const toMs = parseTime('--end', texts.end)
  if (!toMs.ok) return toMs
  if (fromMs.value === null) return failure('bad-time', 'There is no --start.', 'Say --start 2021-01-01.')
  return success({
    kind: texts.what,
    symbols: texts.symbols,
    quote: (texts.quote ?? 'USDT').toUpperCase(),
    fromMs: fromMs.value,
    toMs: toMs.value ?? nowMs,
    period: texts.period ?? null,
    tableName: texts.name ?? null,
  })
}
