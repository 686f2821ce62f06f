import type { StressPart, StressVerdict } from '../contract/robustnessRecord.ts'
import { DEFINITIONS, type Definition } from '../contract/workbench/definitions.ts'

export const STRESS_TITLES: Readonly<Record<StressPart, string>> = {
  costs: 'Costs',
  delays: 'Delay',
  assumptions: 'Assumptions of the fills',
  returns: 'Luck of the days',
  markets: 'Resampled markets',
  trades: 'Trades',
  neighbours: 'Neighbouring parameters',
  regimes: 'Regimes',
  placebos: 'Placebos',
}

export const STRESS_MEANINGS: Readonly<Record<StressPart | 'verdict', Definition>> = {
  verdict: DEFINITIONS.suiteVerdict,
  costs: DEFINITIONS.costStress,
  delays: DEFINITIONS.signalDelay,
  assumptions: DEFINITIONS.assumptionCard,
  returns: DEFINITIONS.accountBootstrap,
  markets: DEFINITIONS.resampledMarkets,
  trades: DEFINITIONS.tradesLeftOut,
  neighbours: DEFINITIONS.parameterSteps,
  regimes: DEFINITIONS.regimeSplit,
  placebos: DEFINITIONS.placeboShifted,
}

export const VERDICT_WORDS: Readonly<Record<StressVerdict['verdict'], string>> = {
  holds: 'holds',
  breaks: 'breaks',
  'cannot-be-said': 'cannot be said',
}

/** Words of an assumption by its id. */
export const ASSUMPTION_WORDS: Readonly<Record<string, string>> = {
  fill: 'When it is filled',
  intrabar: 'Stop or target first',
  spread: 'Spread',
  slippage: 'Slippage',
  impact: 'Market impact',
  'volume-cap': 'Volume and partial fills',
  borrow: 'Borrow',
  funding: 'Funding',
}

/** What all verdicts come to, in a sentence. */
export function suiteSentence(verdicts: readonly StressVerdict[]): string {
  const count = (verdict: StressVerdict['verdict']) => verdicts.filter((own) => own.verdict === verdict).length
  const unsaid = count('cannot-be-said')
  if (unsaid === verdicts.length) return 'Nothing can be said of any part.'
  const rest = unsaid === 0 ? '' : `, of ${unsaid} nothing can be said`
  return `It holds in ${count('holds')} of ${verdicts.length} parts and breaks in ${count('breaks')}${rest}.`
}
