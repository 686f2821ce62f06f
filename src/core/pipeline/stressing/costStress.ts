import { isFree, withCosts } from '../../backtest/compile/stressedRequests.ts'
import type { BacktestRequest } from '../../backtest/model/backtestRequest.ts'
import type { RobustnessSuite, StressFigures } from '../../contract/robustnessRecord.ts'
import type { Beat } from '../../job/beat.ts'
import { stressFigures } from './stressFigures.ts'
import type { StressClock } from './stressTask.ts'

export type CostStress = NonNullable<RobustnessSuite['costs']>

/** The largest multiple that the break-even is looked for at. */
export const MOST_TIMES = 64
/** Width of the bracket that the break-even is found in. */
const PRECISION = 0.001

/** The same signals with fees, slippage, spread, impact and borrow multiplied, and the multiple at which the profit is gone. Null where trading is free. */
export function costStress(
  request: BacktestRequest,
  times: readonly number[],
  clock: StressClock,
  beat: Beat,
): CostStress | null {
  if (request.execution.every(isFree)) return null
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
