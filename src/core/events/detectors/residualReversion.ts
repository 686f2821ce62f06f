import { rollingOls } from '../../indicators/rollingOls.ts'
import type { Detector } from '../detector.ts'
import { emptySignal, eventsFromSignals } from '../detector.ts'
import { logClose } from '../legMeasures.ts'

/** The log ratio's residual from a rolling hedge ratio is stretched: trade its return (long the cheap leg, short the dear one). */
export const residualReversion: Detector = {
  id: 'residual-reversion',
  title: 'Residual z-score of the log ratio against a rolling hedge ratio',
  kind: 'pair',
  parameters: [
    { name: 'windowBars', unit: 'bars', minimum: 24, maximum: 2000, standard: 168, gridValues: [72, 168, 336, 672] },
    {
      name: 'threshold',
      unit: 'standard deviations',
      minimum: 0.5,
      maximum: 8,
      standard: 2.5,
      gridValues: [2.5, 3, 3.5],
    },
  ],
  detect: (columns, memo, { windowBars = 168, threshold = 2.5 }) => {
    const z = memo.column(`pair.residualZ.${windowBars}`, () => {
      const fit = rollingOls(logClose(columns, memo, 'primary'), logClose(columns, memo, 'secondary'), windowBars)
      return fit.residualZ
    })
    const signal = emptySignal(z.length)
    for (let t = 0; t < z.length; t++) {
      const value = z[t]!
      if (!(Math.abs(value) >= threshold)) continue
      signal.direction[t] = value > 0 ? -1 : 1
      signal.strength[t] = Math.abs(value) - threshold
    }
    return eventsFromSignals([{ role: 'pair', signal }])
  },
}
