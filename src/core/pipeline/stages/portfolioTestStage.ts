import { simulateAccount } from '../../backtest/simulateAccount.ts'
import type { TradeList } from '../../backtest/tradeList.ts'
import { appendTrade, createTradeList } from '../../backtest/tradeList.ts'
import { ROLES } from '../../events/detector.ts'
import type { Beat } from '../../job/beat.ts'
import { silentBeat } from '../../job/beat.ts'
import { quantileSorted } from '../../stats/quantileSorted.ts'
import type { RandomStream } from '../../stats/seededStream.ts'
import { createStream } from '../../stats/seededStream.ts'
import type { Account } from '../account.ts'
import { accountOf } from '../account.ts'
import type { FoldPlan } from '../selection/foldPlan.ts'
import { foldsOf } from '../selection/foldPlan.ts'
import { stitchTrades } from '../selection/stitchTrades.ts'
import type { Stage } from '../stage.ts'
import { once } from '../stage.ts'
import { resolveSubject } from '../subject/resolveSubject.ts'
import type { Subject } from '../subject/subject.ts'
import type { Workbench } from '../workbench.ts'
import { testSpan } from './capitalCurveStage.ts'
import type { SelectOutput } from './selectStage.ts'
import { subjectOf } from './selectStage.ts'

/** LOOKS AHEAD BY DESIGN: what a filter of the stated precision and recall would have been worth. An upper bound, never evidence. */
export type SimulatedFilter = {
  readonly upperBound: true
  readonly precision: number
  readonly recall: number
  readonly draws: number
  readonly medianAccount: Account
  readonly low: readonly number[]
  readonly median: readonly number[]
  readonly high: readonly number[]
  readonly profitP10: number
  readonly profitP50: number
  readonly profitP90: number
}

export type PortfolioTestOutput = { readonly withoutModel: Account; readonly simulated: SimulatedFilter }
type PortfolioUnit = { readonly subject: Subject; readonly part: 'without-model' | 'simulated' }
type PortfolioResult = { readonly account: Account } | { readonly simulated: SimulatedFilter }

/** Trades of each role with a position of its own, under one capital: up to one open position a role at a time. */
function roleSleeves(bench: Workbench, plan: FoldPlan, subject: Subject): TradeList {
  const folds = resolveSubject(bench, foldsOf(plan, subject.schemeOfFold).slice(0, -1), subject, silentBeat)
  const sleeves = ROLES.map((_, role) => {
    const onlyRole = folds.map((entry) => {
      if (entry.choice === null) return entry
      const events = bench.eventsOf(entry.choice.setting)
      return {
        ...entry,
        keep: Uint8Array.from(events.role, (value, row) => (value === role && entry.keep?.[row] !== 0 ? 1 : 0)),
      }
    })
    return stitchTrades(bench, onlyRole, 'test').trades
  })
  const order = sleeves.flatMap((sleeve, role) => Array.from({ length: sleeve.count }, (_, row) => ({ role, row })))
  order.sort((a, b) => sleeves[a.role]!.decisionBar[a.row]! - sleeves[b.role]!.decisionBar[b.row]! || a.role - b.role)
  const merged = createTradeList(order.length)
  for (const { role, row } of order) appendTrade(merged, sleeves[role]!, row)
  return merged
}

/** Keeps gains with probability `recall`, and as many losses as give the stated precision on average. */
function drawFilter(trades: TradeList, precision: number, recall: number, stream: RandomStream): TradeList {
  let gains = 0
  for (let row = 0; row < trades.count; row++) if (trades.netReturn[row]! > 0) gains++
  const losses = trades.count - gains
  const keepLoss = losses > 0 ? Math.min(1, (gains * recall * (1 - precision)) / precision / losses) : 0
  const kept = createTradeList(trades.count)
  for (let row = 0; row < trades.count; row++) {
    const chance = trades.netReturn[row]! > 0 ? recall : keepLoss
    if (stream.nextUniform() < chance) appendTrade(kept, trades, row)
  }
  return kept
}

function simulate(bench: Workbench, plan: FoldPlan, subject: Subject, beat: Beat): SimulatedFilter {
  const { draws, precision, recall } = bench.config.simulation
  const all = roleSleeves(bench, plan, subject)
  const { from, to } = testSpan(plan)
  const fromDay = bench.clock.dayOfBar[from]!
  const days = bench.clock.dayOfBar[to - 1]! + 1 - fromDay
  const runs: { readonly trades: TradeList; readonly equity: Float64Array }[] = []
  for (let draw = 0; draw < draws; draw++) {
    beat(draw, draws, 'simulated filters')
    const trades = drawFilter(all, precision, recall, createStream(bench.seed, `portfolio.filter.${draw}`))
    const equity = simulateAccount(bench.columns, bench.clock, trades, bench.terms(1), bench.config.startCapital)
    runs.push({ trades, equity: equity.subarray(fromDay + 1, fromDay + 1 + days) })
  }
  const band = (probability: number) =>
    Array.from({ length: days }, (_, day) =>
      quantileSorted(Float64Array.from(runs, (run) => run.equity[day]!).sort(), probability),
    )
  const ranked = [...runs].sort((a, b) => a.equity[days - 1]! - b.equity[days - 1]!)
  const ends = Float64Array.from(ranked, (run) => run.equity[days - 1]! - bench.config.startCapital)
  return {
    upperBound: true,
    precision,
    recall,
    draws,
    medianAccount: accountOf(bench, ranked[Math.floor(draws / 2)]!.trades, from, to),
    low: band(0.1),
    median: band(0.5),
    high: band(0.9),
    profitP10: quantileSorted(ends, 0.1),
    profitP50: quantileSorted(ends, 0.5),
    profitP90: quantileSorted(ends, 0.9),
  }
}

/** Both legs under one capital: as selected, and with simulated filters of a stated accuracy. */
export const portfolioTestStage: Stage<
  { readonly select: SelectOutput },
  PortfolioUnit,
  PortfolioResult,
  PortfolioTestOutput
> = {
  name: 'portfolio-test',
  title: 'Portfolio test and simulated filter',
  needs: ['select'],
  weight: 1,
  plan: ({ outputs }, results) =>
    once<PortfolioUnit>(results, () => {
      const subject = subjectOf(outputs.select)
      return [
        { subject, part: 'without-model' },
        { subject, part: 'simulated' },
      ]
    }),
  runUnit: (bench, plan, { subject, part }, beat) => {
    if (part === 'simulated') return { simulated: simulate(bench, plan, subject, beat) }
    const { from, to } = testSpan(plan)
    return { account: accountOf(bench, roleSleeves(bench, plan, subject), from, to) }
  },
  combine: (_input, results) => {
    const [plain, filtered] = results
    if (plain === undefined || !('account' in plain) || filtered === undefined || !('simulated' in filtered)) {
      throw new Error('The portfolio test lacks a part')
    }
    return { withoutModel: plain.account, simulated: filtered.simulated }
  },
}
