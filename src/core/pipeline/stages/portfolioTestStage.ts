import type { PlannedTrade } from '../../backtest/model/decisions.ts'
import { createRunRoom } from '../../backtest/vector/runRoom.ts'
import type { Beat } from '../../job/beat.ts'
import { silentBeat } from '../../job/beat.ts'
import { quantileSorted } from '../../stats/quantileSorted.ts'
import type { RandomStream } from '../../stats/seededStream.ts'
import { createStream } from '../../stats/seededStream.ts'
import type { Account } from '../account.ts'
import { accountOf } from '../account.ts'
import type { FoldPlan } from '../selection/foldPlan.ts'
import type { Stage } from '../stage.ts'
import { once } from '../stage.ts'
import type { Subject } from '../subject/subject.ts'
import type { TradePlan } from '../trading/planTrades.ts'
import { planTrades } from '../trading/planTrades.ts'
import type { PlayedTrade } from '../trading/playedTrades.ts'
import { playedTrades } from '../trading/playedTrades.ts'
import { equityOfDays, playTrades } from '../trading/playTrades.ts'
import type { Workbench } from '../workbench.ts'
import { testedChoices, testSpan } from './capitalCurveStage.ts'
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

/** What is planned with one position a role, and the trades that come of it. */
type Portfolio = { readonly plan: TradePlan; readonly trades: readonly PlayedTrade[]; readonly equity: Float64Array }

function portfolioOf(bench: Workbench, folds: FoldPlan, subject: Subject): Portfolio {
  const { from, to } = testSpan(folds)
  const plan = planTrades(bench, testedChoices(bench, folds, subject, silentBeat), 'one-a-role')
  const result = playTrades(bench, plan, plan.trades, from)
  return { plan, trades: playedTrades(result, plan.trades), equity: equityOfDays(bench, result, from, to) }
}

/** Keeps gains with probability `recall`, and as many losses as give the stated precision on average. */
function drawFilter(
  { plan, trades }: Portfolio,
  precision: number,
  recall: number,
  stream: RandomStream,
): readonly PlannedTrade[] {
  const gains = trades.filter(({ profit }) => profit > 0).length
  const losses = trades.length - gains
  const keepLoss = losses > 0 ? Math.min(1, (gains * recall * (1 - precision)) / precision / losses) : 0
  const kept = trades.filter(({ profit }) => stream.nextUniform() < (profit > 0 ? recall : keepLoss))
  return kept.map(({ at }) => plan.trades[at]!)
}

function simulate(bench: Workbench, folds: FoldPlan, subject: Subject, beat: Beat): SimulatedFilter {
  const { draws, precision, recall } = bench.config.simulation
  const all = portfolioOf(bench, folds, subject)
  const { from, to } = testSpan(folds)
  const days = all.equity.length
  const room = createRunRoom(all.plan.market, from, bench.columns.timeMs.length)
  const runs = Array.from({ length: draws }, (_, draw) => {
    beat(draw, draws, 'simulated filters')
    const kept = drawFilter(all, precision, recall, createStream(bench.seed, `portfolio.filter.${draw}`))
    const result = playTrades(bench, all.plan, kept, from, 1, room)
    return { kept, equity: equityOfDays(bench, result, from, to) }
  })
  const bands = bandsOf(
    runs.map(({ equity }) => equity),
    days,
  )
  const ranked = [...runs].sort((a, b) => a.equity[days - 1]! - b.equity[days - 1]!)
  const ends = Float64Array.from(ranked, (run) => run.equity[days - 1]! - bench.config.startCapital)
  const middle = ranked[Math.floor(draws / 2)]!
  const made = playedTrades(playTrades(bench, all.plan, middle.kept, from), middle.kept)
  return {
    upperBound: true,
    precision,
    recall,
    draws,
    medianAccount: accountOf(bench, middle.equity, netReturnsOf(made), from),
    ...bands,
    profitP10: quantileSorted(ends, 0.1),
    profitP50: quantileSorted(ends, 0.5),
    profitP90: quantileSorted(ends, 0.9),
  }
}

function netReturnsOf(trades: readonly PlayedTrade[]): readonly number[] {
  return trades.map(({ profit, equityBefore }) => profit / equityBefore)
}

/** P10, P50 and P90 over the draws at each day's end. */
function bandsOf(equities: readonly Float64Array[], days: number): Pick<SimulatedFilter, 'low' | 'median' | 'high'> {
  const low: number[] = []
  const median: number[] = []
  const high: number[] = []
  const sorted = new Float64Array(equities.length)
  for (let day = 0; day < days; day++) {
    for (let draw = 0; draw < equities.length; draw++) sorted[draw] = equities[draw]![day]!
    sorted.sort()
    low.push(quantileSorted(sorted, 0.1))
    median.push(quantileSorted(sorted, 0.5))
    high.push(quantileSorted(sorted, 0.9))
  }
  return { low, median, high }
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
    const { trades, equity } = portfolioOf(bench, plan, subject)
    return { account: accountOf(bench, equity, netReturnsOf(trades), testSpan(plan).from) }
  },
  combine: (_input, results) => {
    const [plain, filtered] = results
    if (plain === undefined || !('account' in plain) || filtered === undefined || !('simulated' in filtered)) {
      throw new Error('The portfolio test lacks a part')
    }
    return { withoutModel: plain.account, simulated: filtered.simulated }
  },
}
