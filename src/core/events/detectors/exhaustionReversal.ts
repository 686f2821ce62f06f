import type { IndicatorMemo } from '../../indicators/indicatorMemo.ts'
import type { PairColumns } from '../../market/pairColumns.ts'
import type { Detector, Signal } from '../detector.ts'
import { emptySignal, eventsFromSignals } from '../detector.ts'
import { change, legOf, logClose, rangeFraction } from '../legMeasures.ts'

type Settings = { readonly runBars: number; readonly runRanges: number; readonly rejectionShare: number }

function reversalSignal(
  columns: PairColumns,
  memo: IndicatorMemo,
  role: 'primary' | 'secondary',
  settings: Settings,
): Signal {
  const { runBars, runRanges, rejectionShare } = settings
  const leg = legOf(columns, role)
  const run = memo.column(`${role}.change.${runBars}`, () => change(logClose(columns, memo, role), runBars))
  const range = rangeFraction(columns, memo, role)
  const rootBars = Math.sqrt(runBars)
  const signal = emptySignal(run.length)
  for (let t = 1; t < run.length; t++) {
    const stretch = run[t]! / (range[t - 1]! * rootBars)
    const span = leg.high[t]! - leg.low[t]!
    if (!(Math.abs(stretch) >= runRanges) || span <= 0) continue
    const giveBack = stretch > 0 ? leg.high[t]! - leg.close[t]! : leg.close[t]! - leg.low[t]!
    if (giveBack / span < rejectionShare) continue
    signal.direction[t] = stretch > 0 ? -1 : 1
    signal.strength[t] = Math.abs(stretch) - runRanges
  }
  return signal
}

/** A long run whose last bar gives back a share of its range: trade against it. */
export const exhaustionReversal: Detector = {
  id: 'exhaustion-reversal',
  title: 'Exhaustion and reversal',
  kind: 'single',
  parameters: [
    { name: 'runBars', unit: 'bars', minimum: 2, maximum: 200, standard: 12, gridValues: [12, 24, 48, 72] },
    {
      name: 'runRanges',
      unit: 'average true ranges x square root of bars',
      minimum: 0.25,
      maximum: 10,
      standard: 1.5,
      gridValues: [1.5, 2],
    },
    { name: 'rejectionShare', unit: 'fraction', minimum: 0, maximum: 1, standard: 0.5, gridValues: [0.5] },
  ],
  detect: (columns, memo, { runBars = 12, runRanges = 1.5, rejectionShare = 0.5 }) =>
    eventsFromSignals([
      { role: 'primary', signal: reversalSignal(columns, memo, 'primary', { runBars, runRanges, rejectionShare }) },
      { role: 'secondary', signal: reversalSignal(columns, memo, 'secondary', { runBars, runRanges, rejectionShare }) },
    ]),
}
