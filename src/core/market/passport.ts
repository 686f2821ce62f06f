import type { Completeness } from '../contract/download.ts'
import { intervalLabel } from '../time/interval.ts'
import { isoTime } from '../time/isoTime.ts'
import type { CoverageGap } from './coverage.ts'
import type { FlagKind } from './flags.ts'
import { FLAG_KINDS } from './flags.ts'
import type { CalendarName } from './instrument.ts'
import type { QualityReport } from './qualityReport.ts'
import type { RejectReason } from './reject.ts'

export type PassportSource = { readonly file: string; readonly sha256: string; readonly layer: number }
export type SyntheticLabel = {
  readonly kind: 'market' | 'noise' | 'planted'
  readonly seed: number
  readonly strength: number | null
}

/** What is known of a series; plain JSON, times ISO 8601 UTC. `gaps` holds the first of `gapCount`: starts of first and last missing bar. */
export type Passport = {
  readonly schemaVersion: 1
  readonly symbol: string
  readonly interval: string
  readonly calendar: CalendarName
  readonly sources: readonly PassportSource[]
  readonly firstTime: string | null
  readonly lastTime: string | null
  readonly rowsIn: number
  readonly clean: number
  readonly rejected: number
  readonly rejectsByReason: { readonly [reason in RejectReason]?: number }
  readonly flags: { readonly [kind in FlagKind]: { readonly runs: number; readonly bars: number } }
  readonly expectedBars: number
  readonly receivedBars: number
  readonly missingBars: number
  readonly gapCount: number
  readonly gaps: readonly {
    readonly from: string
    readonly to: string
    readonly bars: number
    readonly kind: CoverageGap['kind']
  }[]
  readonly revisions: number
  readonly contentHash: string
  readonly synthetic: SyntheticLabel | null
  /** What the download says of its own completeness; null where no layer came from a download. */
  readonly completeness: Completeness | null
}

export type PassportFacts = {
  readonly symbol: string
  readonly intervalMs: number
  readonly calendar: CalendarName
  readonly sources: readonly PassportSource[]
  readonly quality: QualityReport
  readonly contentHash: string
  readonly synthetic: SyntheticLabel | null
  readonly completeness?: Completeness | null
}

export function buildPassport(facts: PassportFacts): Passport {
  const { quality } = facts
  const { coverage } = quality
  return {
    schemaVersion: 1,
    symbol: facts.symbol,
    interval: intervalLabel(facts.intervalMs),
    calendar: facts.calendar,
    sources: facts.sources,
    firstTime: coverage.firstMs === null ? null : isoTime(coverage.firstMs),
    lastTime: coverage.lastMs === null ? null : isoTime(coverage.lastMs),
    rowsIn: quality.rowsIn,
    clean: quality.clean,
    rejected: quality.rejected,
    rejectsByReason: quality.rejectsByReason,
    flags: flagCounts(quality),
    expectedBars: coverage.expected,
    receivedBars: coverage.received,
    missingBars: coverage.missing,
    gapCount: coverage.gapCount,
    gaps: coverage.gaps.map((gap) => ({
      from: isoTime(gap.fromMs),
      to: isoTime(gap.toMs),
      bars: gap.bars,
      kind: gap.kind,
    })),
    revisions: quality.revisions,
    contentHash: facts.contentHash,
    synthetic: facts.synthetic,
    completeness: facts.completeness ?? null,
  }
}

function flagCounts(quality: QualityReport): Passport['flags'] {
  const none = { runs: 0, bars: 0 }
  const counts: { [kind in FlagKind]: { runs: number; bars: number } } = {
    'price-jump': none,
    'price-jump-reverted': none,
    'bad-print': none,
    'zero-volume': none,
    'flat-run': none,
    'copied-hours': none,
  }
  for (const kind of FLAG_KINDS) counts[kind] = { runs: quality.flags[kind].runs, bars: quality.flags[kind].bars }
  return counts
}
