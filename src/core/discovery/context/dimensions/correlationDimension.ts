import { rollingCorrelation } from '../../../indicators/rollingCorrelation.ts'
import type { ContextDimension } from '../../eventFamily.ts'
import { othersStep, stepOf } from '../../families/assetColumns.ts'
import { trailingRank } from '../../families/trailingRank.ts'
import { pastBars, swingBars } from '../../families/windowBars.ts'
import { halvesOf } from '../stateClasses.ts'

export const correlationDimension: ContextDimension = {
  id: 'correlation',
  title: 'Correlation with the others',
  states: ['low', 'high'],
  formula:
    'half that the rank of the correlation of own log returns with the mean of the others over the swing (four days of bars, 48 to 384) lies in, within the past (30 days of bars, 240 to 2,880)',
  needs: [],
  readsOthers: true,
  classify: (inputs) => {
    const correlation = rollingCorrelation(stepOf(inputs), othersStep(inputs), swingBars(inputs.intervalMs))
    return halvesOf(trailingRank(correlation, pastBars(inputs.intervalMs)))
  },
}
