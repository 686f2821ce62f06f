import type { CandidateStudy } from './candidates/candidateStudy.ts'
import type { DiscoveryMarket } from './discoveryMarket.ts'
import type { DiscoverySettings } from './discoverySettings.ts'
import type { DiscoveryGrammar } from './hypothesis.ts'
import type { HypothesisResult } from './hypothesisResult.ts'

/** What every worker of a discovery is given once: columns over shared memory, ended before any sealed hold-out. */
export type DiscoveryTask = {
  readonly market: DiscoveryMarket
  readonly grammar: DiscoveryGrammar
  readonly settings: DiscoverySettings
}

/** Hypotheses [from, to) of the grammar in its order; or the close look at one of them. JSON. */
export type DiscoveryUnit =
  | { readonly kind: 'test'; readonly from: number; readonly to: number }
  | { readonly kind: 'study'; readonly place: number }

/** `draws`: base64 of little-endian float32, a row of `resamples` numbers for each tested hypothesis of the chunk in order. JSON. */
export type TestedChunk = {
  readonly kind: 'test'
  readonly from: number
  readonly results: readonly HypothesisResult[]
  readonly statistics: readonly (BlockStatistic | null)[]
  /** Centred means of the resampled block contributions. */
  readonly centred: string
  /** The same over the error of their own resample. */
  readonly studentised: string
}

/** `mean`: sum of uplifts a calendar block; `t`: uplift over its block error. */
export type BlockStatistic = { readonly mean: number; readonly t: number }

export type StudiedHypothesis = { readonly kind: 'study'; readonly place: number; readonly study: CandidateStudy }

export type DiscoveryUnitResult = TestedChunk | StudiedHypothesis
