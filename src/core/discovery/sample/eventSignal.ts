import { EVENT_SIGNAL } from '../../contract/eventSignal.ts'
import type { Hypothesis } from '../hypothesis.ts'
import { eventsInCondition } from './conditionEvents.ts'
import { directionSign } from './forwardReturn.ts'
import type { MarketStates } from './marketStates.ts'

/** `events`: rows that are traded; `signal`: the column that trades them (`EVENT_SIGNAL`), one value a row of the market. */
export type EventTrades = { readonly events: Int32Array; readonly signal: Float64Array }

/**
 * The events of a hypothesis as trades, one at a time: each event that does not lie within the horizon of the one taken before. Nothing after a row is read for it, so events whose horizon
 * does not end within the bars, which a discovery cannot count, are traded too.
 */
export function eventTradesOf(states: MarketStates, hypothesis: Hypothesis, length: number): EventTrades {
  const { symbol, direction, horizonBars } = hypothesis
  const sign = directionSign(direction)
  const signal = new Float64Array(length)
  const events: number[] = []
  let freeFrom = 0
  for (const row of eventsInCondition(states, states.placeOf(symbol), hypothesis).inCondition) {
    if (row < freeFrom) continue
    freeFrom = row + horizonBars
    signal.fill(sign * EVENT_SIGNAL.held, row + 1, Math.min(freeFrom, length))
    signal[row] = sign * EVENT_SIGNAL.event
    events.push(row)
  }
  return { events: Int32Array.from(events), signal }
}
