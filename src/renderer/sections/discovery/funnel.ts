import type { LabelledBar } from '../../../core/charts/workbench/labelledBarsOption.ts'
import type { DiscoveryCounts } from '../../../core/contract/workbench/discoveryViews.ts'
import { refusalWords } from './hypothesisWords.ts'

/** What one p-value in twenty is at most where nothing is there. */
const ALONE = 0.05

export function expectedByLuck({ tested }: Pick<DiscoveryCounts, 'tested'>): number {
  return tested * ALONE
}

/** From what was declared to what is left of it, in the order in which it is taken away. */
export function funnelBars(counts: DiscoveryCounts): readonly LabelledBar[] {
  const { declared, tested, alone, discoveries, candidates } = counts
  const bar = (label: string, value: number, tone: LabelledBar['tone'] = 'plain') => ({ label, value, tone })
  return [
    bar('declared', declared),
    bar('enough to be tested', tested),
    bar('below 5 % taken alone', alone),
    bar('expected there by luck', Math.round(expectedByLuck(counts)), 'loss'),
    bar('left by the control', discoveries, 'gain'),
    bar('candidates', candidates, 'gain'),
  ]
}

/** `122 too few events, 3 no controls`; empty: none was refused. */
export function refusedWords({ refused }: Pick<DiscoveryCounts, 'refused'>): string {
  return Object.entries(refused)
    .sort(([, left], [, right]) => right - left)
    .map(([reason, count]) => `${count} ${refusalWords(reason)}`)
    .join(', ')
}
