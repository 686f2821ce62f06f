import { lagColumn, ratioOfColumns } from '../../../indicators/columnArithmetic.ts'
import { rollingMedian } from '../../../indicators/rollingMedian.ts'
import { type FamilyKind, signalColumn } from '../familyKind.ts'

const USUAL_BARS = 96

export const volumeBurst: FamilyKind = {
  name: 'volume_burst',
  sides: [
    { suffix: '_up', sign: 1, title: 'Volume burst on a rising bar' },
    { suffix: '_down', sign: -1, title: 'Volume burst on a falling bar' },
  ],
  threshold: {
    meaning: 'times the usual volume',
    standard: 5,
    minimum: 1,
    maximum: 1_000,
    whole: false,
    neighbours: [4, 6.5],
  },
  formula: `V[t] at least k times the median volume of the ${USUAL_BARS} bars up to t-1; side by C[t] - O[t]`,
  source: 'Karpoff 1987 on volume and price change; Gervais, Kaniel & Mingelgrin 2001',
  needs: [],
  readsOthers: false,
  signal: (inputs, threshold) => {
    const { open, close, volume } = inputs.bars
    const times = inputs.memo.column('volumeTimes', () =>
      ratioOfColumns(volume, lagColumn(rollingMedian(volume, USUAL_BARS), 1)),
    )
    return signalColumn(inputs, (bar) => (times[bar]! >= threshold ? Math.sign(close[bar]! - open[bar]!) : 0))
  },
}
