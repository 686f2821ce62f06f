import type { TradeList } from '../../backtest/tradeList.ts'
import { createTradeList } from '../../backtest/tradeList.ts'
import type { Beat } from '../../job/beat.ts'
import type { Fold } from '../../validation/walkForward.ts'
import type { PairConfig } from '../pairConfig.ts'
import type { Workbench } from '../workbench.ts'
import { choiceOf, configurationCount } from '../workbench.ts'
import type { Winner } from './chooseWinner.ts'
import { chooseWinner } from './chooseWinner.ts'
import type { FoldPlan, Scheme } from './foldPlan.ts'
import { SCHEMES } from './foldPlan.ts'
import { STATISTIC, STATISTIC_COUNT, writeFoldStatistics } from './foldStatistics.ts'

export type SchemeSelection = {
  readonly scheme: Scheme
  readonly winners: readonly Winner[]
  readonly validationReturn: number
}

/** The selection of a run: both schemes with a winner a fold (the last one is for the hold-out), and the scheme that validation prefers. */
export type Selection = { readonly schemes: readonly SchemeSelection[]; readonly chosen: Scheme }

/** Folds of both schemes in one list, as the statistics rows hold them. */
export function allFolds(plan: FoldPlan): readonly Fold[] {
  return SCHEMES.flatMap((scheme) => plan[scheme])
}

/** Statistics rows of the configurations [from, to), for all folds of both schemes; see `chooseWinner` for the layout. */
export function gridStatistics(
  bench: Workbench,
  plan: FoldPlan,
  from: number,
  to: number,
  shiftBars: number,
  beat: Beat,
): Float64Array {
  const folds = allFolds(plan)
  const out = new Float64Array((to - from) * folds.length * STATISTIC_COUNT)
  const scratch: TradeList = createTradeList(bench.columns.timeMs.length)
  for (let configuration = from; configuration < to; configuration++) {
    if ((configuration & 15) === 0) beat(configuration - from, to - from, 'configurations')
    const trades = bench.trades(choiceOf(bench.config, configuration), { shiftBars, out: scratch })
    for (let fold = 0; fold < folds.length; fold++) {
      const offset = ((configuration - from) * folds.length + fold) * STATISTIC_COUNT
      writeFoldStatistics(trades, folds[fold]!, bench.config.barsPerYear, out, offset)
    }
  }
  return out
}

/** A winner for every fold of both schemes; the scheme whose winners gained more on their validation blocks is the run's (a tie: anchored). */
export function selectFromStatistics(config: PairConfig, plan: FoldPlan, statistics: Float64Array): Selection {
  const configurations = configurationCount(config)
  const folds = allFolds(plan).length
  let offset = 0
  const schemes = SCHEMES.map((scheme): SchemeSelection => {
    const winners = plan[scheme].map((_, index) =>
      chooseWinner(statistics, configurations, folds, offset + index, config.ladder),
    )
    let validationReturn = 0
    winners.forEach(({ configuration }, index) => {
      if (configuration < 0) return
      const at = (configuration * folds + offset + index) * STATISTIC_COUNT
      validationReturn += statistics[at + STATISTIC.validationTrades]! * statistics[at + STATISTIC.validationMean]!
    })
    offset += plan[scheme].length
    return { scheme, winners, validationReturn }
  })
  const [anchored, rolling] = schemes
  return { schemes, chosen: rolling!.validationReturn > anchored!.validationReturn ? 'rolling' : 'anchored' }
}

export function winnersOf(selection: Selection, scheme: Scheme): readonly Winner[] {
  const found = selection.schemes.find((entry) => entry.scheme === scheme)
  if (found === undefined) throw new Error(`No selection for ${scheme}`)
  return found.winners
}
