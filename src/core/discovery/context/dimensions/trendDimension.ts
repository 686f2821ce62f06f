import { ratioOfColumns } from '../../../indicators/columnArithmetic.ts'
import { logReturn } from '../../../indicators/logReturn.ts'
import type { ContextDimension } from '../../eventFamily.ts'
import { sigmaOf } from '../../families/assetColumns.ts'
import { swingBars } from '../../families/windowBars.ts'
import { classesOf } from '../stateClasses.ts'

const STEEP = 0.5

export const trendDimension: ContextDimension = {
  id: 'trend',
  title: 'Trend',
  states: ['down', 'flat', 'up'],
  formula: `log return over the swing (n = four days of bars, 48 to 384) in units of sd sqrt(n), sd of its steps: below -${STEEP}, above ${STEEP}, or between`,
  needs: [],
  readsOthers: false,
  classify: (inputs) => {
    const bars = swingBars(inputs.intervalMs)
    const steepness = ratioOfColumns(logReturn(inputs.bars.close, bars), sigmaOf(inputs, bars), 1 / Math.sqrt(bars))
    return classesOf(steepness, -STEEP, STEEP)
  },
}
