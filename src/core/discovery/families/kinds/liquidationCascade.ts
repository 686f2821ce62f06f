import { sensorOf, stepOf } from '../assetColumns.ts'
import { type FamilyKind, signalColumn } from '../familyKind.ts'
import { trailingRank } from '../trailingRank.ts'
import { pastBars } from '../windowBars.ts'

export const liquidationCascade: FamilyKind = {
  name: 'liquidation_cascade',
  sides: [
    { suffix: '_up', sign: 1, title: 'Liquidations in a rise' },
    { suffix: '_down', sign: -1, title: 'Liquidations in a fall' },
  ],
  threshold: {
    meaning: 'rank',
    standard: 0.98,
    minimum: 0.5,
    maximum: 1,
    whole: false,
    neighbours: [0.97, 0.99],
  },
  formula:
    "size of liquidations above 0 and its rank within the past (30 days of bars, 240 to 2,880) at least k; side by the sign of the bar's return",
  source: 'forced selling that feeds on itself, Brunnermeier & Pedersen 2009',
  needs: ['liquidation'],
  readsOthers: false,
  signal: (inputs, threshold) => {
    const size = inputs.memo.column('liquidationSize', () => sensorOf(inputs, 'liquidation').map(Math.abs))
    const rank = inputs.memo.column('liquidationRank', () => trailingRank(size, pastBars(inputs.intervalMs)))
    const step = stepOf(inputs)
    return signalColumn(inputs, (bar) => (size[bar]! > 0 && rank[bar]! >= threshold ? Math.sign(step[bar]!) : 0))
  },
}
