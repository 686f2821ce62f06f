import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import { checkExits } from './checkTerms.ts'
import type { Decisions, PlannedTrade } from './decisions.ts'

type Planned = Extract<Decisions, { readonly kind: 'planned' }>

const FINE: Outcome<true> = success(true)

function checkTrade({ legs, lane, exits }: PlannedTrade, at: number, laneOf: readonly number[]): Outcome<true> {
  const stray = legs.find(({ instrument }) => laneOf[instrument] !== lane)
  if (stray !== undefined)
    return failure(
      'bad-trade',
      `Trade ${at} of lane ${lane} has a leg in instrument ${stray.instrument}, which is of another lane or is not there.`,
      'Give each instrument of a trade the lane of the trade.',
    )
  const odd = legs.find(({ share }) => !Number.isFinite(share) || share === 0)
  if (odd !== undefined || legs.length === 0)
    return failure(
      'bad-trade',
      `Trade ${at} puts ${odd === undefined ? 'nothing' : `${odd.share} of the equity`} into a market.`,
      'State a share of equity, negative to sell short.',
    )
  return checkExits(exits)
}

/** Sorted by bar, each with legs of its own lane, shares that are numbers, and exits that can be. */
export function checkPlanned({ trades, laneOf }: Planned, instruments: number, bars: number): Outcome<true> {
  if (laneOf.length !== instruments)
    return failure(
      'signal-count',
      `There are ${instruments} instruments and lanes for ${laneOf.length}.`,
      'Give every instrument its lane.',
    )
  for (let at = 0; at < trades.length; at++) {
    const { bar } = trades[at]!
    if (!(Number.isInteger(bar) && bar >= 0 && bar < bars))
      return failure(
        'bad-trade',
        `Trade ${at} is decided at bar ${bar}, which is not there.`,
        'Name a bar of the data.',
      )
    if (at > 0 && bar < trades[at - 1]!.bar)
      return failure('unsorted-orders', `Trade ${at} stands after a trade of a later bar.`, 'Sort the trades by bar.')
    const checked = checkTrade(trades[at]!, at, laneOf)
    if (!checked.ok) return checked
  }
  return FINE
}
