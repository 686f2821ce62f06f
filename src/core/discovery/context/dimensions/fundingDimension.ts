import type { ContextDimension } from '../../eventFamily.ts'
import { sensorOf } from '../../families/assetColumns.ts'
import { trailingRank } from '../../families/trailingRank.ts'
import { pastBars } from '../../families/windowBars.ts'
import { thirdsOf } from '../stateClasses.ts'

export const fundingDimension: ContextDimension = {
  id: 'funding',
  title: 'Funding',
  states: ['low', 'middle', 'high'],
  formula: 'third that the rank of the funding rate lies in, within the past (30 days of bars, 240 to 2,880)',
  needs: ['funding'],
  readsOthers: false,
  classify: (inputs) => thirdsOf(trailingRank(sensorOf(inputs, 'funding'), pastBars(inputs.intervalMs))),
}
