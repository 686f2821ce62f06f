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

/** Winners of one scheme, and what each gained on its own validation block. */
export type SchemeSelection = {
  readonly scheme: Scheme
  readonly winners: readonly Winner[]
  readonly validationReturns: readonly number[]
}

/** The selection of a run: both schemes with a winner a fold (the last one is for the hold-out), and for each fold the scheme it uses. */
export type Selection = { readonly schemes: readonly SchemeSelection[]; readonly schemeOfFold: readonly Scheme[] }

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

/** For each fold the scheme whose winners gained more on the validation blocks up to that fold's own: nothing of its test or later. A tie: anchored. */
function chooseSchemes(anchored: readonly number[], rolling: readonly number[]): readonly Scheme[] {
  let lead = 0
  return anchored.map((gain, fold) => {
    lead += rolling[fold]! - gain
    return lead > 0 ? 'rolling' : 'anchored'
  })
}

/** A winner for every fold of both schemes, and the scheme that each fold uses. */
export function selectFromStatistics(config: PairConfig, plan: FoldPlan, statistics: Float64Array): Selection {
  const configurations = configurationCount(config)
  const folds = allFolds(plan).length
  let offset = 0
  const schemes = SCHEMES.map((scheme): SchemeSelection => {
    const winners = plan[scheme].map((_, index) =>
      chooseWinner(statistics, configurations, folds, offset + index, config.ladder),
    )
    const validationReturns = winners.map(({ configuration }, index) => {
      if (configuration < 0) return 0
      const at = (configuration * folds + offset + index) * STATISTIC_COUNT
      return statistics[at + STATISTIC.validationTrades]! * statistics[at + STATISTIC.validationMean]!
    })
    offset += plan[scheme].length
    return { scheme, winners, validationReturns }
  })
  const [anchored, rolling] = schemes
  return { schemes, schemeOfFold: chooseSchemes(anchored!.validationReturns, rolling!.validationReturns) }
}

/** The winner that each fold is frozen with. */
export function frozenWinners({ schemes, schemeOfFold }: Selection): readonly Winner[] {
  return schemeOfFold.map((scheme, fold) => schemes.find((entry) => entry.scheme === scheme)!.winners[fold]!)
}
