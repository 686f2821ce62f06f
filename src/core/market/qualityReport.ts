import type { Coverage } from './coverage.ts'
import type { FlagSummaries } from './flags.ts'
import type { RejectReason } from './reject.ts'

/** What cleaning found. `rowsIn = clean + rejected`, always; only reasons that occurred are listed. JSON-able. */
export type QualityReport = {
  readonly rowsIn: number
  readonly clean: number
  readonly rejected: number
  readonly rejectsByReason: { readonly [reason in RejectReason]?: number }
  /** Bars that a later layer replaced by other values. */
  readonly revisions: number
  readonly flags: FlagSummaries
  readonly coverage: Coverage
}
