import type {
  Deflation,
  GoneEntry,
  JournalLine,
  LeaderboardEntry,
  LockedDeployment,
  RefusedEntry,
  RiskProfile,
} from '../leaderboard.ts'
import type { GateResult } from '../summary.ts'

export type BoardGateState = 'pass' | 'fail' | 'not-enough-data'
export type BoardReview = 'accepted' | 'rejected' | 'noted' | 'none'

/** An entry where it stands now: judged by the gates of `profile` and the ledger of now. */
export type BoardRowView = {
  readonly workspace: string
  readonly rank: number
  readonly entry: LeaderboardEntry
  readonly review: BoardReview
  readonly profile: RiskProfile
  readonly judgement: {
    readonly state: BoardGateState
    readonly gates: readonly GateResult[]
    /** By the ledger of now; the entry's own is that of then. */
    readonly deflation: Deflation
  }
}

/** `matched` rows met the filter, of which `rows` are the first; `withoutValue` were left out only because a figure that the filter asks for has no value. */
export type BoardListView = {
  readonly rows: readonly BoardRowView[]
  readonly matched: number
  readonly withoutValue: number
  readonly total: number
  readonly by: string
  readonly filter: string | null
  readonly gone: readonly (GoneEntry & { readonly workspace: string })[]
  /** Finished results that may not stand on the board: their leak scan found something, or there is none. */
  readonly refused: readonly (RefusedEntry & { readonly workspace: string })[]
  /** Where the board is not up to date, or not whole. */
  readonly notes: readonly string[]
}

export type BoardUpdateView = {
  readonly entries: number
  readonly added: number
  readonly changed: number
  readonly gone: number
  readonly refused: number
  readonly unreadable: readonly { readonly artefact: string; readonly why: string }[]
}

/** Equity at UTC-day ends, to be laid over that of others. */
export type BoardEquity = {
  readonly dayStartMs: readonly number[]
  readonly equity: readonly number[]
  readonly startCapital: number
}

/** What was said of an entry, oldest first, and its equity; null: none is kept, and `noEquity` says why. */
export type BoardEntryView = {
  readonly lines: readonly JournalLine[]
  /** Whether a line was said of other bytes than the entry's present ones, by its `seq`: such a line counts no more. */
  readonly outdated: readonly number[]
  readonly equity: BoardEquity | null
  readonly noEquity: string | null
}

/** `entry` null: it is gone from the board. `gates`: of `profile`, by the ledger of now. `trouble` null: it could be deployed as far as review and gates go. */
export type CartLineView = {
  readonly workspace: string
  readonly entryId: string
  readonly profile: string
  readonly entry: LeaderboardEntry | null
  readonly gates: readonly GateResult[]
  readonly trouble: string | null
}
export type CartListView = { readonly lines: readonly CartLineView[]; readonly notes: readonly string[] }

/** A locked configuration as the journal tells of it. `locked` null: the file is gone, or is not what was locked. */
export type DeploymentView = {
  readonly workspace: string
  readonly atMs: number
  readonly entryId: string
  readonly file: string
  readonly sha256: string
  readonly state: 'as-locked' | 'changed' | 'missing'
  readonly locked: LockedDeployment | null
}
export type DeploymentListView = { readonly lines: readonly DeploymentView[]; readonly notes: readonly string[] }
