import { rollingStandardDeviation } from '../../indicators/rollingStandardDeviation.ts'
import type { Detector } from '../detector.ts'
import { emptySignal, eventsFromSignals } from '../detector.ts'
import { change, logRatio } from '../legMeasures.ts'

const SCALE_BARS = 336

/** One leg has outrun the other over a look-back; `continuation` 1 follows the faster leg, 0 waits for the slower to catch up. */
export const momentumDivergence: Detector = {
  id: 'momentum-divergence',
  title: 'Relative-momentum divergence',
  kind: 'pair',
  parameters: [
    { name: 'lookbackBars', unit: 'bars', minimum: 2, maximum: 500, standard: 24, gridValues: [6, 12, 24, 48, 96] },
    { name: 'threshold', unit: 'standard deviations', minimum: 0.5, maximum: 8, standard: 2.5, gridValues: [2, 2.75] },
    { name: 'continuation', unit: '0 or 1', minimum: 0, maximum: 1, standard: 0, gridValues: [0, 1] },
  ],
  detect: (columns, memo, { lookbackBars = 24, threshold = 2.5, continuation = 0 }) => {
    const z = memo.column(`pair.relativeMomentumZ.${lookbackBars}`, () => {
      const momentum = change(logRatio(columns, memo), lookbackBars)
      const step = change(logRatio(columns, memo), 1)
      const scale = rollingStandardDeviation(step, SCALE_BARS)
      return momentum.map((value, t) => value / (scale[t]! * Math.sqrt(lookbackBars)))
    })
    const signal = emptySignal(z.length)
    const side = continuation === 1 ? 1 : -1
    for (let t = 0; t < z.length; t++) {
      const value = z[t]!
      if (!(Math.abs(value) >= threshold)) continue
      signal.direction[t] = value > 0 ? side : -side
      signal.strength[t] = Math.abs(value) - threshold
    }
    return eventsFromSignals([{ role: 'pair', signal }])
  },
}
