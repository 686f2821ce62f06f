/** What a kept bar or run of bars is suspected of. Nothing is changed or removed for a flag. */
export const FLAG_KINDS = [
  'price-jump',
  'price-jump-reverted',
  'bad-print',
  'zero-volume',
  'flat-run',
  'copied-hours',
] as const
export type FlagKind = (typeof FLAG_KINDS)[number]

/**
 * Starts of the first and last bar (both included) and their number. `value`: the log return of a jump, the log length of the wick
 * of a bad print, the shift in milliseconds to the twin of copied hours, null otherwise.
 */
export type Flag = {
  readonly kind: FlagKind
  readonly fromMs: number
  readonly toMs: number
  readonly bars: number
  readonly value: number | null
}

/** `bars` counts all; `listed` holds the first `FLAG_LIST_LIMIT` of the kind. */
export type FlagSummary = { readonly runs: number; readonly bars: number; readonly listed: readonly Flag[] }
export type FlagSummaries = { readonly [kind in FlagKind]: FlagSummary }

export const FLAG_LIST_LIMIT = 1_000

export type FlagCollector = { add(flag: Flag): void; summaries(): FlagSummaries }

export function createFlagCollector(): FlagCollector {
  const empty = (): { runs: number; bars: number; listed: Flag[] } => ({ runs: 0, bars: 0, listed: [] })
  const found = {
    'price-jump': empty(),
    'price-jump-reverted': empty(),
    'bad-print': empty(),
    'zero-volume': empty(),
    'flat-run': empty(),
    'copied-hours': empty(),
  } satisfies FlagSummaries
  return {
    add(flag) {
      const summary = found[flag.kind]
      summary.runs++
      summary.bars += flag.bars
      if (summary.listed.length < FLAG_LIST_LIMIT) summary.listed.push(flag)
    },
    summaries: () => found,
  }
}
