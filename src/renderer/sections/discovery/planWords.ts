import type { DiscoveryPlanView } from '../../../core/contract/workbench/discoveryViews.ts'
import { countWords } from '../../../core/time/countWords.ts'

const ALONE = 0.05

/** `2 symbols x 17 kinds of events x 4 conditions x 2 sides x 3 horizons`. */
export function planWords({ symbols, families, conditions, directions, horizonsBars }: DiscoveryPlanView): string {
  const parts = [
    countWords(symbols.length, 'symbol'),
    countWords(families, 'kind of event', 'kinds of events'),
    countWords(conditions, 'condition'),
    countWords(directions, 'side'),
    countWords(horizonsBars.length, 'horizon'),
  ]
  return `${parts.join(' × ')}; each is a trial in the ledger.`
}

export type PlanLuck = {
  /** Expected count of p-values of at most 5 % where nothing is there. */
  readonly alone: number
  /** Expectation of the least of so many uniform p-values. */
  readonly bestP: number
  /** Of the first step of Benjamini and Yekutieli: q / (m (1 + 1/2 + … + 1/m)). */
  readonly neededP: number
}

/** Where none of so many independent hypotheses has an edge. */
export function luckOfPlan({ hypotheses, q }: Pick<DiscoveryPlanView, 'hypotheses' | 'q'>): PlanLuck {
  let harmonic = 0
  for (let count = 1; count <= hypotheses; count++) harmonic += 1 / count
  const neededP = hypotheses === 0 ? 1 : Math.min(1, q / (hypotheses * harmonic))
  return { alone: hypotheses * ALONE, bestP: 1 / (hypotheses + 1), neededP }
}
