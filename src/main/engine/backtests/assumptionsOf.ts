import { BAR_VOLATILITY_BARS } from '../../../core/backtest/compile/compileTerms.ts'
import { STANDARD_IMPACT, saysFees } from '../../../core/backtest/compile/executionTermsOf.ts'
import { assumedFields } from '../../../core/contract/assumedFields.ts'
import type { Assumption } from '../../../core/contract/backtestRecord.ts'
import type { BacktestSpec } from '../../../core/contract/backtestSpec.ts'
import { SPEC_MEANINGS } from '../../../core/contract/specMeanings.ts'
import type { Instrument } from '../../../core/market/instrument.ts'

type Written = {
  readonly written: unknown
  readonly spec: BacktestSpec
  readonly instruments: readonly Instrument[]
  readonly interval: string
  /** Whether predictions are traded, and whether they are of every bar. */
  readonly foretold: 'nothing' | 'some-bars' | 'all-bars'
  readonly startCash: number
  readonly parameters: Readonly<Record<string, number | string>>
  readonly assumedParameters: readonly string[]
  readonly isDaily: boolean
}

/** Everything that decides the result and that nobody wrote, with the value that stands in. Thresholds that no model reads are left out. */
export function assumptionsOf(facts: Written): readonly Assumption[] {
  const { written, spec, parameters, assumedParameters } = facts
  const fields = assumedFields(written, spec).flatMap(({ field, value }): readonly Assumption[] => {
    if (field.endsWith('_threshold') || field.startsWith('strategy.')) return []
    return [{ field, value, meaning: SPEC_MEANINGS[field] ?? 'A standard of the program.' }]
  })
  const strategy = assumedParameters.map((name) => ({
    field: name.endsWith('_threshold') ? name : `strategy.parameters.${name}`,
    value: parameters[name]!,
    meaning: SPEC_MEANINGS[name] ?? 'The standard of the strategy.',
  }))
  return [...ofWorkspace(facts), ...strategy, ...ofCosts(facts), ...fields]
}

function ofWorkspace({ spec, instruments, interval, startCash, foretold }: Written): readonly Assumption[] {
  const found: Assumption[] = []
  const add = (field: string, value: Assumption['value'], meaning: string) => found.push({ field, value, meaning })
  if (spec.start_date === undefined)
    add(
      'start_date',
      null,
      foretold === 'nothing' ? 'From the first bar there is.' : 'From the first bar with a prediction.',
    )
  if (spec.end_date === undefined)
    add(
      'end_date',
      null,
      foretold === 'all-bars'
        ? 'To the bar after the last one with a prediction, or to the sealed hold-out.'
        : 'To the last bar there is, or to the sealed hold-out.',
    )
  if (spec.initial_capital === undefined) add('initial_capital', startCash, 'The capital of the workspace.')
  if (spec.interval === undefined) add('interval', interval, 'The interval of the workspace.')
  if (spec.instruments === undefined)
    add(
      'instruments',
      instruments.map(({ symbol }) => symbol),
      'All that the predictions name, else all of the workspace, under one account.',
    )
  return found
}

function ofCosts({ spec, instruments, isDaily }: Written): readonly Assumption[] {
  const found: Assumption[] = []
  const { execution } = spec
  const own = (name: 'feeBps' | 'slippageBps' | 'borrowPerYear', scale: number) =>
    Object.fromEntries(instruments.map(({ symbol, costs }) => [symbol, costs[name] / scale]))
  const add = (field: string, value: Assumption['value'], meaning: string) => found.push({ field, value, meaning })
  if (execution.commission === undefined) {
    if (saysFees(execution)) add('execution.commission', 0, 'The specification says fees by the unit or by tiers.')
    else add('execution.commission', own('feeBps', 10_000), 'The fee of each instrument, as a fraction of value.')
  }
  if (execution.slippage === undefined)
    add('execution.slippage', own('slippageBps', 10_000), 'The slippage of each instrument, as a fraction.')
  if (execution.borrow_per_year === undefined && spec.direction !== 'long')
    add('execution.borrow_per_year', own('borrowPerYear', 1), 'The borrow of each instrument, a fraction a year.')
  const { market_impact: impact } = execution
  if (impact === 'linear')
    add('market_impact.coefficient', STANDARD_IMPACT.linear, '10 basis points for each per cent of the bar’s volume.')
  if (impact === 'square_root')
    add(
      'market_impact.coefficient',
      STANDARD_IMPACT['square-root'],
      'Times the volatility of a bar and the root of the share of its volume.',
    )
  const model = typeof impact === 'string' ? impact : impact.model
  if (execution.slippage_volatility > 0 || model === 'square_root')
    add('volatility_bars', BAR_VOLATILITY_BARS, 'Bars over which the volatility of a bar is measured.')
  if (spec.risk_management.max_share_per_group !== null)
    add('risk_management.groups', 'asset class', 'Instruments of one asset class are one group.')
  if (spec.allowed_hours !== null && isDaily)
    add('allowed_hours', null, 'Bars of a day have no hour: the allowed hours forbid nothing here.')
  return found
}
