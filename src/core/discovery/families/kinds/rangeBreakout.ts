import { channelHigh, channelLow } from '../assetColumns.ts'
import { type FamilyKind, signalColumn } from '../familyKind.ts'

export const rangeBreakout: FamilyKind = {
  name: 'range_breakout',
  sides: [
    { suffix: '_up', sign: 1, title: 'Breakout upwards' },
    { suffix: '_down', sign: -1, title: 'Breakout downwards' },
  ],
  threshold: {
    meaning: 'bars of the channel',
    standard: 96,
    minimum: 2,
    maximum: 5_000,
    whole: true,
    neighbours: [72, 128],
  },
  formula: 'C[t] above the highest high (below the lowest low) of the k bars up to t-1',
  source: 'Donchian 1960',
  needs: [],
  readsOthers: false,
  signal: (inputs, threshold) => {
    const high = channelHigh(inputs, threshold)
    const low = channelLow(inputs, threshold)
    const { close } = inputs.bars
    return signalColumn(inputs, (bar) => {
      if (close[bar]! > high[bar - 1]!) return 1
      return close[bar]! < low[bar - 1]! ? -1 : 0
    })
  },
}
