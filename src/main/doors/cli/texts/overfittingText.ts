import type { SweepOverfitting } from '../../../../core/contract/sweepOverfitting.ts'
import { countedTrials } from '../../../../core/report/countedTrials.ts'
import { plainNumber } from '../../../../core/time/durationText.ts'
import { tableText } from './tableText.ts'

/** What choosing the best of a sweep is worth. */
export function overfittingLines(told: SweepOverfitting): readonly string[] {
  const { overfitting, notes } = told
  const rows = countedTrials(told, '').map((line) => [line.meaning.name, ...figures(line)])
  return [
    ...(overfitting === null ? [] : splitLines(overfitting)),
    tableText(['number of trials', 'N', 'best by luck', 'deflated Sharpe of the best'], rows),
    ...notes.map((note) => `note: ${note}`),
  ]
}

function splitLines(told: NonNullable<SweepOverfitting['overfitting']>): readonly string[] {
  const { probability, splits, blocks, probabilityOfLoss, slope, dominance } = told
  const better = dominance.first ? 'first order' : dominance.second ? 'second order' : 'none'
  return [
    `Probability of overfitting ${percent(probability)} (${plainNumber(splits)} splits of ${blocks} blocks): how often the best of one half is no better than the middle one in the other half. Near 50 %: choosing adds nothing.`,
    `  chosen by one half it loses in the other in ${percent(probabilityOfLoss)}; Sharpe ratio there on that in sample: slope ${number(slope)}; dominance over the mean configuration: ${better}`,
  ]
}

function figures({ trials, expectedBest, deflatedSharpe }: SweepOverfitting['raw']): readonly string[] {
  return [plainNumber(Math.round(trials)), number(expectedBest), deflatedSharpe?.toFixed(4) ?? 'n/a']
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

function number(value: number | null): string {
  return value === null ? 'n/a' : value.toFixed(3)
}
