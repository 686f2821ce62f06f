import { sensorOf } from '../assetColumns.ts'
import type { FamilyKind } from '../familyKind.ts'

export const fundingFlip: FamilyKind = {
  name: 'funding_flip',
  sides: [
    { suffix: '_up', sign: 1, title: 'Funding turns positive' },
    { suffix: '_down', sign: -1, title: 'Funding turns negative' },
  ],
  threshold: {
    meaning: 'bars of the sign before',
    standard: 24,
    minimum: 1,
    maximum: 5_000,
    whole: true,
    neighbours: [16, 36],
  },
  formula:
    'the funding rate changes its sign after at least k bars of the other one; a rate of 0 or none leaves the sign as it was',
  source: 'who pays whom changes sides, as in Schmeling, Schrimpf & Todorov 2023',
  needs: ['funding'],
  readsOthers: false,
  signal: (inputs, threshold) => {
    const rate = sensorOf(inputs, 'funding')
    const signal = new Float64Array(rate.length)
    let sign = 0
    let since = 0
    for (let bar = 0; bar < rate.length; bar++) {
      const own = rate[bar]! > 0 ? 1 : rate[bar]! < 0 ? -1 : sign
      if (own === sign) continue
      if (sign !== 0 && bar - since >= threshold) signal[bar] = own
      sign = own
      since = bar
    }
    return signal
  },
}
