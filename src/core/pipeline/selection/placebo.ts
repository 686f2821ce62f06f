import type { Beat } from '../../job/beat.ts'
import { createStream } from '../../stats/seededStream.ts'
import type { PairConfig } from '../pairConfig.ts'
import { tradedAccount } from '../trading/tradedAccount.ts'
import type { Workbench } from '../workbench.ts'
import { choiceOf, configurationCount } from '../workbench.ts'
import type { FoldPlan } from './foldPlan.ts'
import { foldsOf } from './foldPlan.ts'
import { frozenWinners, gridStatistics, selectFromStatistics } from './selectConfigurations.ts'

/** Distinct circular shifts, ascending, each at least horizon + embargo away from no shift in either direction; fewer where there is no room. */
export function placeboShifts(config: PairConfig, seed: number, bars: number): readonly number[] {
  const horizon = Math.max(...config.exits.map((exit) => exit.limitBars)) + 1
  const least = horizon + config.embargoBars
  const room = bars - 2 * least
  const wanted = Math.min(config.robustness.placeboShifts, Math.max(0, room))
  const stream = createStream(seed, 'placebo.shifts')
  const shifts = new Set<number>()
  while (shifts.size < wanted) shifts.add(least + stream.nextInt(room))
  return [...shifts].sort((a, b) => a - b)
}

/**
 * The whole selection, ladder and choice of scheme included, with every detector's events moved by the same shift; scored by the Sharpe
 * ratio per UTC day of its stitched tests, null where it traded nothing. Shift 0 is the real one.
 */
export function placeboScore(bench: Workbench, plan: FoldPlan, shiftBars: number, beat: Beat): number | null {
  const statistics = gridStatistics(bench, plan, 0, configurationCount(bench.config), shiftBars, beat)
  const selection = selectFromStatistics(bench.config, plan, statistics)
  const folds = foldsOf(plan, selection.schemeOfFold).slice(0, -1)
  const winners = frozenWinners(selection)
  const choices = folds.map((fold, index) => {
    const { configuration } = winners[index]!
    return { fold, choice: configuration < 0 ? null : choiceOf(bench.config, configuration) }
  })
  const { account } = tradedAccount(bench, choices, folds[0]!.test.from, folds.at(-1)!.test.to, { shiftBars })
  return account.sharpePerDay
}

/** p = (1 + count of placebo scores at least as good) / (1 + placebos) (Phipson & Smyth 2010); null where the real selection traded nothing. */
export function placeboP(real: number | null, shifted: readonly (number | null)[]): number | null {
  if (real === null || shifted.length === 0) return null
  const asGood = shifted.filter((score) => score !== null && score >= real).length
  return (1 + asGood) / (1 + shifted.length)
}
