import type { BootstrapMeans, StressPoint } from '../charts/evidence.ts'
import type { Placebo } from '../charts/placeboPanel.ts'
import type { Completeness } from '../contract/download.ts'
import type { Summary } from '../contract/summary.ts'

export type PassportRow = {
  readonly role: string
  readonly symbol: string
  readonly source: string
  readonly interval: string
  readonly firstMs: number
  readonly lastMs: number
  readonly bars: number
  readonly expectedBars: number
  readonly gaps: number
  readonly missingBars: number
  readonly duplicates: number
  readonly rejects: number
  readonly flagged: number
  readonly contentHash: string
  /** Of a download; null for files. */
  readonly completeness: Completeness | null
}

/** How often one detector fires under its standard setting, on one role. */
export type EventRate = {
  readonly detector: string
  readonly role: string
  readonly long: number
  readonly short: number
  readonly perDay: number
}

/** One cell of the conditional expectancy; returns are net fractions per event. */
export type ExpectancyRow = {
  readonly detector: string
  readonly direction: string
  readonly role: string
  readonly volatilityRegime: string
  readonly hourBucket: string
  readonly events: number
  readonly mean: number
  readonly median: number
  readonly hitRate: number
  readonly tStatistic: number
  readonly low: number
  readonly high: number
  readonly qValue: number
}

export type FoldRow = {
  readonly fold: number
  readonly scheme: string
  readonly testStartMs: number
  readonly testEndMs: number
  readonly configuration: string
  readonly rung: number
  /** t-statistic of the net returns of train and validation trades together. */
  readonly selectionScore: number | null
  readonly testEvents: number
  readonly testNetExpectancy: number | null
}

/** One rung of the ladder tried in one fold, in the order tried. */
export type FallbackAttempt = {
  readonly fold: number
  readonly rung: number
  readonly constraints: string
  readonly candidates: number
  readonly passed: number
}

export type ModelRow = {
  readonly name: string
  readonly outcome: string
  readonly draws: number
  readonly threshold: number | null
  readonly validationExpectancy: number | null
  readonly testExpectancy: number | null
  readonly note: string
}

/** Quantiles of the worst drawdown over block-shuffled trades, as positive fractions. */
export type MonteCarloDrawdown = {
  readonly draws: number
  readonly observed: number | null
  readonly p50: number
  readonly p90: number
  readonly p95: number
}

export type HoldOutReport = {
  readonly startMs: number
  readonly endMs: number
  readonly events: number
  readonly netExpectancy: number | null
  readonly profit: number | null
  readonly pValue: number | null
  readonly openings: number
  /** The p-value times the number of openings, at most 1. */
  readonly correctedPValue: number | null
  readonly configuration: string
}

export type LedgerSlice = {
  readonly basis: number
  readonly own: number
  readonly byStage: readonly { readonly stage: string; readonly trials: number }[]
}

/** All that the offline report shows besides its pictures. Times UTC milliseconds of the data, never of the run. */
export type ReportModel = {
  readonly summary: Summary
  readonly passports: readonly PassportRow[]
  readonly eventRates: readonly EventRate[]
  readonly plannedCells: number
  readonly expectancy: readonly ExpectancyRow[]
  readonly folds: readonly FoldRow[]
  readonly fallbackAttempts: readonly FallbackAttempt[]
  readonly models: readonly ModelRow[]
  /** Cost stress and bootstrap of what was finally judged. */
  readonly stress: readonly StressPoint[]
  readonly bootstrap: BootstrapMeans | null
  readonly neighbours: readonly { readonly label: string; readonly profit: number }[]
  readonly delayedEntryProfit: number | null
  readonly monteCarlo: MonteCarloDrawdown | null
  readonly placebo: Placebo | null
  readonly holdOut: HoldOutReport | null
  readonly ledger: LedgerSlice
  readonly methods: readonly string[]
  readonly rerunCommand: string
  readonly verifyCommand: string
}

export type ReportPicture = { readonly caption: string; readonly light: string; readonly dark: string }

/** SVG texts by place. */
export type ReportPictures = {
  readonly simulation: ReportPicture
  readonly realMl: ReportPicture
  readonly expectancy: ReportPicture
  readonly stress: ReportPicture
  readonly bootstrap: ReportPicture
  readonly placebo: ReportPicture
}

export type ReportFonts = { readonly regular: string; readonly semibold: string }
