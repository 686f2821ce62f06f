import type { IndicatorMemo } from '../../indicators/indicatorMemo.ts'
import { rollingMaximum } from '../../indicators/rollingMaximum.ts'
import { rollingMinimum } from '../../indicators/rollingMinimum.ts'
import { rollingRank } from '../../indicators/rollingRank.ts'
import { rollingStandardDeviation } from '../../indicators/rollingStandardDeviation.ts'
import type { PairColumns } from '../../market/pairColumns.ts'
import type { Detector, Signal } from '../detector.ts'
import { emptySignal, eventsFromSignals } from '../detector.ts'
import { change, legOf, logClose, rangeFraction } from '../legMeasures.ts'

const RANK_BARS = 336

type Settings = { readonly channelBars: number; readonly compressionRank: number }

function breakoutSignal(
  columns: PairColumns,
  memo: IndicatorMemo,
  role: 'primary' | 'secondary',
  settings: Settings,
): Signal {
  const { channelBars, compressionRank } = settings
  const leg = legOf(columns, role)
  const high = memo.column(`${role}.channelHigh.${channelBars}`, () => rollingMaximum(leg.high, channelBars))
  const low = memo.column(`${role}.channelLow.${channelBars}`, () => rollingMinimum(leg.low, channelBars))
  const rank = memo.column(`${role}.volatilityRank.${channelBars}`, () =>
    rollingRank(rollingStandardDeviation(change(logClose(columns, memo, role), 1), channelBars), RANK_BARS),
  )
  const range = rangeFraction(columns, memo, role)
  const signal = emptySignal(high.length)
  for (let t = 1; t < high.length; t++) {
    if (!(rank[t - 1]! <= compressionRank)) continue
    const close = leg.close[t]!
    const up = close > high[t - 1]!
    if (!up && !(close < low[t - 1]!)) continue
    signal.direction[t] = up ? 1 : -1
    signal.strength[t] = Math.abs(close / (up ? high[t - 1]! : low[t - 1]!) - 1) / range[t - 1]!
  }
  return signal
}

/** Volatility was low against its own past, and the close leaves the channel of the bars before: follow it. */
export const compressionBreakout: Detector = {
  id: 'compression-breakout',
  title: 'Volatility breakout after compression',
  kind: 'single',
  parameters: [
    { name: 'channelBars', unit: 'bars', minimum: 4, maximum: 500, standard: 24, gridValues: [12, 24, 48, 96, 168] },
    {
      name: 'compressionRank',
      unit: 'fraction',
      minimum: 0.01,
      maximum: 1,
      standard: 0.2,
      gridValues: [0.1, 0.2, 0.3],
    },
  ],
  detect: (columns, memo, { channelBars = 24, compressionRank = 0.2 }) =>
    eventsFromSignals([
      { role: 'primary', signal: breakoutSignal(columns, memo, 'primary', { channelBars, compressionRank }) },
      { role: 'secondary', signal: breakoutSignal(columns, memo, 'secondary', { channelBars, compressionRank }) },
    ]),
}
