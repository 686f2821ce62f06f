import { z } from 'zod'
import type { DiscoveryManifest, StoredHypothesisResult } from '../discoveryRecord.ts'
import type { KeptState } from './backtestViews.ts'

/** A discovery in the list. `manifest` null: it cannot be read; `counts` only where its hypotheses were tested. */
export type DiscoveryListItem = {
  readonly runId: string
  readonly state: KeptState
  readonly manifest: Pick<
    DiscoveryManifest,
    'symbols' | 'interval' | 'firstTime' | 'lastTime' | 'bars' | 'hypotheses' | 'synthetic' | 'holdOut' | 'warnings'
  > | null
  readonly counts: DiscoveryCounts | null
}

/** `tested + refused = declared`; `refused` by reason. `discoveries` are those that the control of false discoveries lets through at `q`. */
export type DiscoveryCounts = {
  readonly declared: number
  readonly tested: number
  readonly refused: Readonly<Record<string, number>>
  readonly discoveries: number
  /** With a family-wise p-value (Romano-Wolf) of at most `q`. */
  readonly familyWise: number
  /** p-value of at most 5 % taken alone: what somebody who looks at one at a time would have called found; 5 % of the tested ones are expected by luck. */
  readonly alone: number
  readonly candidates: number
}

/** How the family was controlled. `decides`: the q-value that makes a discovery. */
export type DiscoveryControl = {
  readonly q: number
  readonly decides: 'benjamini-hochberg' | 'benjamini-yekutieli'
  /** Discoveries by each way. */
  readonly byBh: number
  readonly byBy: number
  readonly byStepDown: number
  /** Draws of the block bootstrap, the bars of its block, and how many blocks there are. */
  readonly resamples: number
  readonly blockBars: number
  readonly blocks: number
}

/** Asked once for all hypotheses: whether the best one of them is better than the best of as many without any edge. */
export type BestOfAllView = {
  /** Id of the hypothesis with the largest studentised uplift. */
  readonly luckiest: string | null
  readonly pRealityCheck: number | null
  readonly pSpaLower: number | null
  readonly pSpaConsistent: number | null
  readonly pSpaUpper: number | null
}

/** A stage as it was done. `skipped`: switched off, or it needs one that is; `note` says so, or what came of it. */
export type DiscoveryStageView = {
  readonly stage: string
  readonly state: 'done' | 'skipped'
  readonly note: string
}

/** A rule that an edge candidate has to pass, with how it did. `passed` null: it could not be asked. */
export type CandidateRuleView = {
  readonly rule: string
  readonly passed: boolean | null
  /** In words, with the numbers. */
  readonly reason: string
}

/** `candidate`: a discovery that passes every rule; `discovery`: let through by the control, but some rule failed; `near`: not let through, shown because it came closest. */
export type CandidateStanding = 'candidate' | 'discovery' | 'near'

/** A hypothesis that was looked at closely. Candidates first, then discoveries, then what came near; each by p-value. Returns are fractions in the direction of the trade. */
export type CandidateView = {
  readonly rank: number
  readonly standing: CandidateStanding
  readonly result: StoredHypothesisResult
  readonly rules: readonly CandidateRuleView[]
  /** Size of one trade, in the quote currency, at which its own impact has eaten half and all of the net mean return. Null: cannot be said. */
  readonly capacityHalf: number | null
  readonly capacityAll: number | null
  /** Whether `discoveries.robustness` has something to say of it. */
  readonly isStudied: boolean
}

/** What could have been found. */
export type DiscoveryPowerView = {
  readonly tested: number
  readonly medianEffectiveEvents: number | null
  /** Smallest true uplift of an event, in standard deviations of one event's return, that is found with 80 % probability among all declared. */
  readonly smallestEffect: number | null
  readonly smallestUpliftBps: number | null
  readonly sentence: string
}

/** One discovery. `counts`, `control`, `best`, `candidates` null: that stage was not done. */
export type DiscoveryView = {
  readonly manifest: DiscoveryManifest
  readonly stages: readonly DiscoveryStageView[]
  /** One sentence that says what was found, or that nothing was. */
  readonly verdict: string
  /** The same in whole: what was asked, what is left, the best of all, what could have been found at all. Empty where nothing was tested. */
  readonly words: readonly string[]
  readonly counts: DiscoveryCounts | null
  readonly control: DiscoveryControl | null
  readonly best: BestOfAllView | null
  readonly power: DiscoveryPowerView | null
  readonly candidates: readonly CandidateView[] | null
  /** Events and states computed again on cut and garbled data; a failed check refuses every candidate. */
  readonly leakCheck: {
    readonly columns: number
    readonly failures: readonly string[]
    /** Columns that said the same of every bar looked at: the check proves little of these. */
    readonly silent: readonly string[]
  } | null
  /** Trials of all symbols together: of this run, recorded before it, and both. */
  readonly trials: { readonly own: number; readonly before: number; readonly all: number } | null
  /** Relative to the workspace. */
  readonly files: readonly string[]
}

export const HYPOTHESIS_STATES = ['all', 'tested', 'refused', 'discovery', 'candidate'] as const
export const HYPOTHESIS_COLUMNS = [
  'symbol',
  'family',
  'condition',
  'direction',
  'horizonBars',
  'events',
  'effectiveEvents',
  'meanReturn',
  'uplift',
  'effectSize',
  'hitRate',
  'pValue',
  'qBh',
  'qBy',
  'pFamilyWise',
  'breakEvenBps',
  'netMeanReturn',
] as const
export type HypothesisColumn = (typeof HYPOTHESIS_COLUMNS)[number]

