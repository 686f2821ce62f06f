import type { ContextDimension } from '../../eventFamily.ts'
import { sigmaOf } from '../../families/assetColumns.ts'
import { trailingRank } from '../../families/trailingRank.ts'
import { dayBars, pastBars } from '../../families/windowBars.ts'
import { thirdsOf } from '../stateClasses.ts'

export const volatilityDimension: ContextDimension = {
  id: 'volatility',
  title: 'Volatility',
  states: ['low', 'middle', 'high'],
  formula:
    'third that the rank of sd (ddof 0) of a day of log returns (24 to 96 bars) lies in, within the past (30 days of bars, 240 to 2,880)',
  needs: [],
  readsOthers: false,
  classify: (inputs) =>
    thirdsOf(trailingRank(sigmaOf(inputs, dayBars(inputs.intervalMs)), pastBars(inputs.intervalMs))),
}
