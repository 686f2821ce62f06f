/** Equity of one simulated account at UTC day ends, in the quote currency. */
export type EquityLine = {
  readonly name: string
  readonly dayStartMs: readonly number[]
  readonly equity: readonly number[]
}

export type EquityBand = {
  readonly name: string
  readonly dayStartMs: readonly number[]
  readonly low: readonly number[]
  readonly high: readonly number[]
}

export type StressPoint = { readonly label: string; readonly profit: number }

export type BootstrapMeans = {
  readonly p10: number
  readonly p50: number
  readonly p90: number
  readonly means: readonly number[]
}

/**
 * What one evidence chart shows. Times are UTC milliseconds, money is in the quote currency, ratios are fractions.
 * The first line is the main one: drawdown and months belong to it.
 */
export type Evidence = {
  readonly title: string
  readonly subtitle: string
  readonly syntheticLabel: string | null
  readonly quoteCurrency: string
  readonly startCapital: number
  readonly lines: readonly EquityLine[]
  readonly band: EquityBand | null
  readonly monthly: { readonly monthStartMs: readonly number[]; readonly profit: readonly number[] }
  readonly stress: readonly StressPoint[]
  readonly bootstrap: BootstrapMeans | null
  readonly notes: readonly string[]
  readonly verdict: string | null
}
