import type { SearchPower } from '../../../../core/contract/searchPower.ts'
import type { WorkspacePower } from '../../../../core/contract/workbench/powerCalls.ts'
import { countWords } from '../../../../core/time/countWords.ts'
import { plainNumber } from '../../../../core/time/durationText.ts'

/** Power first, in plain words. */
export function powerLines(power: SearchPower): readonly string[] {
  const { years, trials, expectedBest, detectable, target, yearsForTarget, yearsAgainstLuck, trialsForTarget } = power
  const found = `${Math.round(power.power * 100)} % chance of a deflated probability of ${power.confidence}`
  const far = yearsForTarget === null ? 'more years than can be counted' : `${number(yearsForTarget)} years`
  return [
    `Luck alone: the best of ${countWords(trials, 'independent trial')} without skill over ${number(years)} years is expected to show an annual Sharpe ratio of ${number(expectedBest)}.`,
    detectable === null
      ? 'What could be found: nothing. With so few days no true Sharpe ratio would show.'
      : `What could be found: a strategy whose true annual Sharpe ratio is ${number(detectable)} or more (${found}). A weaker one would most likely be missed.`,
    `To find a true Sharpe ratio of ${number(target)} among as many trials: ${far} of data.`,
    `Before luck alone is expected to show ${number(target)}: ${number(yearsAgainstLuck)} years for as many trials; ${number(years)} years bear ${countWords(trialsForTarget, 'independent trial')}.`,
  ]
}

export function powerText({ workspace, symbols, days, daysFrom, trialsFrom, power }: WorkspacePower): string {
  return [
    `Power of a search on ${symbols} in ${workspace}: ${countWords(days, 'UTC day')} (${daysFrom}), ${countWords(power.trials, 'trial')} (${trialsFrom})`,
    '',
    ...powerLines(power),
    '',
    'Assumed: independent trials, normal daily returns, 365 days a year. Alike trials count for fewer; fat tails need more data.',
  ].join('\n')
}

function number(value: number): string {
  return value >= 1000 ? plainNumber(Math.round(value)) : value.toFixed(2)
}
