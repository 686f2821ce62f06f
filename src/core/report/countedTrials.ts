import type { EffectiveMethod, SweepOverfitting } from '../contract/sweepOverfitting.ts'
import type { TrialStudy } from '../contract/trialStudy.ts'
import { DEFINITIONS, type Definition } from '../contract/workbench/definitions.ts'
import { type DocumentTable, table } from './document/reportDocument.ts'
import { figureText, fixedText, shareText } from './numberText.ts'

type Luck = SweepOverfitting['raw']

/** A way to count trials, and what luck shows for that many. */
export type CountedTrials = Luck & { readonly key: string; readonly meaning: Definition }

const METHODS: Readonly<Record<EffectiveMethod, Definition>> = {
  'average-correlation': {
    name: 'Independent, by mean correlation',
    unit: 'trials',
    text: 'rho + (1 - rho) N, rho the mean correlation of all pairs (Bailey & López de Prado 2014).',
  },
  entropy: {
    name: 'Independent, by entropy',
    unit: 'trials',
    text: 'Effective rank of the correlations (Roy & Vetterli 2007), as a share of the configurations it was made of.',
  },
  clusters: {
    name: 'Independent, by clusters',
    unit: 'trials',
    text: 'Clusters of configurations that move together (López de Prado & Lewis 2019); the spread is theirs, or of all trials where others count besides.',
  },
}

/** Of a run of the pair pipeline. */
export const OTHER_TRIALS = 'Of the grid; every other trial counts as one.'

/** The raw count first. `others`: what stands beside those that were studied, each counting as one. */
export function countedTrials(
  { raw, effective }: { readonly raw: Luck; readonly effective: readonly (Luck & { method: EffectiveMethod })[] },
  others: string,
): readonly CountedTrials[] {
  return [
    { key: 'raw', meaning: { ...DEFINITIONS.trials, name: 'All trials (this judges)' }, ...raw },
    ...effective.map(({ method, trials, varianceAcrossTrials, expectedBest, deflatedSharpe }) => {
      const { name, unit, text } = METHODS[method]
      const meaning = { name, unit, text: `${text} ${others}` }
      return { key: method, meaning, trials, varianceAcrossTrials, expectedBest, deflatedSharpe }
    }),
  ]
}

export function countedTrialsTable(lines: readonly CountedTrials[]): DocumentTable {
  return table(
    [
      { name: 'Trials counted as', kind: 'text', meaning: DEFINITIONS.effectiveTrials },
      { name: 'Trials', kind: 'number', meaning: DEFINITIONS.trials },
      { name: 'Best by luck', kind: 'number', meaning: DEFINITIONS.expectedMaximumSharpe },
      { name: 'Deflated Sharpe', kind: 'number', meaning: DEFINITIONS.deflatedSharpe },
    ],
    lines.map(({ meaning, trials, expectedBest, deflatedSharpe }) => [
      meaning.name,
      fixedText(trials, 1),
      figureText(expectedBest),
      figureText(deflatedSharpe),
    ]),
    '',
  )
}

type Splits = Pick<
  NonNullable<SweepOverfitting['overfitting']>,
  'probability' | 'splits' | 'blocks' | 'probabilityOfLoss'
>

export function splitsText({ probability, splits, blocks, probabilityOfLoss }: Splits): string {
  return `In ${shareText(probability, 1)} of ${fixedText(splits, 0)} splits of ${blocks} blocks the best in sample was no better than the middle out of sample; it lost money in ${shareText(probabilityOfLoss, 1)}.`
}

/** One sentence on a run's trials as independent ones; null where it was not told. */
export function effectiveText(study: TrialStudy | undefined): string | null {
  if (study === undefined || study.effective.length === 0) return null
  const counts = study.effective.map(({ method, trials, deflatedSharpe }) => {
    const by = METHODS[method].name.replace('Independent, by ', 'by ')
    return `${fixedText(trials, 0)} ${by} (deflated Sharpe probability ${figureText(deflatedSharpe)})`
  })
  const pbo = study.overfitting
  const chosen =
    pbo === null ? '' : ` Probability of overfitting of the best of the grid: ${shareText(pbo.probability, 1)}.`
  return `As independent ones they are worth ${counts.join(', ')}; the raw number judges.${chosen}`
}
