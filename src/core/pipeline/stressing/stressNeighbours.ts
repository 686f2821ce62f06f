import type { StrategyParameters } from '../../backtest/strategies/strategyDefinition.ts'
import { strategyOf } from '../../backtest/strategies/strategyRegistry.ts'
import type { BacktestSpec } from '../../contract/backtestSpec.ts'
import type { StressNeighbour } from '../../contract/robustnessRecord.ts'
import type { StressTask } from './stressTask.ts'

/** A setting beside the one that is tested: one number of it changed. */
export type NeighbourPoint = Pick<StressNeighbour, 'name' | 'value' | 'own'> & {
  readonly parameters: StrategyParameters
  readonly spec: BacktestSpec
}

type Range = { readonly minimum: number; readonly maximum: number; readonly isInteger: boolean; readonly unit: number }

/**
 * Values at relative steps to both sides, in the range, ascending. Whole numbers move by at least one for each step; a 0 moves by the steps of `unit`, the
 * parameter's standard or 1.
 */
export function neighbourValues(own: number, steps: readonly number[], range: Range): readonly number[] {
  const { minimum, maximum, isInteger, unit } = range
  const size = own === 0 ? unit : Math.abs(own)
  const found = [...steps]
    .sort((a, b) => a - b)
    .flatMap((step, at) => {
      const distance = isInteger ? Math.max(at + 1, Math.round(step * size)) : step * size
      return [own - distance, own + distance].map(asWritten)
    })
  const inside = found.filter((value) => value >= minimum && value <= maximum && value !== own)
  return [...new Set(inside)].sort((a, b) => a - b)
}

/** As a person would write it: 0.33, not 0.32999999999999996. */
function asWritten(value: number): number {
  return Number(value.toPrecision(12))
}

/** Every number of the strategy, and of its exits, changed by itself; what makes no sense together with the others is left out. */
export function neighbourPoints(
  task: Pick<StressTask, 'spec' | 'strategyId' | 'parameters' | 'settings'>,
): readonly NeighbourPoint[] {
  return [...strategyPoints(task), ...exitPoints(task)]
}

function strategyPoints({ spec, strategyId, parameters, settings }: Parameters<typeof neighbourPoints>[0]) {
  const strategy = strategyOf(strategyId)
  if (!strategy.ok) return []
  return strategy.value.parameters.flatMap((parameter) => {
    const own = parameters[parameter.name]
    if (parameter.kind !== 'number' || typeof own !== 'number') return []
    const unit = Math.abs(parameter.standard) || 1
    return neighbourValues(own, settings.parameter_steps, { ...parameter, unit }).flatMap((value): NeighbourPoint[] => {
      const changed = { ...parameters, [parameter.name]: value }
      if (strategy.value.objection(changed) !== null) return []
      return [
        { name: parameter.name, value, own, parameters: changed, spec: withParameter(spec, parameter.name, value) },
      ]
    })
  })
}

/** As a person would have written it, so that a neighbour is the trial that its own backtest would be. */
function withParameter(spec: BacktestSpec, name: string, value: number): BacktestSpec {
  if (name === 'entry_threshold') return { ...spec, entry_threshold: value }
  if (name === 'exit_threshold') return { ...spec, exit_threshold: value }
  if (spec.strategy === undefined) return spec
  return { ...spec, strategy: { ...spec.strategy, parameters: { ...spec.strategy.parameters, [name]: value } } }
}

const DISTANCES = ['stop_loss', 'take_profit', 'trailing_stop'] as const

function exitPoints({ spec, parameters, settings }: Parameters<typeof neighbourPoints>[0]): readonly NeighbourPoint[] {
  const { risk_management: risk } = spec
  const points: NeighbourPoint[] = []
  const add = (
    name: string,
    own: number,
    range: Range,
    changed: (value: number) => BacktestSpec['risk_management'],
  ) => {
    for (const value of neighbourValues(own, settings.parameter_steps, range))
      points.push({ name, value, own, parameters, spec: { ...spec, risk_management: changed(value) } })
  }
  for (const name of DISTANCES) {
    const said = risk[name]
    if (said === null) continue
    if (typeof said === 'number') add(name, said, { ...POSITIVE, maximum: 10 }, (value) => ({ ...risk, [name]: value }))
    else add(`${name}.atr`, said.atr, POSITIVE, (atr) => ({ ...risk, [name]: { ...said, atr } }))
  }
  const { max_bars: most } = risk
  if (most !== null) add('max_bars', most, WHOLE, (value) => ({ ...risk, max_bars: value }))
  return points
}

const POSITIVE: Range = { minimum: Number.MIN_VALUE, maximum: 100, isInteger: false, unit: 1 }
const WHOLE: Range = { minimum: 1, maximum: Number.MAX_SAFE_INTEGER, isInteger: true, unit: 1 }

/** Share of the neighbours whose Sharpe ratio is above 0 and at least half of the own one. */
export function keptShare(rows: readonly Pick<StressNeighbour, 'figures'>[], own: number | null): number {
  const kept = rows.filter(({ figures: { sharpe } }) => sharpe !== null && sharpe > 0 && sharpe >= (own ?? 0) / 2)
  return kept.length / rows.length
}