/** Which hypotheses count; null: whatever it is. `text` is looked for in the id. */
export const hypothesisFilterSchema = z.strictObject({
  state: z.enum(HYPOTHESIS_STATES),
  symbol: z.string().max(32).nullable(),
  family: z.string().max(64).nullable(),
  condition: z.string().max(128).nullable(),
  direction: z.enum(['long', 'short']).nullable(),
  horizonBars: z.number().int().nullable(),
  text: z.string().max(200).nullable(),
})
export type HypothesisFilter = z.infer<typeof hypothesisFilterSchema>

/** `discovery`: let through by the control. */
export type HypothesisRow = StoredHypothesisResult & { readonly isDiscovery: boolean; readonly isCandidate: boolean }

export type HypothesesView = {
  /** All of the run, and those that meet the filter; the rows are those from `offset` on. */
  readonly total: number
  readonly matched: number
  readonly offset: number
  readonly rows: readonly HypothesisRow[]
}

/** Tested hypotheses as columns of one length: a volcano is `effectSize` against -log10 of `q`. `q` is the one that decides. */
export type DiscoveryPointsView = {
  readonly q: number
  readonly id: readonly string[]
  readonly symbol: readonly string[]
  readonly direction: readonly ('long' | 'short')[]
  readonly effectSize: readonly (number | null)[]
  readonly uplift: readonly (number | null)[]
  readonly pValue: readonly (number | null)[]
  readonly qValue: readonly (number | null)[]
  readonly isDiscovery: readonly boolean[]
  readonly isCandidate: readonly boolean[]
}

/**
 * The average path around the events of a hypothesis, as columns of one length: cumulative return in the direction of the trade since the entry, the open of the bar after the event (`offset` 1, at whose open it is 0).
 * `offset` 0 is the bar of the event; values are of closes. `low`, `high`: 95 % of the mean, by clusters of events. `controlMean`: the same around the matched controls.
 */
export type EventStudyView = {
  readonly id: string
  readonly horizonBars: number
  readonly intervalMs: number
  readonly events: number
  readonly clusters: number
  readonly controls: number
  readonly offset: readonly number[]
  readonly mean: readonly (number | null)[]
  readonly low: readonly (number | null)[]
  readonly high: readonly (number | null)[]
  readonly controlMean: readonly (number | null)[]
  /** Starts of the bars of the events, the newest last; at most 2,000 of them. */
  readonly eventMs: readonly number[]
}

export const SLICE_GROUPS = [
  'year',
  'regime',
  'left-out',
  'symbol',
  'delay',
  'neighbour',
  'without-best',
  'costs',
] as const
export type SliceGroup = (typeof SLICE_GROUPS)[number]

/**
 * The same statement asked of a part, or with one thing changed. `value` is the mean return of an event before costs, of `costs` after them.
 * `without-best`: as named, `median` and `trimmed mean` and `windows apart` besides. Null where it cannot be said or is not asked there.
 */
export type RobustnessSlice = {
  readonly group: SliceGroup
  readonly name: string
  readonly events: number | null
  readonly value: number | null
  readonly uplift: number | null
  /** 95 % of the uplift by the block bootstrap; null with fewer than ten events whose windows do not overlap, and where `events` is null. */
  readonly upliftLow: number | null
  readonly upliftHigh: number | null
  /** One-sided, of the uplift, by the regression on an event dummy. */
  readonly pValue: number | null
}

export type CandidateRobustnessView = {
  readonly id: string
  readonly standing: CandidateStanding
  readonly rules: readonly CandidateRuleView[]
  readonly slices: readonly RobustnessSlice[]
  /** Mean return of an event by bars held since the same entry, columns of one length. */
  readonly decay: {
    readonly horizonBars: readonly number[]
    readonly mean: readonly (number | null)[]
    readonly uplift: readonly (number | null)[]
  }
  /** Values in the quote currency: of a bar, and of one trade. */
  readonly capacity: {
    readonly medianBarValue: number | null
    readonly barVolatility: number | null
    readonly half: number | null
    readonly all: number | null
  }
}

/** What a discovery would test, counted before anything is. `most`: the count over which it is refused. */
export type DiscoveryPlanView = {
  readonly hypotheses: number
  readonly most: number
  /** The false discovery rate that would be asked for. */
  readonly q: number
  readonly symbols: readonly string[]
  readonly sensors: readonly string[]
  readonly families: number
  readonly conditions: number
  readonly directions: number
  readonly horizonsBars: readonly number[]
  readonly interval: string
  readonly bars: number
  readonly firstTime: string
  readonly lastTime: string
  readonly assumptions: readonly { readonly field: string; readonly meaning: string }[]
  readonly warnings: readonly string[]
}

/** What can be looked for: all kinds of events and all states, as this engine defines them. */
export type DiscoveryFamiliesView = {
  readonly families: readonly {
    readonly id: string
    readonly title: string
    readonly formula: string
    readonly source: string
    readonly needs: readonly string[]
    readonly readsOthers: boolean
  }[]
  readonly dimensions: readonly {
    readonly id: string
    readonly title: string
    readonly formula: string
    readonly states: readonly string[]
    readonly needs: readonly string[]
  }[]
}

export const PROMOTION_FORMS = ['backtest', 'pack', 'training-set'] as const
export type PromotionForm = (typeof PROMOTION_FORMS)[number]

/** A candidate as the specification of something that runs. `files`: written, relative to the workspace; `command`: what runs it. */
export type PromotionView = {
  readonly form: PromotionForm
  readonly files: readonly string[]
  readonly spec: string
  readonly command: string
  /** That the same bars chose it, so that its numbers on them are no evidence. */
  readonly note: string
}
