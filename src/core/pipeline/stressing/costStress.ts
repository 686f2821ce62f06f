import { withCosts } from '../../backtest/compile/stressedRequests.ts'
import type { BacktestRequest } from '../../backtest/model/backtestRequest.ts'
import type { ExecutionTerms } from '../../backtest/model/executionTerms.ts'
import type { RobustnessSuite, StressFigures } from '../../contract/robustnessRecord.ts'
import type { Beat } from '../../job/beat.ts'
import { stressFigures } from './stressFigures.ts'
import type { StressClock } from './stressTask.ts'

export type CostStress = NonNullable<RobustnessSuite['costs']>

/** The largest multiple that the break-even is looked for at. */
export const MOST_TIMES = 64
/** Width of the bracket that the break-even is found in. */
const PRECISION = 0.001

/** Whether anything is paid that could be multiplied. */
export function paysCosts({ execution }: BacktestRequest): boolean {
  return execution.some(hasCost)
}

function hasCost({ fee, slippage, impact, borrowPerYear }: ExecutionTerms): boolean {
  const paid = [fee.bps, fee.perUnit, fee.minimum, slippage.bps, slippage.spreadBps, slippage.volatilityTimes]
  const isImpact = impact.model !== 'none' && impact.coefficient > 0
  return paid.some((cost) => cost > 0) || fee.tiers.some(({ bps }) => bps > 0) || isImpact || borrowPerYear > 0
}

/** The same signals with fees, slippage, spread, impact and borrow multiplied, and the multiple at which the profit is gone. Null where nothing is paid. */
export function costStress(
  request: BacktestRequest,
  times: readonly number[],
  clock: StressClock,
  beat: Beat,
): CostStress | null {
  if (!paysCosts(request)) return null
  const figuresAt = (multiple: number) => stressFigures(withCosts(request, multiple), clock)
  const rows = [...times]
    .sort((a, b) => a - b)
    .map((multiple, at) => {
      beat(at, times.length + 1, `costs x ${multiple}`)
      return { times: multiple, figures: figuresAt(multiple) }
    })
  beat(times.length, times.length + 1, 'break-even of the costs')
  return { rows, breakEven: breakEven(figuresAt) }
}

/**
 * The least multiple found, by doubling and halving, at which the profit is not above 0; 0 where it loses before costs. A profit that comes back at
 * still higher costs is not looked for.
 */
export function breakEven(figuresAt: (times: number) => Pick<StressFigures, 'profit'>): CostStress['breakEven'] {
  const earns = (times: number) => figuresAt(times).profit > 0
  if (!earns(0)) return { times: 0, isAtLeast: false }
  let low = 0
  let high = 1
  while (earns(high)) {
    if (high >= MOST_TIMES) return { times: high, isAtLeast: true }
    low = high
    high *= 2
  }
  while (high - low > PRECISION * Math.max(1, low)) {
    const middle = (low + high) / 2
    if (earns(middle)) low = middle
    else high = middle
  }
  return { times: high, isAtLeast: false }
}
