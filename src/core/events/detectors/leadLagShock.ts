import type { IndicatorMemo } from '../../indicators/indicatorMemo.ts'
import type { PairColumns } from '../../market/pairColumns.ts'
import type { Detector, Signal } from '../detector.ts'
import { emptySignal, eventsFromSignals } from '../detector.ts'
import { change, logClose, otherLeg, rangeFraction } from '../legMeasures.ts'

/** Move of the bar in units of the range known one bar before, so that the shock does not measure itself. */
export function moveInRanges(columns: PairColumns, memo: IndicatorMemo, role: 'primary' | 'secondary'): Float64Array {
  return memo.column(`${role}.moveInRanges`, () => {
    const step = change(logClose(columns, memo, role), 1)
    const range = rangeFraction(columns, memo, role)
    return step.map((value, t) => (t === 0 ? Number.NaN : value / range[t - 1]!))
  })
}

function laggardSignal(
  columns: PairColumns,
  memo: IndicatorMemo,
  laggard: 'primary' | 'secondary',
  shock: number,
  quiet: number,
): Signal {
  const lead = moveInRanges(columns, memo, otherLeg(laggard))
  const lag = moveInRanges(columns, memo, laggard)
  const signal = emptySignal(lead.length)
  for (let t = 0; t < lead.length; t++) {
    const move = lead[t]!
    if (!(Math.abs(move) >= shock && Math.abs(lag[t]!) <= quiet)) continue
    signal.direction[t] = move > 0 ? 1 : -1
    signal.strength[t] = Math.abs(move) - shock
  }
  return signal
}

/** One leg has moved by `shockRanges` in a bar and the other has not: trade the laggard in the leader's direction. */
export const leadLagShock: Detector = {
  id: 'lead-lag-shock',
  title: 'Lead-lag shock',
  kind: 'single',
  parameters: [
    { name: 'shockRanges', unit: 'average true ranges', minimum: 0.5, maximum: 20, standard: 2, gridValues: [1.5, 3] },
    { name: 'quietRanges', unit: 'average true ranges', minimum: 0.05, maximum: 5, standard: 0.5, gridValues: [0.5] },
  ],
  detect: (columns, memo, { shockRanges = 2, quietRanges = 0.5 }) =>
    eventsFromSignals([
      { role: 'primary', signal: laggardSignal(columns, memo, 'primary', shockRanges, quietRanges) },
      { role: 'secondary', signal: laggardSignal(columns, memo, 'secondary', shockRanges, quietRanges) },
    ]),
}
