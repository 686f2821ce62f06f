import type { SearchAxis } from '../../stats/search/searchAxis.ts'
import { countOf } from '../../stats/search/searchAxis.ts'

export type AxisValue = number | string | boolean | null | readonly number[]

/** One parameter that a sweep varies: of the strategy, or of the terms of a backtest. */
export type SweepAxis = SearchAxis<AxisValue> & { readonly name: string; readonly part: 'strategy' | 'terms' }

/** Product of the counts: how many configurations there are. */
export function spaceSize(axes: readonly SweepAxis[]): number {
  return axes.reduce((size, axis) => size * countOf(axis), 1)
}
