import { rateOfChange } from '../../indicators/rateOfChange.ts'
import { whereAbove, whereBelow } from '../signals/bitColumn.ts'
import { conditionSignals } from './gateSignals.ts'
import { barsParameter, levelParameter, numberOf } from './readParameter.ts'
import type { StrategyDefinition } from './strategyDefinition.ts'

export const momentum: StrategyDefinition = {
  id: 'momentum',
  title: 'Time-series momentum',
  version: 1,
  description:
    'Long while the change of the close over the look-back is above the threshold, short while it is below its negative.',
  source: 'Moskowitz, Ooi & Pedersen 2012, J. Financial Economics 104(2)',
  needsPrediction: false,
  parameters: [barsParameter('lookback', 1, 20_000, 100), levelParameter('threshold', '%', 0, 100, 0)],
  objection: () => null,
  warmUpBars: (parameters) => numberOf(parameters, 'lookback'),
  signals: (context, parameters) => {
    const lookback = numberOf(parameters, 'lookback')
    const threshold = numberOf(parameters, 'threshold')
    const change = context.memo.column(`change ${lookback}`, () => rateOfChange(context.bars.close, lookback))
    return conditionSignals(
      context,
      (out) => whereAbove(change, threshold, out),
      (out) => whereBelow(change, -threshold, out),
    )
  },
}
