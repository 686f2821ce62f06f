import type { BacktestSpec } from '../../contract/backtestSpec.ts'
import type { Costs } from '../../market/instrument.ts'
import type { ExecutionTerms, FillMode, ImpactTerms } from '../model/executionTerms.ts'

/** `linear`: a fill of one per cent of the bar's volume moves the price by 10 basis points; `square-root`: by a tenth of a bar's volatility. */
export const STANDARD_IMPACT = { none: 0, linear: 0.1, 'square-root': 1 } as const

const FILLS: Readonly<Record<BacktestSpec['execution']['fill'], FillMode>> = {
  next_open: 'next-open',
  next_close: 'next-close',
  this_close: 'this-close',
}

/** A specification's costs and fills for one instrument, whose own costs stand in for what it does not say. */
export function executionTermsOf({ execution }: Pick<BacktestSpec, 'execution'>, costs: Costs): ExecutionTerms {
  const { commission, commission_tiers, slippage, borrow_per_year, volume_share } = execution
  return {
    fill: FILLS[execution.fill],
    intrabar: execution.intrabar,
    fee: {
      bps: commission === undefined ? (saysFees(execution) ? 0 : costs.feeBps) : commission * 10_000,
      perUnit: execution.commission_per_unit,
      minimum: execution.commission_minimum,
      tiers: commission_tiers.map(({ from_value, rate }) => ({ fromValue: from_value, bps: rate * 10_000 })),
    },
    slippage: {
      bps: slippage === undefined ? costs.slippageBps : slippage * 10_000,
      spreadBps: execution.spread * 10_000,
      volatilityTimes: execution.slippage_volatility,
    },
    impact: impactOf(execution.market_impact),
    volumeShare: volume_share ?? Number.POSITIVE_INFINITY,
    borrowPerYear: borrow_per_year ?? costs.borrowPerYear,
    leverage: execution.leverage,
    wholeUnits: execution.whole_units,
  }
}

/** Fees by the unit or by tiers take the place of the instrument's own. */
export function saysFees(execution: BacktestSpec['execution']): boolean {
  return execution.commission_per_unit > 0 || execution.commission_tiers.length > 0
}

function impactOf(impact: BacktestSpec['execution']['market_impact']): ImpactTerms {
  const said = typeof impact === 'string' ? { model: impact, coefficient: null } : impact
  const model = said.model === 'square_root' ? 'square-root' : said.model
  return { model, coefficient: said.coefficient ?? STANDARD_IMPACT[model] }
}
