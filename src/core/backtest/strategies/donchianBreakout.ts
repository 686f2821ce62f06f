import { barsParameter, numberOf } from './readParameter.ts'
import { sideSignals } from './sideSignals.ts'
import { channelBottom, channelTop, closeColumn } from './strategyColumns.ts'
import type { StrategyDefinition } from './strategyDefinition.ts'

export const donchianBreakout: StrategyDefinition = {
  id: 'donchian-breakout',
  title: 'Donchian breakout',
  version: 1,
  description:
    'Long where a close is above the highest high of the entry bars before it, until one is below the lowest low of the exit bars before it; short mirrored.',
  source: 'Donchian 1960, Commodity Year Book; Covel 2007, The Complete TurtleTrader',
  needsPrediction: false,
  parameters: [barsParameter('entry', 2, 20_000, 20), barsParameter('exit', 1, 20_000, 10)],
  objection: () => null,
  warmUpBars: (parameters) => numberOf(parameters, 'entry'),
  signals: (context, parameters) => {
    const { kernels } = context
    const close = closeColumn(context)
    const entry = numberOf(parameters, 'entry')
    const exit = numberOf(parameters, 'exit')
    return sideSignals(
      context,
      {
        enter: (out) => kernels.whereGreater(close, channelTop(context, entry), out),
        exit: (out) => kernels.whereGreater(channelBottom(context, exit), close, out),
      },
      {
        enter: (out) => kernels.whereGreater(channelBottom(context, entry), close, out),
        exit: (out) => kernels.whereGreater(close, channelTop(context, exit), out),
      },
    )
  },
}
