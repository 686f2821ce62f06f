import { describe, expect, it } from 'vitest'
import { agreeingStrategy } from '../../../src/core/backtest/event/agreeingStrategy.ts'
import { compareTrades } from '../../../src/core/backtest/event/compareTrades.ts'
import { runEvents } from '../../../src/core/backtest/event/runEvents.ts'
import { checkRequest } from '../../../src/core/backtest/model/checkRequest.ts'
import type { TradeList } from '../../../src/core/backtest/tradeList.ts'
import { runBars } from '../../../src/core/backtest/vector/runBars.ts'
import type { Costs } from '../../../src/core/market/instrument.ts'
import type { PairConfig } from '../../../src/core/pipeline/pairConfig.ts'
import type { FoldChoice } from '../../../src/core/pipeline/selection/stitchTrades.ts'
import { stitchTrades } from '../../../src/core/pipeline/selection/stitchTrades.ts'
import { testSpan } from '../../../src/core/pipeline/stages/capitalCurveStage.ts'
import { planRequest } from '../../../src/core/pipeline/trading/planRequest.ts'
import type { TradePlan } from '../../../src/core/pipeline/trading/planTrades.ts'
import { planTrades } from '../../../src/core/pipeline/trading/planTrades.ts'
import type { PlayedTrade } from '../../../src/core/pipeline/trading/playedTrades.ts'
import { playedTrades } from '../../../src/core/pipeline/trading/playedTrades.ts'
import { playTrades } from '../../../src/core/pipeline/trading/playTrades.ts'
import { tradedAccount } from '../../../src/core/pipeline/trading/tradedAccount.ts'
import { createWorkbench } from '../../../src/core/pipeline/workbench.ts'
import { marketColumns, planOf, smallConfig } from './smallRun.ts'

const BARS = 9_000
const FEE = 0.001
const FREE = { feeBps: 0, slippageBps: 0, borrowPerYear: 0 }
const ONLY_FEES = { ...FREE, feeBps: 10 }
const KINDS = ['noise', 'planted', 'market'] as const
const COLUMNS = Object.fromEntries(KINDS.map((kind) => [kind, marketColumns(kind, 8, BARS)]))

/** Busy configurations in turns: legs, the pair, short and long limits, so that trades of one fold reach into the next one's. */
function scene(kind: (typeof KINDS)[number], costs: Costs, changes: Partial<PairConfig> = {}) {
  const config = smallConfig({ costs: { primary: costs, secondary: costs }, ...changes })
  const bench = createWorkbench(COLUMNS[kind]!, config, 1)
  const plan = planOf(config, BARS)
  const choices = plan.anchored.slice(0, -1).map((fold, index): FoldChoice => {
    const setting = config.settings[(index * 13) % config.settings.length]!
    return { fold, choice: { setting, exit: config.exits[(index * 5) % config.exits.length]! } }
  })
  return { bench, plan, choices, span: testSpan(plan) }
}

function play({ bench, choices, span }: ReturnType<typeof scene>, lanes: 'one' | 'one-a-role' = 'one') {
  const plan = planTrades(bench, choices, lanes)
  return { plan, played: playedTrades(playTrades(bench, plan, plan.trades, span.from), plan.trades) }
}

/** Rows of candidates that an account takes which knows their outcomes alone: the next one that comes once the one before has ended. */
function takenByOutcomes({ candidates }: TradePlan): readonly number[] {
  const { trades } = candidates
  const taken: number[] = []
  let busyUntil = -1
  for (let row = 0; row < trades.count; row++) {
    if (trades.decisionBar[row]! < busyUntil) continue
    taken.push(row)
    busyUntil = trades.exitBar[row]!
  }
  return taken
}

const netOf = ({ profit, equityBefore }: PlayedTrade) => profit / equityBefore

