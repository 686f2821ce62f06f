import type { IndicatorMemo } from '../../indicators/indicatorMemo.ts'
import { volumeRatio } from '../../indicators/volumeRatio.ts'
import type { PairColumns } from '../../market/pairColumns.ts'
import type { Detector, Signal } from '../detector.ts'
import { emptySignal, eventsFromSignals } from '../detector.ts'
import { legOf } from '../legMeasures.ts'
import { moveInRanges } from './leadLagShock.ts'

type Settings = { readonly volumeBars: number; readonly volumeTimes: number; readonly moveRanges: number }

function burstSignal(
  columns: PairColumns,
  memo: IndicatorMemo,
  role: 'primary' | 'secondary',
  settings: Settings,
): Signal {
  const ratio = memo.column(`${role}.volumeRatio.${settings.volumeBars}`, () =>
    volumeRatio(legOf(columns, role).volume, settings.volumeBars),
  )
  const move = moveInRanges(columns, memo, role)
  const signal = emptySignal(move.length)
  for (let t = 0; t < move.length; t++) {
    if (!(ratio[t]! >= settings.volumeTimes && Math.abs(move[t]!) >= settings.moveRanges)) continue
    signal.direction[t] = move[t]! > 0 ? 1 : -1
    signal.strength[t] = Math.abs(move[t]!) - settings.moveRanges
  }
  return signal
}

/** A large move on a multiple of the usual volume: follow it. */
export const volumeBurst: Detector = {
  id: 'volume-burst',
  title: 'Volume-backed momentum burst',
  kind: 'single',
  parameters: [
    { name: 'volumeBars', unit: 'bars', minimum: 5, maximum: 1000, standard: 24, gridValues: [24, 72, 168] },
    { name: 'volumeTimes', unit: 'times the median', minimum: 1, maximum: 50, standard: 3, gridValues: [3, 5] },
    {
      name: 'moveRanges',
      unit: 'average true ranges',
      minimum: 0.1,
      maximum: 20,
      standard: 1.5,
      gridValues: [1.5, 2, 2.5],
    },
  ],
  detect: (columns, memo, { volumeBars = 24, volumeTimes = 3, moveRanges = 1.5 }) =>
    eventsFromSignals([
      { role: 'primary', signal: burstSignal(columns, memo, 'primary', { volumeBars, volumeTimes, moveRanges }) },
      { role: 'secondary', signal: burstSignal(columns, memo, 'secondary', { volumeBars, volumeTimes, moveRanges }) },
    ]),
}
