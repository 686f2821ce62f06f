import type { RiskLimits } from '../../risk/riskLimits.ts'
import type { SizingTerms } from '../../risk/sizingTerms.ts'
import type { TermColumns } from '../model/backtestRequest.ts'
import type { ExecutionTerms } from '../model/executionTerms.ts'
import type { ExitTerms } from '../model/exitTerms.ts'
import { slippageFraction } from '../model/fillArithmetic.ts'

/** The terms of one instrument as a trade at a time reads them. */
export type SegmentTerms = {
  readonly execution: ExecutionTerms
  readonly columns: TermColumns
  readonly exits: ExitTerms
  readonly sizing: SizingTerms
  readonly slippage: number
  readonly rests: boolean
  readonly readsRange: boolean
}

/** Terms of a request, one entry an instrument where they are lists. */
type TermsOfRequest = {
  readonly columns: readonly TermColumns[]
  readonly execution: readonly ExecutionTerms[]
  readonly exits: ExitTerms
  readonly sizing: SizingTerms
  readonly limits: RiskLimits
}

export function segmentTerms({ columns, execution, exits, sizing }: TermsOfRequest): SegmentTerms {
  const { stop, target, trail } = exits
  const distances = [stop, target, trail]
  return {
    execution: execution[0]!,
    columns: columns[0]!,
    exits,
    sizing,
    slippage: slippageFraction(execution[0]!, 0),
    rests: distances.some((distance) => distance !== null),
    readsRange: distances.some((distance) => distance?.kind === 'range'),
  }
}

/**
 * Whether a trade at a time can keep these terms: one instrument, fills at the next open that always fill in full at a price known beforehand, and no limit
 * that may end a position but ruin. Everything else goes bar by bar.
 */
export function areSegmentTerms({ columns, execution, limits }: TermsOfRequest): boolean {
  const terms = execution[0]
  if (terms === undefined || execution.length !== 1 || columns.length !== 1) return false
  return (
    terms.fill === 'next-open' &&
    terms.impact.model === 'none' &&
    terms.volumeShare === Number.POSITIVE_INFINITY &&
    terms.slippage.volatilityTimes === 0 &&
    limits.maximumShareOfInstrument === null &&
    limits.groups.length === 0 &&
    limits.maximumDrawdown === null &&
    (limits.maximumPositions === null || limits.maximumPositions >= 1)
  )
}
