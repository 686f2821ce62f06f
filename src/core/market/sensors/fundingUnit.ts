import { median } from '../../stats/median.ts'
import { HOUR_MS } from '../../time/durations.ts'

const FUNDING_UNITS = ['fraction', 'percent', 'basis-points', 'unclear'] as const
type FundingUnit = (typeof FUNDING_UNITS)[number]

/** `scale`: multiply by it to get a fraction of value; NaN where the unit is unclear. `typical`: median size of a rate that is not zero, for eight hours. */
export type FundingUnitGuess = { readonly unit: FundingUnit; readonly scale: number; readonly typical: number }

/** Of the rate for eight hours, which is 0.0001 (0.01 %) where nothing pulls; the bounds lie midway between the units, by factors. */
const LEAST_FRACTION = 1e-7
const MOST_FRACTION = 1e-3
const MOST_PERCENT = 0.1
const MOST_BASIS_POINTS = 10

/**
 * In which unit rates are written, by their size: exchanges state a fraction (0.0001), web pages percent (0.01), desks basis points (1). `stepMs`: time from one rate
 * to the next, as a rate is for that time.
 */
export function fundingUnit(rates: Float64Array, stepMs: number): FundingUnitGuess {
  const sizes = rates.map(Math.abs).filter((size) => size > 0 && Number.isFinite(size))
  const typical = (median(sizes) * 8 * HOUR_MS) / stepMs
  if (!(typical >= LEAST_FRACTION)) return { unit: 'unclear', scale: Number.NaN, typical }
  if (typical < MOST_FRACTION) return { unit: 'fraction', scale: 1, typical }
  if (typical < MOST_PERCENT) return { unit: 'percent', scale: 1e-2, typical }
  if (typical < MOST_BASIS_POINTS) return { unit: 'basis-points', scale: 1e-4, typical }
  return { unit: 'unclear', scale: Number.NaN, typical }
}
