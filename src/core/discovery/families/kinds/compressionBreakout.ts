import { channelHigh, channelLow, sigmaOf } from '../assetColumns.ts'
import { type FamilyKind, signalColumn } from '../familyKind.ts'
import { trailingRank } from '../trailingRank.ts'
import { pastBars } from '../windowBars.ts'

const CHANNEL_BARS = 24

export const compressionBreakout: FamilyKind = {
  name: 'compression_breakout',
  sides: [
    { suffix: '_up', sign: 1, title: 'Breakout upwards after calm' },
    { suffix: '_down', sign: -1, title: 'Breakout downwards after calm' },
  ],
  threshold: {
    meaning: 'largest rank of volatility',
    standard: 0.2,
    minimum: 0.01,
    maximum: 1,
    whole: false,
    neighbours: [0.3, 0.15],
  },
  formula: `rank of the sd of ${CHANNEL_BARS} log returns within the past (30 days of bars, 240 to 2,880) at most k at t-1, and C[t] outside of the range of the ${CHANNEL_BARS} bars up to t-1`,
  source: 'Crabel 1990; Bollinger 2001 (squeeze)',
  needs: [],
  readsOthers: false,
  signal: (inputs, threshold) => {
    const high = channelHigh(inputs, CHANNEL_BARS)
    const low = channelLow(inputs, CHANNEL_BARS)
    const rank = inputs.memo.column('compressionRank', () =>
      trailingRank(sigmaOf(inputs, CHANNEL_BARS), pastBars(inputs.intervalMs)),
    )
    const { close } = inputs.bars
    return signalColumn(inputs, (bar) => {
      if (!(rank[bar - 1]! <= threshold)) return 0
      if (close[bar]! > high[bar - 1]!) return 1
      return close[bar]! < low[bar - 1]! ? -1 : 0
    })
  },
}
