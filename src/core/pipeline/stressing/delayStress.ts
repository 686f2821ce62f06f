import { oneBarLater } from '../../backtest/compile/stressedRequests.ts'
import type { BacktestRequest } from '../../backtest/model/backtestRequest.ts'
import type { RobustnessSuite } from '../../contract/robustnessRecord.ts'
import type { Beat } from '../../job/beat.ts'
import { stressFigures } from './stressFigures.ts'
import type { StressClock } from './stressTask.ts'

/** The same signals so many of an instrument's bars later; 0: the request itself. */
export function barsLater(request: BacktestRequest, bars: number): BacktestRequest {
  let later = request
  for (let bar = 0; bar < bars; bar++) later = oneBarLater(later)
  return later
}

export function delayStress(
  request: BacktestRequest,
  delays: readonly number[],
  clock: StressClock,
  beat: Beat,
): RobustnessSuite['delays'] {
  const rows = [...delays]
    .sort((a, b) => a - b)
    .map((bars, at) => {
      beat(at, delays.length, `${bars} bars later`)
      return { bars, figures: stressFigures(barsLater(request, bars), clock) }
    })
  return { rows }
}