describe.each(KINDS)('on %s the engine and the outcomes that selection reads', (kind) => {
  it('agree trade by trade where their conventions do: without slippage and borrow, sizes less by the fee of the entry', () => {
    const setting = scene(kind, ONLY_FEES)
    const { plan, played } = play(setting)
    const { trades } = plan.candidates
    expect(played.map(({ at }) => at)).toEqual(takenByOutcomes(plan))
    expect(played.length).toBeGreaterThan(60)
    expect(new Set(played.map(({ at }) => trades.role[at])).size).toBe(3)
    expect(trades.count).toBeGreaterThan(played.length)
    for (const trade of played) {
      const { at } = trade
      expect(trade.exitBar).toBe(trades.exitBar[at])
      expect(Math.abs(trade.gross / trade.notional - trades.grossReturn[at]!)).toBeLessThan(1e-12)
      expect(Math.abs((trade.notional / trade.equityBefore) * (1 + FEE) - trades.weight[at]!)).toBeLessThan(1e-12)
      // Selection charges the pair's exit on what it entered with; the engine on what it is worth.
      const tolerance = trades.role[at] === 2 ? 1e-4 : 1e-12
      expect(Math.abs(netOf(trade) * (1 + FEE) - trades.netReturn[at]!)).toBeLessThan(tolerance)
    }
  })

  it('take the same events but at the beginning of a test: what would be held since before it is held by nobody', () => {
    const { bench, choices, span } = scene(kind, ONLY_FEES)
    const plan = planTrades(bench, choices, 'one')
    const nameOf = ({ decisionBar, role, direction }: TradeList, row: number) =>
      `${decisionBar[row]} ${role[row]} ${direction[row]}`
    const { trades: stitched } = stitchTrades(bench, choices, 'test')
    const known = new Set(Array.from({ length: stitched.count }, (_, row) => nameOf(stitched, row)))
    const played = playedTrades(playTrades(bench, plan, plan.trades, span.from), plan.trades)
    for (const { at } of played) {
      if (known.delete(nameOf(plan.candidates.trades, at))) continue
      const { fold, choice } = choices[plan.candidates.foldOfTrade[at]!]!
      expect(plan.trades[at]!.bar - fold.test.from).toBeLessThan(2 * choice!.exit.limitBars)
    }
    expect(known.size).toBeLessThan(4)
  })

  it('differ under slippage by what the levels at the price paid come to, and in few exits', () => {
    const slip = 0.0005
    const { plan, played } = play(scene(kind, { ...ONLY_FEES, slippageBps: slip * 10_000 }))
    const { trades } = plan.candidates
    let same = 0
    for (const trade of played) {
      const { at } = trade
      if (trade.exitBar !== trades.exitBar[at]) continue
      same++
      const bound = trades.weight[at]! * slip * 1.2 + Math.abs(trades.netReturn[at]!) * (FEE + slip) * 1.1 + 1e-4
      expect(Math.abs(netOf(trade) - trades.netReturn[at]!)).toBeLessThan(bound)
    }
    expect(same / played.length).toBeGreaterThan(0.9)
  })

  it('charge borrow alike, but for the bar of the exit and the price that it is charged on', () => {
    const borrowPerYear = 0.5
    const setting = scene(kind, { ...FREE, borrowPerYear })
    const { plan, played } = play(setting)
    const { trades } = plan.candidates
    const barYears = setting.bench.columns.intervalMs / (365.25 * 86_400_000)
    let shorts = 0
    for (const { at, exitBar, financing, notional } of played) {
      const part = trades.role[at] === 2 ? 0.5 : trades.direction[at]! < 0 ? 1 : 0
      const expected = part * borrowPerYear * (exitBar - trades.decisionBar[at]! - 1) * barYears
      if (expected > 0) shorts++
      expect(Math.abs(financing / notional - expected)).toBeLessThanOrEqual(expected * 0.25)
    }
    expect(shorts).toBeGreaterThan(20)
  })

  it('are played alike by the event engine, under requests that may be', () => {
    for (const lanes of ['one', 'one-a-role'] as const) {
      const { bench, choices, span } = scene(kind, { feeBps: 10, slippageBps: 5, borrowPerYear: 0.1 })
      const plan = planTrades(bench, choices, lanes)
      const request = planRequest(bench, plan, plan.trades, span.from, 1)
      expect(checkRequest(request)).toMatchObject({ ok: true })
      const event = runEvents(request.market, agreeingStrategy(request), { ...request, accountEvents: [] })
      const vector = runBars(request)
      expect(compareTrades(vector, event)).toEqual([])
      expect(event.equity).toEqual(vector.equity)
    }
  })
})

