import { compactNumber } from './compactNumber.ts'
import { niceTicks } from './niceTicks.ts'
import type { Axis } from './panel.ts'
import type { Tick } from './timeTicks.ts'

export const NO_TRADES = 'No trades: there is nothing to draw'

export function numberTicks(values: readonly number[]): readonly Tick[] {
  return values.map((value) => ({ value, label: compactNumber(value) }))
}

export function lowest(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY)
}

export function highest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
}

/** An axis of exactly [min, max] with the round ticks inside it: bars use the height there is. */
export function signedAxis(min: number, max: number, steps: number): Axis {
  return { min, max, ticks: numberTicks(niceTicks(min, max, steps).filter((value) => value >= min && value <= max)) }
}
