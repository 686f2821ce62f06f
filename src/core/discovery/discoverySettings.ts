/** What a discovery is asked with, beside its market and its grammar. Part of what decides its numbers. */
export type DiscoverySettings = {
  readonly seed: number
  /** Events whose windows do not overlap: with fewer a hypothesis is not tested. */
  readonly minimumEvents: number
  /** Matched controls of an event, at most. */
  readonly controlsPerEvent: number
  /** Largest false discovery rate among what is called a discovery. */
  readonly falseDiscoveryRate: number
  /** Draws of the block bootstrap: 2,000 or more. */
  readonly resamples: number
  /** Placebo times of one hypothesis, at most. */
  readonly mostShifts: number
  /** Costs of a round trip in basis points, one for each instrument of the market. */
  readonly roundTripBps: readonly number[]
  /** False: events are only counted (phase 1), nothing is tested. */
  readonly tested: boolean
  /** How many hypotheses are looked at closely at most, the most significant first; 0 for none. */
  readonly mostStudies: number
}

/** What stands in where nobody said otherwise; costs and seed have no such thing. */
export const DISCOVERY_DEFAULTS: Omit<DiscoverySettings, 'seed' | 'roundTripBps'> = {
  minimumEvents: 30,
  controlsPerEvent: 4,
  falseDiscoveryRate: 0.1,
  resamples: 2000,
  mostShifts: 20_000,
  tested: true,
  mostStudies: 40,
}
