import { closeStreak } from '../../../indicators/closeStreak.ts'
import { type FamilyKind, signalColumn } from '../familyKind.ts'

export const exhaustion: FamilyKind = {
  name: 'exhaustion',
  sides: [
    { suffix: '_up', sign: 1, title: 'Rise that turns' },
    { suffix: '_down', sign: -1, title: 'Fall that turns' },
  ],
  threshold: {
    meaning: 'closes in a row',
    standard: 5,
    minimum: 2,
    maximum: 50,
    whole: true,
    neighbours: [4, 6],
  },
  formula: 'at least k closes in a row rose (fell) up to t-1, and C[t] below the low (above the high) of bar t-1',
  source: 'run and reversal bar, after DeMark 1994',
  needs: [],
  readsOthers: false,
  signal: (inputs, threshold) => {
    const { close, high, low } = inputs.bars
    const streak = inputs.memo.column('closeStreak', () => closeStreak(close))
    return signalColumn(inputs, (bar) => {
      if (streak[bar - 1]! >= threshold && close[bar]! < low[bar - 1]!) return 1
      return streak[bar - 1]! <= -threshold && close[bar]! > high[bar - 1]! ? -1 : 0
    })
  },
}
