import { nearestName } from '../../outcome/nearestName.ts'
import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import { bollingerReversion } from './bollingerReversion.ts'
import { donchianBreakout } from './donchianBreakout.ts'
import { eventTrades } from './eventTrades.ts'
import { macdCross } from './macdCross.ts'
import { momentum } from './momentum.ts'
import { movingAverageCross } from './movingAverageCross.ts'
import { predictionThresholds } from './predictionThresholds.ts'
import { rsiReversion } from './rsiReversion.ts'
import type { StrategyDefinition } from './strategyDefinition.ts'

/** A new strategy is a file beside this one and a line here. */
export const STRATEGIES: readonly StrategyDefinition[] = [
  movingAverageCross,
  macdCross,
  momentum,
  donchianBreakout,
  rsiReversion,
  bollingerReversion,
  predictionThresholds,
  eventTrades,
]

export function strategyOf(id: string): Outcome<StrategyDefinition> {
  const found = STRATEGIES.find((strategy) => strategy.id === id)
  if (found !== undefined) return success(found)
  const known = STRATEGIES.map((strategy) => strategy.id)
  const near = nearestName(id, known)
  const hint = near === null ? `Choose from: ${known.join(', ')}.` : `Did you mean ${near}?`
  return failure('unknown-strategy', `There is no strategy named "${id}".`, hint)
}
