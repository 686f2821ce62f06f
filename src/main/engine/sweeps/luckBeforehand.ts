import type { SearchPower } from '../../../core/contract/searchPower.ts'
import { symbolsKey } from '../../../core/job/symbolsKey.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import { searchPower } from '../../../core/robustness/overfitting/searchPower.ts'
import { UTC_DAYS } from './findBest.ts'
import type { PreparedSweep } from './prepareSweep.ts'
import type { SweepPorts } from './sweepPorts.ts'

const DAY_MS = 86_400_000

/** What luck is expected to show before anything is evaluated; `bestSharpe` annual, of UTC days, null where fewer than two are covered. */
export type LuckBeforehand = {
  /** In the ledger on these symbols already. */
  readonly trialsBefore: number
  /** With all evaluations of this sweep. */
  readonly trials: number
  readonly days: number
  readonly bestSharpe: number | null
  /** What could be found at all with these days and trials; null where `bestSharpe` is. */
  readonly power: SearchPower | null
}

/** The annual Sharpe ratio that one asks about where nobody names another. */
const TARGET_SHARPE = 1

/**
 * The best Sharpe ratio that so many trials without skill are expected to show (Bailey & Lopez de Prado 2014), each an independent one whose ratio over T days varies by 1/T (Lo 2002,
 * Financial Analysts J. 58(4)). Once there are results their own spread takes the place of 1/T.
 */
export function luckBeforehand(
  { ledger }: SweepPorts,
  { sweepId, prepared, passes, plan }: PreparedSweep,
): Outcome<LuckBeforehand> {
  const basis = ledger.basisFor(symbolsKey(prepared.traded.ledgerSymbols), sweepId)
  if (!basis.ok) return basis
  const { timeMs } = prepared.request.market
  const { fromBar, toBar } = passes[0]!
  const days = toBar > fromBar ? Math.round((timeMs[toBar - 1]! - timeMs[fromBar]!) / DAY_MS) + 1 : 0
  const trialsBefore = basis.value.trials
  const trials = trialsBefore + plan.trials * passes.length
  const { periodsPerYear } = UTC_DAYS
  const power = searchPower({ periods: days, trials, periodsPerYear, target: TARGET_SHARPE })
  return success({ trialsBefore, trials, days, bestSharpe: power?.expectedBest ?? null, power })
}
