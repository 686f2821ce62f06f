import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RISK_PROFILES } from '../../../src/core/contract/leaderboard.ts'
import { measureNamed } from '../../../src/core/leaderboard/boardMeasures.ts'
import { type BoardRow, trialsNow } from '../../../src/core/leaderboard/boardRow.ts'
import { entryState } from '../../../src/core/leaderboard/entryState.ts'
import { judgeEntry } from '../../../src/core/leaderboard/judgeEntry.ts'
import { NO_FILTER, parseFilter } from '../../../src/core/leaderboard/parseFilter.ts'
import { type Ranking, rankBoard } from '../../../src/core/leaderboard/rankBoard.ts'
import { entryWith, GATES, ONE_TRIAL, rowWith, runWith, termsWith } from './boardFixture.ts'

function ranking(filter: string, by = 'sharpe', order: Ranking['order'] = null, limit = 100): Ranking {
  const parsed = filter === '' ? { ok: true as const, value: NO_FILTER } : parseFilter(filter)
  if (!parsed.ok) throw new Error(parsed.trouble.message)
  return { filter: parsed.value, by: measureNamed(by)!, order, limit }
}
const idsOf = (board: readonly BoardRow[], asked: Ranking, terms = termsWith(ONE_TRIAL)) =>
  rankBoard(board, asked, terms).rows.map(({ entry }) => entry.id)

const named = (id: string, values: Record<string, number>) => rowWith({ id, run: runWith(values) })

describe('ranking', () => {
  const board = [
    named('b', { sharpeRatio: 1, maxDrawdown: 0.2 }),
    named('a', { sharpeRatio: 1, maxDrawdown: 0.1 }),
    named('c', { sharpeRatio: 3, maxDrawdown: 0.3 }),
    rowWith({ id: 'd', run: { ...runWith(), values: {}, why: { sharpeRatio: 'Only 3 periods.' } } }),
  ]

  test('the better end comes first, ties stand by id, what has no value last', () => {
    expect(idsOf(board, ranking(''))).toEqual(['c', 'a', 'b', 'd'])
    expect(idsOf(board, ranking('', 'drawdown'))).toEqual(['a', 'b', 'c', 'd'])
    expect(idsOf(board, ranking('', 'sharpe', 'asc'))).toEqual(['a', 'b', 'c', 'd'])
    expect(idsOf(board, ranking('', 'drawdown', 'desc', 2))).toEqual(['c', 'b'])
  })

  test('what a figure is asked of and has none is counted, not hidden', () => {
    const ranked = rankBoard(board, ranking('sharpe:>=1,drawdown:<25%'), termsWith(ONE_TRIAL))
    expect(ranked).toMatchObject({ matched: 2, withoutValue: 1, total: 4 })
  })

  test('conditions on words and time', () => {
    const one = [rowWith()]
    for (const text of [
      'symbol:eth',
      'kind:backtest',
      'fill:next',
      'workspace:BTC_ETH',
      'pack:none',
      'review:none',
      'period:2020..2022',
      'interval:1h',
      'subject:Moving-Average-Cross',
    ])
      expect([text, idsOf(one, ranking(text)).length]).toEqual([text, 1])
    for (const text of [
      'symbol:sol',
      'kind:pipeline',
      'fill:optimistic',
      'pack:x',
      'review:accepted',
      'period:2020..2021',
      'period:2021..',
    ])
      expect([text, idsOf(one, ranking(text)).length]).toEqual([text, 0])
  })

  test('the gates are those of the profile asked for, of the entry, else of Balanced', () => {
    const good = rowWith({ run: runWith({ sharpeRatio: 1.8 }) })
    const states = (text: string, row = good) => rankBoard([row], ranking(text), termsWith(ONE_TRIAL)).rows
    expect(states('gate:pass')[0]).toMatchObject({ profile: 'Balanced', judgement: { state: 'pass' } })
    expect(states('gate:pass,profile:Conservative')).toEqual([])
    expect(states('gate:pass', rowWith({ ...good.entry, riskProfile: 'Conservative' }))).toEqual([])
    expect(states('gate:not-enough-data', rowWith({ run: runWith({ tradeCount: 3 }) }))).toHaveLength(1)
  })

  test('trials that came since are counted when it is shown, and both figures stand', () => {
    const entry = entryWith({ deflation: { trials: 1, varianceAcrossTrials: null, probability: 0.999 } })
    const many = trialsNow(100_000, 0.003)
    const judged = judgeEntry(entry, GATES.Aggressive, many)
    expect(judged.state).toBe('fail')
    expect(judged.deflation.trials).toBe(100_000)
    expect(judged.deflation.probability).toBeLessThan(0.5)
    expect(entry.deflation.probability).toBe(0.999)
    expect(idsOf([rowWith()], ranking('gate:pass,profile:aggressive'))).toHaveLength(1)
    expect(idsOf([rowWith()], ranking('gate:pass,profile:aggressive'), termsWith(many))).toEqual([])
  })

  test('a ledger that has lost trials does not make anything better', () => {
    const then = { trials: 5_000, varianceAcrossTrials: 0.01, probability: 0.2 }
    expect(judgeEntry(entryWith({ deflation: then }), GATES.Aggressive, ONE_TRIAL).deflation).toMatchObject({
      trials: 5_000,
    })
    expect(judgeEntry(entryWith({ deflation: then }), GATES.Aggressive, ONE_TRIAL).state).toBe('fail')
  })

  test('an optimistic fill passes nothing without its next-open run, and only what that passes with it', () => {
    const judge = (nextOpen: ReturnType<typeof runWith> | null) =>
      judgeEntry(entryWith({ optimisticFill: true, nextOpen }), GATES.Aggressive, ONE_TRIAL)
    expect(judge(null).gates.filter(({ pass }) => pass)).toMatchObject([{ id: 'leak-scan' }])
    expect(judge(runWith()).state).toBe('pass')
    const thin = judge(runWith({ profitFactor: 1.1 }))
    expect(thin.gates.filter(({ pass }) => !pass).map(({ id }) => id)).toEqual(['profit-factor'])
  })

  test('what was charged no costs passes no stress of costs, and says so', () => {
    const free = entryWith({ noTradingCosts: true })
    expect(judgeEntry(entryWith(), GATES.Conservative, ONE_TRIAL).state).toBe('pass')
    const { state, gates } = judgeEntry(free, GATES.Conservative, ONE_TRIAL)
    expect(state).toBe('fail')
    const failed = gates.filter(({ pass }) => !pass)
    expect(failed.map(({ id }) => id)).toEqual(['costs-150', 'costs-200'])
    expect(failed[0]?.reason).toContain('nothing to stress')
    for (const profile of RISK_PROFILES) expect(entryState(free, GATES[profile], ONE_TRIAL)).toBe('fail')
  })

  test('a pipeline must have passed its own gates too', () => {
    expect(judgeEntry(entryWith({ verdict: 'edge' }), GATES.Aggressive, ONE_TRIAL).state).toBe('pass')
    expect(judgeEntry(entryWith({ verdict: 'no-edge' }), GATES.Aggressive, ONE_TRIAL)).toMatchObject({ state: 'fail' })
    expect(judgeEntry(entryWith({ verdict: 'not-enough-data' }), GATES.Aggressive, ONE_TRIAL).state).toBe(
      'not-enough-data',
    )
  })
})

