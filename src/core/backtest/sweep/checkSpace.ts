import type { Outcome } from '../../outcome/outcome.ts'
import { success } from '../../outcome/outcome.ts'
import { axisValue, countOf } from '../../stats/search/searchAxis.ts'
import { checkParameters } from '../strategies/checkParameters.ts'
import type { StrategyDefinition, StrategyParameters } from '../strategies/strategyDefinition.ts'
import type { AxisValue, SweepAxis } from './sweepAxis.ts'
import type { SweepBase } from './sweepConfiguration.ts'
import { specOf } from './sweepConfiguration.ts'

/** Every value of every axis on its own. Errors: `bad-parameter`, `bad-domain`. */
export function checkAxes(
  axes: readonly SweepAxis[],
  strategy: StrategyDefinition,
  base: SweepBase,
): Outcome<readonly SweepAxis[]> {
  const alone = { ...strategy, objection: () => null }
  for (const axis of axes) {
    for (const value of telling(axis)) {
      const checked =
        axis.part === 'strategy'
          ? checkParameters(alone, { ...base.fixed, [axis.name]: typeof value === 'boolean' ? Number(value) : value })
          : specOf(base, { [axis.name]: value })
      if (!checked.ok) return checked
    }
  }
  return success(axes)
}

/** Where the middle lies is of no weight: it tells whether the values between the ends are whole. */
const BETWEEN = 0.37

/** All values of a list; of a range its ends and one between. */
function telling(axis: SweepAxis): readonly AxisValue[] {
  const { domain } = axis
  if (domain.kind === 'list') return domain.values
  if (domain.kind === 'span') return [0, BETWEEN, 1].map((coordinate) => axisValue(axis, coordinate))
  const last = countOf(axis) - 1
  return [0, Math.floor(last * BETWEEN), Math.min(1, last), last].map((coordinate) => axisValue(axis, coordinate))
}

/** Whether the parameters of a configuration make sense together. */
export function isSensible(strategy: StrategyDefinition, parameters: StrategyParameters): boolean {
  return strategy.objection(parameters) === null
}
