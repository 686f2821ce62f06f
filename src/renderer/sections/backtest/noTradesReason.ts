import type { SelectShape } from '../../../core/contract/workbench/stageShapesBacktest.ts'
import { countText } from '../../ui/numberText.ts'

/** Why a run has no trade in its tests, from what the selection kept. */
export function noTradesReason(select: SelectShape | null): string {
  if (select === null) return 'No event of the frozen choices fell into their tests, so the account never moved.'
  const tested = select.winners.slice(0, -1)
  const without = tested.filter((winner) => (winner.choice ?? null) === null).length
  const grid = countText(select.configurations)
  if (without === tested.length)
    return `In none of the ${tested.length} folds did any of the ${grid} configurations pass even the loosest rung of the constraints, so nothing was frozen and nothing could be traded.`
  if (without > 0)
    return `${without} of ${tested.length} folds found no configuration among ${grid}; the choices of the others fired no event in their tests.`
  return `Every fold froze a choice, but none of them fired an event in its test of the stitched tests.`
}
