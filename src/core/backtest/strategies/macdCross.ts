import { exponentialMovingAverage } from '../../indicators/exponentialMovingAverage.ts'
import { crossSignals } from './gateSignals.ts'
import { barsParameter, numberOf } from './readParameter.ts'
import { averageColumn } from './strategyColumns.ts'
import type { StrategyDefinition } from './strategyDefinition.ts'

export const macdCross: StrategyDefinition = {
  id: 'macd-cross',
  title: 'MACD cross',
  version: 1,
  description:
    'Long while the difference of a fast and a slow exponential average is above its own exponential average, short while it is below.',
  source: 'Appel 1979; Appel 2005, Technical Analysis, ch. 8',
  needsPrediction: false,
  parameters: [
    barsParameter('fast', 1, 1_000, 12),
    barsParameter('slow', 2, 5_000, 26),
    barsParameter('signal', 1, 1_000, 9),
  ],
  objection: (parameters) =>
    numberOf(parameters, 'fast') < numberOf(parameters, 'slow') ? null : 'fast must be below slow',
  warmUpBars: (parameters) => numberOf(parameters, 'slow') + numberOf(parameters, 'signal') - 2,
  signals: (context, parameters) => {
    const [fast, slow, signal] = [
      numberOf(parameters, 'fast'),
      numberOf(parameters, 'slow'),
      numberOf(parameters, 'signal'),
    ]
    const quick = averageColumn(context, 'ema', fast)
    const calm = averageColumn(context, 'ema', slow)
    const { memo } = context
    const line = memo.column(`macd ${fast} ${slow}`, () => quick.map((value, bar) => value - calm[bar]!))
    const average = memo.column(`macd ${fast} ${slow} ${signal}`, () => exponentialMovingAverage(line, signal))
    return crossSignals(context, line, average)
  },
}
