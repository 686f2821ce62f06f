import type { EdgeCandidate } from './candidates/edgeCandidate.ts'
import type { BestOfAll, HypothesisResult } from './hypothesisResult.ts'

/** What could have been found: at the number of events that a tested hypothesis had, in the middle. */
export type DiscoveryPower = {
  readonly tested: number
  readonly medianEffectiveEvents: number | null
  /** Smallest true uplift per event, in standard deviations of one event's return, that is found with 80 % probability as one discovery among all declared. */
  readonly smallestEffect: number | null
  /** The same in basis points, at the median deviation of a tested hypothesis. */
  readonly smallestUpliftBps: number | null
}

/** All that a discovery found. JSON: null where there is no number. */
export type DiscoveryFindings = {
  readonly declared: number
  readonly tested: number
  readonly refused: number
  readonly falseDiscoveryRate: number
  readonly discoveriesByBenjaminiHochberg: number
  readonly discoveriesByBenjaminiYekutieli: number
  readonly familyWise: number
  /** Bars of one block of the bootstrap, and how many of them there are. */
  readonly blockBars: number
  readonly blocks: number
  /** In the order of the grammar. */
  readonly results: readonly HypothesisResult[]
  readonly best: BestOfAll
  readonly power: DiscoveryPower
  /** Candidates first, then discoveries, then what came near; each by p-value. */
  readonly candidates: readonly EdgeCandidate[]
}
