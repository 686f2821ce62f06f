import { averageRange } from '../assetColumns.ts'
import { type FamilyKind, signalColumn, signBeyond } from '../familyKind.ts'

export const openingGap: FamilyKind = {
  name: 'opening_gap',
  sides: [
    { suffix: '_up', sign: 1, title: 'Opens higher' },
    { suffix: '_down', sign: -1, title: 'Opens lower' },
  ],
  threshold: {
    meaning: 'average true ranges',
    standard: 1,
    minimum: 0.05,
    maximum: 50,
    whole: false,
    neighbours: [0.75, 1.3],
  },
  formula: "|O[t] - C[t-1]| at least k of Wilder's average true ranges (24 bars) of t-1; decided at the close of bar t",
  source: 'opening gaps, as in Plastun et al. 2020',
  needs: [],
  readsOthers: false,
  needsSessions: true,
  signal: (inputs, threshold) => {
    const { open, close } = inputs.bars
    const range = averageRange(inputs)
    return signalColumn(inputs, (bar) => {
      const unit = range[bar - 1]!
      return unit > 0 ? signBeyond((open[bar]! - close[bar - 1]!) / unit, threshold) : 0
    })
  },
}
