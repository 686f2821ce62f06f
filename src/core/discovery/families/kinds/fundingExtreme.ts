import { sensorOf } from '../assetColumns.ts'
import { type FamilyKind, signalColumn, signBeyond } from '../familyKind.ts'
import { trailingRank } from '../trailingRank.ts'
import { pastBars } from '../windowBars.ts'

export const fundingExtreme: FamilyKind = {
  name: 'funding_extreme',
  sides: [
    { suffix: '_high', sign: 1, title: 'Funding very high' },
    { suffix: '_low', sign: -1, title: 'Funding very low' },
  ],
  threshold: {
    meaning: 'rank',
    standard: 0.95,
    minimum: 0.5,
    maximum: 1,
    whole: false,
    neighbours: [0.9, 0.98],
  },
  formula: 'rank of the funding rate within the past (30 days of bars, 240 to 2,880) at least k (at most 1 - k)',
  source: 'funding as crowding, as in Schmeling, Schrimpf & Todorov 2023',
  needs: ['funding'],
  readsOthers: false,
  signal: (inputs, threshold) => {
    const rank = inputs.memo.column('fundingRank', () =>
      trailingRank(sensorOf(inputs, 'funding'), pastBars(inputs.intervalMs)),
    )
    return signalColumn(inputs, (bar) => signBeyond(rank[bar]!, threshold, 1 - threshold))
  },
}
