import { relativeStrengthIndex } from '../../indicators/relativeStrengthIndex.ts'
import { whereAbove, whereBegins, whereBelow } from '../signals/bitColumn.ts'
import { barsParameter, levelParameter, numberOf } from './readParameter.ts'
import { sideSignals } from './sideSignals.ts'
import type { StrategyDefinition } from './strategyDefinition.ts'

export const rsiReversion: StrategyDefinition = {
  id: 'rsi-reversion',
  title: 'RSI reversion',
  version: 1,
  description:
    'Long where the relative strength index falls below its low level, until it is above the exit level; short where it rises above 100 minus the low level, until it is below 100 minus the exit level.',
  source: 'Wilder 1978, New Concepts in Technical Trading Systems, section VI',
  needsPrediction: false,
  parameters: [
    barsParameter('period', 2, 1_000, 14),
    levelParameter('low', 'index', 1, 49, 30),
    levelParameter('exit', 'index', 2, 99, 50),
  ],
  objection: (parameters) =>
    numberOf(parameters, 'low') < numberOf(parameters, 'exit') ? null : 'low must be below exit',
  warmUpBars: (parameters) => numberOf(parameters, 'period'),
  signals: (context, parameters) => {
    const { bits, memo, bars } = context
    const period = numberOf(parameters, 'period')
    const low = numberOf(parameters, 'low')
    const exit = numberOf(parameters, 'exit')
    const index = memo.column(`rsi ${period}`, () => relativeStrengthIndex(bars.close, period, 50))
    return sideSignals(
      context,
      {
        enter: (out) => whereBegins(whereBelow(index, low, bits.take()), out),
        exit: (out) => whereAbove(index, exit, out),
      },
      {
        enter: (out) => whereBegins(whereAbove(index, 100 - low, bits.take()), out),
        exit: (out) => whereBelow(index, 100 - exit, out),
      },
    )
  },
}
