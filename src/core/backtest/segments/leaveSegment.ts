import { addToTally } from '../../risk/tradeTally.ts'
import { feeOf, feeRate, fillPrice } from '../model/fillArithmetic.ts'
import type { SegmentRun } from './segmentRun.ts'
import type { SegmentTerms } from './segmentTerms.ts'

/** The fill that ended a position, and what it made. */
export type SegmentLeave = { price: number; fee: number; profit: number }

/** Closes the whole position at the planned exit; the fill is left in `done`. */
export function leaveSegment(run: SegmentRun, terms: SegmentTerms, done: SegmentLeave): void {
  const { position, exit } = run
  const { direction } = position
  const units = Math.abs(position.units)
  const price = fillPrice(exit.reference, -direction, terms.slippage)
  const fee = feeOf(terms.execution.fee, feeRate(terms.execution.fee, run.traded), units, price)
  const value = units * price
  run.cash += direction * value - fee
  run.fees += fee
  run.traded += value
  position.fees += fee
  position.units = 0
  const profit = direction * (value - position.value) - position.fees - position.financing
  run.closed++
  if (profit > 0) {
    run.wins++
    run.grossProfit += profit
  } else if (profit < 0) {
    run.losses++
    run.grossLoss -= profit
  }
  if (terms.sizing.method === 'kelly') addToTally(run.tally, profit / position.equityBefore)
  run.heldBars += exit.bar - position.entryBar + (exit.rests ? 1 : 0)
  done.price = price
  done.fee = fee
  done.profit = profit
}
