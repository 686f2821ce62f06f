/** 95 % of the uplift. Null: too little for one. */
export type PartInterval = { readonly upliftLow: number | null; readonly upliftHigh: number | null }

/** Mean and uplift over a part of the events. Null where there are none; the interval of the uplift, where there are too few for one. */
export type Segment = PartInterval & {
  readonly name: string
  readonly events: number
  readonly mean: number | null
  readonly uplift: number | null
}

/** The same hypothesis with one thing changed: another horizon, condition, delay or symbol. */
export type Variant = Segment & {
  readonly t: number | null
  /** One-sided, of the uplift, by the regression on an event dummy. */
  readonly pValue: number | null
}

/** What is left after taking the best events away, and other ways to say the middle. */
export type WithoutBest = { readonly without: number; readonly mean: number | null; readonly uplift: number | null }

export type CostStress = { readonly times: number; readonly costBps: number; readonly netMean: number | null }

/** Size of one trade at which square-root impact has eaten half, or all, of the net mean return; in units of the bars' volume times price. */
export type Capacity = {
  readonly medianBarValue: number | null
  readonly barVolatility: number | null
  readonly halfNetValue: number | null
  readonly allNetValue: number | null
}

/** One candidate looked at closely: what is asked of a robust event verdict. Returns are fractions in the direction of the trade, before costs unless said. */
export type CandidateStudy = {
  readonly id: string
  readonly years: readonly Segment[]
  /** By each context dimension, known at the close of the event's bar. */
  readonly regimes: readonly Segment[]
  /** Without each year in turn. */
  readonly leaveOneOut: readonly Segment[]
  /** Same family, condition, direction and horizon on the other symbols. */
  readonly symbols: readonly Variant[]
  readonly withoutBest: readonly WithoutBest[]
  readonly median: number | null
  /** Without the outer tenth at each end. */
  readonly trimmedMean: number | null
  /** Events whose windows do not overlap. */
  readonly apart: Segment
  readonly costs: readonly CostStress[]
  /** Entry 1 and 2 bars later, out at the same bar. */
  readonly delays: readonly Variant[]
  /** Families of the same kind with other thresholds, and horizons beside. */
  readonly neighbours: readonly Variant[]
  /** Mean return from the same entry to each horizon up to four times the stated one. */
  readonly decay: readonly {
    readonly horizonBars: number
    readonly mean: number | null
    readonly uplift: number | null
  }[]
  readonly capacity: Capacity
}