const around = (value: number) =>
  fc.oneof(
    fc.constant(undefined),
    fc.constantFrom(value, value - 0.01, value + 0.01),
    fc.double({ min: -1, max: 3, noNaN: true }),
  )
const runs = fc
  .record({
    tradeCount: fc.constantFrom(undefined, 10, 50, 51, 101),
    sharpeRatio: around(1.5),
    annualReturn: around(0.2),
    maxDrawdown: around(0.15),
    winRate: around(0.55),
    profitFactor: around(1.5),
    perDay: fc.option(fc.double({ min: -0.2, max: 0.3, noNaN: true })),
    profitAtCosts150: fc.constantFrom(null, -1, 0, 1),
    profitAtCosts200: fc.constantFrom(null, -1, 1),
  })
  .map(({ perDay, profitAtCosts150, profitAtCosts200, ...figures }) => ({
    values: Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== undefined)) as Record<
      string,
      number
    >,
    why: {},
    sharpe: perDay === null ? null : { sharpePerPeriod: perDay, observations: 500, skewness: -0.3, kurtosis: 5 },
    profitAtCosts150,
    profitAtCosts200,
  }))

test('the quick state is the state of the judgement', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(
      runs,
      fc.option(runs),
      fc.boolean(),
      fc.constantFrom({}, { noTradingCosts: true as const }),
      fc.constantFrom(...RISK_PROFILES),
      fc.constantFrom(null, 'edge' as const, 'no-edge' as const, 'not-enough-data' as const),
      fc.constantFrom(ONE_TRIAL, trialsNow(0, null), trialsNow(300, 0.001)),
      (run, nextOpen, optimisticFill, free, profile, verdict, now) => {
        const entry = entryWith({ run, nextOpen, optimisticFill, verdict, ...free })
        const { state } = judgeEntry(entry, GATES[profile], now)
        seen.add(state)
        expect(entryState(entry, GATES[profile], now)).toBe(state)
      },
    ),
    { numRuns: 3_000 },
  )
  expect(seen.size).toBeGreaterThan(1)
})

test('filter and rank are those of the plain way', () => {
  const entries = fc.array(
    fc.record({
      sharpe: fc.option(fc.integer({ min: -3, max: 3 })),
      trades: fc.option(fc.integer({ min: 40, max: 60 })),
    }),
    { maxLength: 30 },
  )
  fc.assert(
    fc.property(
      entries,
      fc.integer({ min: -3, max: 3 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 12 }),
      (made, least, ascending, limit) => {
        const board = made.map(({ sharpe, trades }, index) => {
          const values = {
            ...(sharpe === null ? {} : { sharpeRatio: sharpe }),
            ...(trades === null ? {} : { tradeCount: trades }),
          }
          return rowWith({ id: String(index).padStart(3, '0'), run: { ...runWith(), values } })
        })
        const asked = ranking(`sharpe:>${least},trades:..55`, 'trades', ascending ? 'asc' : 'desc', limit)
        const plain = board
          .map(({ entry }) => ({
            id: entry.id,
            sharpe: entry.run.values.sharpeRatio,
            trades: entry.run.values.tradeCount,
          }))
          .filter(
            ({ sharpe, trades }) => sharpe !== undefined && sharpe > least && trades !== undefined && trades <= 55,
          )
          .sort((a, b) => (ascending ? a.trades! - b.trades! : b.trades! - a.trades!) || (a.id < b.id ? -1 : 1))
        expect(idsOf(board, asked)).toEqual(plain.slice(0, limit).map(({ id }) => id))
      },
    ),
  )
})
