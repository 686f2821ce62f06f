import type { HypothesisResult } from '../hypothesisResult.ts'
import type { CandidateStudy } from './candidateStudy.ts'

/** One rule that a discovery has to pass to be called a candidate, and how it did. */
export type RuleReading = {
  readonly rule: string
  /** Null: cannot be said. */
  readonly passed: boolean | null
  /** In words, with the numbers. */
  readonly reason: string
}

/** `candidate`: a discovery that passed every rule. `discovery`: controlled, but some rule failed. `near`: not controlled; shown because it came closest. */
export type CandidateStanding = 'candidate' | 'discovery' | 'near'

export type EdgeCandidate = {
  readonly standing: CandidateStanding
  readonly result: HypothesisResult
  /** Null where no study was asked for. */
  readonly study: CandidateStudy | null
  readonly rules: readonly RuleReading[]
}
