import { drawnRows } from '../../robustness/overfitting/drawnRows.ts'

/** Net returns per UTC day of configurations of the grid, fractions, row by row; `configurations` are their numbers. */
export type TrialReturns = {
  readonly configurations: Int32Array
  /** Of the grid; more than are kept where days times configurations would not fit. */
  readonly evaluated: number
  readonly firstDayMs: number
  readonly days: number
  readonly values: Float32Array
}

/** The returns of some configurations as they cross threads: whole billionths. */
export type ReturnUnits = {
  readonly firstDayMs: number
  readonly days: number
  readonly billionths: readonly number[]
}

/** Returns that are kept of a run at most: 32 MB in the file, 64 MB while it is studied. */
const MOST_NUMBERS = 8_000_000
const BILLION = 1e9

/** Configurations whose returns are kept: all, or a seeded draw where they would be more than 8 million numbers. */
export function keptConfigurations(evaluated: number, days: number, seed: number): Int32Array {
  return drawnRows(evaluated, Math.floor(MOST_NUMBERS / Math.max(1, days)), seed, 'select/returns')
}

export function billionths(returns: Float64Array): readonly number[] {
  // + 0: no negative zero, which JSON does not hold.
  return Array.from(returns, (value) => Math.round(value * BILLION) + 0)
}

/** The units of all configurations in plan order, as one. */
export function joinReturns(units: readonly ReturnUnits[], evaluated: number, seed: number): TrialReturns {
  const { firstDayMs, days } = units[0]!
  const configurations = keptConfigurations(evaluated, days, seed)
  const values = new Float32Array(configurations.length * days)
  let at = 0
  for (const unit of units) for (const value of unit.billionths) values[at++] = value / BILLION
  if (at !== values.length) throw new Error(`${at} returns where ${values.length} belong`)
  return { configurations, evaluated, firstDayMs, days, values }
}
