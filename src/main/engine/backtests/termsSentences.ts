import type { BacktestRequest } from '../../../core/backtest/model/backtestRequest.ts'
import type { ExecutionTerms, FillMode } from '../../../core/backtest/model/executionTerms.ts'

const FILLS: Readonly<Record<FillMode, string>> = {
  'next-open': 'Filled at the next open.',
  'next-close': 'Filled at the next close.',
  'this-close': 'Filled at the close that it decides on.',
}

/** How trades were filled and what they were charged, in sentences, with the costs of each instrument where they differ. */
export function termsSentences({ execution }: BacktestRequest, symbols: readonly string[]): readonly string[] {
  const costs = execution.map(costsText)
  const same = costs.every((text) => text === costs[0])
  const told = same ? [`Costs: ${costs[0]}.`] : costs.map((text, k) => `${symbols[k]}: ${text}.`)
  const { fill, intrabar, volumeShare } = execution[0]!
  return [
    FILLS[fill],
    ...told,
    `A bar that reaches stop and target: ${intrabar}.`,
    ...(volumeShare === Number.POSITIVE_INFINITY ? [] : [`At most ${shown(volumeShare * 100)} % of a bar's volume.`]),
  ]
}

function costsText({ fee, slippage, impact, borrowPerYear }: ExecutionTerms): string {
  const parts = [
    `fee ${shown(fee.bps)} bps${fee.perUnit > 0 ? ` and ${shown(fee.perUnit)} a unit` : ''}${fee.tiers.length > 0 ? ' by tiers' : ''}`,
    `slippage ${shown(slippage.bps)} bps`,
  ]
  if (slippage.spreadBps > 0) parts.push(`half of a spread of ${shown(slippage.spreadBps)} bps`)
  if (slippage.volatilityTimes > 0) parts.push(`${shown(slippage.volatilityTimes)} x the volatility of a bar`)
  if (impact.model !== 'none') parts.push(`${impact.model} impact of ${shown(impact.coefficient)}`)
  parts.push(`borrow ${shown(borrowPerYear * 100)} % a year`)
  return parts.join(', ')
}

function shown(value: number): string {
  return String(Number(value.toPrecision(6)))
}
