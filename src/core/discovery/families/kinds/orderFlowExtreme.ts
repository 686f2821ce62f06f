import { sensorOf } from '../assetColumns.ts'
import { type FamilyKind, signalColumn, signBeyond } from '../familyKind.ts'
import { trailingRank } from '../trailingRank.ts'
import { pastBars } from '../windowBars.ts'

export const orderFlowExtreme: FamilyKind = {
  name: 'order_flow_extreme',
  sides: [
    { suffix: '_buy', sign: 1, title: 'Order flow very much on the buy side' },
    { suffix: '_sell', sign: -1, title: 'Order flow very much on the sell side' },
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
    'rank of the order-flow imbalance within the past (30 days of bars, 240 to 2,880) at least k (at most 1 - k)',
  source: 'Cont, Kukanov & Stoikov 2014',
  needs: ['order-flow'],
  readsOthers: false,
  signal: (inputs, threshold) => {
    const rank = inputs.memo.column('orderFlowRank', () =>
      trailingRank(sensorOf(inputs, 'order-flow'), pastBars(inputs.intervalMs)),
    )
    return signalColumn(inputs, (bar) => signBeyond(rank[bar]!, threshold, 1 - threshold))
  },
}
