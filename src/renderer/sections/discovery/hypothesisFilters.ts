import type { HypothesisFilter } from '../../../core/contract/workbench/discoveryViews.ts'

export const EVERY_HYPOTHESIS: HypothesisFilter = {
  state: 'all',
  symbol: null,
  family: null,
  condition: null,
  direction: null,
  horizonBars: null,
  text: null,
}

export function isEveryHypothesis(filter: HypothesisFilter): boolean {
  return filter.state === 'all' && Object.entries(filter).every(([key, value]) => key === 'state' || value === null)
}
