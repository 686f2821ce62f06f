import type { TrialFilter } from '../../../core/contract/workbench/sweepViews.ts'

/** `fold` 0 is the whole range. `typed` were written in the bar, `drawn` on the axes of the parallel coordinates. */
export type TrialQuestion = {
  readonly fold: number
  readonly typed: readonly TrialFilter[]
  readonly drawn: readonly TrialFilter[]
}

export const EVERY_TRIAL: TrialQuestion = { fold: 0, typed: [], drawn: [] }

/** The one filter of a column in a list, replaced; taken out where it bounds nothing. */
export function withFilter(filters: readonly TrialFilter[], next: TrialFilter): readonly TrialFilter[] {
  const others = filters.filter(({ column }) => column !== next.column)
  return next.least === null && next.most === null ? others : [...others, next]
}

export function allFilters({ typed, drawn }: TrialQuestion): TrialFilter[] {
  return [...typed, ...drawn]
}
