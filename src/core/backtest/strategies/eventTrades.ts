import { EVENT_SIGNAL } from '../../contract/eventSignal.ts'
import { whereAbove, whereBelow } from '../signals/bitColumn.ts'
import { sideSignals } from './sideSignals.ts'
import type { StrategyDefinition } from './strategyDefinition.ts'

const { enterAbove, leaveBelow } = EVENT_SIGNAL

export const eventTrades: StrategyDefinition = {
  id: 'events',
  title: 'Events held for their horizon',
  version: 1,
  description:
    'In at the open after an event of the block events, out at the open after the close that ends its horizon. Events within the horizon of the one before are passed over.',
  source: 'The events are those of a discovery; nothing of the trade is chosen here',
  needsPrediction: true,
  parameters: [],
  objection: () => null,
  warmUpBars: () => 0,
  signals: (context) => {
    const { prediction } = context
    if (prediction === null) throw new TypeError('The strategy events was given no events')
    return sideSignals(
      context,
      {
        enter: (out) => whereAbove(prediction, enterAbove, out),
        exit: (out) => whereBelow(prediction, leaveBelow, out),
      },
      {
        enter: (out) => whereBelow(prediction, -enterAbove, out),
        exit: (out) => whereAbove(prediction, -leaveBelow, out),
      },
    )
  },
}
