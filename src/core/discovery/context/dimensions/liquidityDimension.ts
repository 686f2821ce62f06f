import { zipColumns } from '../../../indicators/columnArithmetic.ts'
import { rollingMean } from '../../../indicators/rollingMean.ts'
import type { ContextDimension } from '../../eventFamily.ts'
import { trailingRank } from '../../families/trailingRank.ts'
import { dayBars, pastBars } from '../../families/windowBars.ts'
import { halvesOf } from '../stateClasses.ts'

export const liquidityDimension: ContextDimension = {
  id: 'liquidity',
  title: 'Liquidity',
  states: ['low', 'high'],
  formula:
    'half that the rank of the mean of close x volume over a day (24 to 96 bars) lies in, within the past (30 days of bars, 240 to 2,880); unknown without volume',
  needs: [],
  readsOthers: false,
  classify: ({ bars: { close, volume }, intervalMs }) => {
    const turnover = rollingMean(
      zipColumns(close, volume, (price, amount) => price * amount),
      dayBars(intervalMs),
    )
    const known = turnover.map((value) => (value > 0 ? value : Number.NaN))
    return halvesOf(trailingRank(known, pastBars(intervalMs)))
  },
}
