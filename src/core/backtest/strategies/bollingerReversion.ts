import { rollingStandardDeviation } from '../../indicators/rollingStandardDeviation.ts'
import { whereBegins } from '../signals/bitColumn.ts'
import { barsParameter, levelParameter, numberOf } from './readParameter.ts'
import { sideSignals } from './sideSignals.ts'
import { averageColumn, closeColumn } from './strategyColumns.ts'
import type { StrategyContext, StrategyDefinition } from './strategyDefinition.ts'

/** Mean + `deviations` population standard deviations of the last `period` closes. */
function band(context: StrategyContext, period: number, deviations: number): Float64Array {
  const { memo, bars } = context
  const mean = averageColumn(context, 'sma', period)
  const spread = memo.column(`deviation ${period}`, () => rollingStandardDeviation(bars.close, period))
  return memo.column(`band ${period} ${deviations}`, () => mean.map((value, bar) => value + deviations * spread[bar]!))
}

export const bollingerReversion: StrategyDefinition = {
  id: 'bollinger-reversion',
  title: 'Bollinger reversion',
  version: 1,
  description:
    'Long where the close falls below the lower band, until it is above the middle; short where it rises above the upper band, until it is below the middle.',
  source: 'Bollinger 2001, Bollinger on Bollinger Bands, ch. 16',
  needsPrediction: false,
  parameters: [barsParameter('period', 2, 5_000, 20), levelParameter('deviations', 'standard deviations', 0.1, 10, 2)],
  objection: () => null,
  warmUpBars: (parameters) => numberOf(parameters, 'period') - 1,
  signals: (context, parameters) => {
    const { bits, kernels } = context
    const period = numberOf(parameters, 'period')
    const deviations = numberOf(parameters, 'deviations')
    const close = closeColumn(context)
    const middle = averageColumn(context, 'sma', period)
    const lower = band(context, period, -deviations)
    const upper = band(context, period, deviations)
    return sideSignals(
      context,
      {
        enter: (out) => whereBegins(kernels.whereGreater(lower, close, bits.take()), out),
        exit: (out) => kernels.whereGreater(close, middle, out),
      },
      {
        enter: (out) => whereBegins(kernels.whereGreater(close, upper, bits.take()), out),
        exit: (out) => kernels.whereGreater(middle, close, out),
      },
    )
  },
}
