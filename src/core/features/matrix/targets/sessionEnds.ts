import { closesOf } from '../barColumns.ts'
import type { FeatureInputs } from '../matrixFeature.ts'

/** For each bar the bar that ends the session after its own, -1 where there is none. A daily bar ends its own session, so it is the next bar. */
export function nextSessionEnds(inputs: FeatureInputs): Int32Array {
  const { market, calendar } = inputs
  const closes = closesOf(inputs)
  const ends = new Int32Array(closes.length).fill(-1)
  let current = -1
  let following = -1
  for (let bar = closes.length - 1; bar >= 0; bar--) {
    if (calendar.sessionAt(market.timeMs[bar]!)?.closeMs === closes[bar]) {
      following = current
      current = bar
    }
    ends[bar] = following
  }
  return ends
}