describe('the account of a plan', () => {
  it('holds one trade at a time, or one of each role', () => {
    const setting = scene('noise', ONLY_FEES)
    const overlaps = (lanes: 'one' | 'one-a-role') => {
      const { plan, played } = play(setting, lanes)
      const role = (at: number) => plan.candidates.trades.role[at]!
      let crossing = 0
      for (const [row, trade] of played.entries())
        for (const before of played.slice(Math.max(0, row - 20), row)) {
          if (before.exitBar <= plan.trades[trade.at]!.bar) continue
          crossing++
          expect(lanes).toBe('one-a-role')
          expect(role(before.at)).not.toBe(role(trade.at))
        }
      return crossing
    }
    expect(overlaps('one')).toBe(0)
    expect(overlaps('one-a-role')).toBeGreaterThan(0)
  })

  it('has the equity that its trades make, at the ends of UTC days', () => {
    const { bench, choices, span } = scene('market', { feeBps: 10, slippageBps: 5, borrowPerYear: 0.1 })
    const { account, trades } = tradedAccount(bench, choices, span.from, span.to)
    const { timeMs } = bench.columns
    expect(account.endEquity).toBeCloseTo(10_000 + trades.profit.reduce((sum, profit) => sum + profit, 0), 6)
    let checked = 0
    for (const [day, dayStartMs] of account.dayStartMs.entries()) {
      const endMs = dayStartMs + 86_400_000
      const isOpen = trades.decisionMs.some((decision, row) => decision < endMs && trades.exitMs[row]! >= endMs)
      if (isOpen) continue
      const closed = trades.profit.filter((_, row) => trades.exitMs[row]! < endMs)
      expect(account.equity[day]).toBeCloseTo(10_000 + closed.reduce((sum, profit) => sum + profit, 0), 6)
      checked++
    }
    expect(checked).toBeGreaterThan(20)
    expect(account.dayStartMs.at(-1)).toBe(Math.floor(timeMs[span.to - 1]! / 86_400_000) * 86_400_000)
  })

  it('puts half into each leg of a pair, and no more than the risk allows into any trade', () => {
    const setting = scene('planted', ONLY_FEES)
    const { plan, played } = play(setting)
    const { riskPerTrade, maximumWeight } = setting.bench.config.sizing
    let pairs = 0
    for (const { at, legs, notional, equityBefore } of played) {
      const { choice } = setting.choices[plan.candidates.foldOfTrade[at]!]!
      const role = plan.candidates.trades.role[at]!
      const unit = setting.bench.bookOf(choice!.exit).range[role]![plan.trades[at]!.bar]!
      const wanted = Math.min(maximumWeight, riskPerTrade / (choice!.exit.stopRanges * unit))
      expect((notional * (1 + FEE)) / equityBefore).toBeCloseTo(wanted, 12)
      if (role !== 2) continue
      pairs++
      const [first, second] = legs
      expect(first!.entry.side).toBe(-second!.entry.side)
      expect(first!.entry.units * first!.entry.price).toBeCloseTo(second!.entry.units * second!.entry.price, 6)
    }
    expect(pairs).toBeGreaterThan(5)
  })

  it('trades nothing where there is nothing to trade', () => {
    const { bench, plan, span } = scene('noise', ONLY_FEES)
    const none = plan.anchored.slice(0, -1).map((fold): FoldChoice => ({ fold, choice: null }))
    const { account, trades } = tradedAccount(bench, none, span.from, span.to)
    expect(account).toMatchObject({ trades: 0, profit: 0, sharpePerDay: null, netExpectancy: null })
    expect(new Set(account.equity)).toEqual(new Set([10_000]))
    expect(trades.decisionMs).toEqual([])
  })
})
