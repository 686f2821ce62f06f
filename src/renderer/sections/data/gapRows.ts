import type { Passport } from '../../../core/market/passport.ts'
import { parseInterval } from '../../../core/time/interval.ts'

/** Starts of the first and the last missing bar, and the end of that one. */
export type GapRow = {
  readonly key: string
  readonly fromMs: number
  readonly lastMs: number
  readonly toMs: number
  readonly bars: number
  readonly kind: Passport['gaps'][number]['kind']
}

export function gapRows({ gaps, interval }: Passport): readonly GapRow[] {
  const parsed = parseInterval(interval)
  const intervalMs = parsed.ok ? parsed.value.ms : 0
  return gaps.map(({ from, to, bars, kind }) => {
    const lastMs = Date.parse(to)
    return { key: from, fromMs: Date.parse(from), lastMs, toMs: lastMs + intervalMs, bars, kind }
  })
}
