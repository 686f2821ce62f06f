import { crossSignals } from './gateSignals.ts'
import { barsParameter, numberOf, wordOf } from './readParameter.ts'
import { averageColumn } from './strategyColumns.ts'
import type { StrategyDefinition } from './strategyDefinition.ts'

export const movingAverageCross: StrategyDefinition = {
  id: 'moving-average-cross',
  title: 'Moving-average cross',
  version: 1,
  description:
    'Long while the fast average of the closes is above the slow one, entered where that begins; short while it is below.',
  source: 'Brock, Lakonishok & LeBaron 1992, J. Finance 47(5)',
  needsPrediction: false,
  parameters: [
    barsParameter('fast', 1, 5_000, 20),
    barsParameter('slow', 2, 20_000, 50),
    { kind: 'choice', name: 'average', choices: ['sma', 'ema'], standard: 'sma' },
  ],
  objection: (parameters) =>
    numberOf(parameters, 'fast') < numberOf(parameters, 'slow') ? null : 'fast must be below slow',
  warmUpBars: (parameters) => numberOf(parameters, 'slow') - 1,
  signals: (context, parameters) => {
    const kind = wordOf(parameters, 'average')
    const fast = averageColumn(context, kind, numberOf(parameters, 'fast'))
    const slow = averageColumn(context, kind, numberOf(parameters, 'slow'))
    return crossSignals(context, fast, slow)
  },
}
