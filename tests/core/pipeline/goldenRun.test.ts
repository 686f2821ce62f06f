import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../../src/core/contract/jsonValue.ts'
import type { PairColumns } from '../../../src/core/market/pairColumns.ts'
import type { SampleKind } from '../../../src/core/market/sampleMarket.ts'
import { evaluateHoldOut } from '../../../src/core/pipeline/holdOut.ts'
import { createWorkbench } from '../../../src/core/pipeline/workbench.ts'
import type { SmallRun } from './smallRun.ts'
import { lostInJson, marketColumns, runStages, smallConfig } from './smallRun.ts'

const BARS = 12_000
const SEED = 1
const CONFIG = smallConfig()
const GOLDEN = new URL('../../golden/pairRun.golden.json', import.meta.url)

function holdOutOf(run: SmallRun, columns: PairColumns) {
  const bench = createWorkbench(columns, CONFIG, SEED)
  return evaluateHoldOut(bench, run.plan, run.outputs.iterate.subject, run.developmentBars, () => {})
}

function keyNumbers(run: SmallRun, columns: PairColumns): JsonValue {
  const { outputs } = run
  const curve = outputs['capital-curve'].chosen
  const ml = outputs['ml-backtest']
  const holdOut = holdOutOf(run, columns)
  return {
    trials: run.trials,
    events: outputs.events.counts.map(({ detector, role, long, short }) => [detector, role, long, short]),
    expectancy: outputs.analyze.cells
      .filter((cell) => cell.events >= 30)
      .slice(0, 12)
      .map(({ events, mean, hacT, q, low, high }) => [events, mean, hacT, q, low, high]),
    schemes: outputs.select.winners.map(({ scheme }) => scheme),
    relaxed: outputs.select.relaxed,
    winners: outputs.select.schemes.flatMap(({ winners }) =>
      winners.map(({ configuration, rung, score, eligible }) => [configuration, rung, score, eligible]),
    ),
    curve: [curve.account.trades, curve.account.profit, curve.account.sharpePerYear, curve.account.maxDrawdown],
    schemeCurves: [outputs['capital-curve'].anchored, outputs['capital-curve'].rolling].map(({ account }) => [
      account.trades,
      account.profit,
    ]),
    portfolio: [outputs['portfolio-test'].withoutModel.profit, outputs['portfolio-test'].simulated.profitP50],
    matrix: outputs['training-set'].parts.map(({ detector, exit, rows, gains, effectiveRows }) => [
      detector,
      exit,
      rows,
      gains,
      effectiveRows,
    ]),
    learning: [
      outputs.optimize.adopted,
      outputs.optimize.nestedImprovement.events,
      outputs.optimize.nestedImprovement.mean,
    ],
    scores: ml.scores.map(({ fold, offered, taken, areaUnderRoc, brierScore }) => [
      fold,
      offered,
      taken,
      areaUnderRoc,
      brierScore,
    ]),
    stress: outputs.robustness.stress.map(({ costTimes, profit }) => [costTimes, profit]),
    delayedEntryProfit: outputs.robustness.delayedEntryProfit,
    bootstrap: [outputs.robustness.bootstrap?.p10 ?? null, outputs.robustness.bootstrap?.p90 ?? null],
    drawdown: outputs.robustness.drawdowns?.p95 ?? null,
    placebo: [outputs.robustness.placebo.real, outputs.robustness.placebo.p],
    iterate: [
      outputs.iterate.endpoint,
      ...outputs.iterate.tries.map(({ id, avgMonthlyProfit }) => `${id} ${avgMonthlyProfit}`),
    ],
    holdOut: [holdOut.events, holdOut.netExpectancy, holdOut.p],
  }
}

const runs = new Map<string, { readonly run: SmallRun; readonly columns: PairColumns }>()
function runOf(kind: SampleKind) {
  const columns = marketColumns(kind, 3, BARS)
  const known = runs.get(kind) ?? { run: runStages(columns, CONFIG, SEED), columns }
  runs.set(kind, known)
  return known
}

const KINDS = ['planted', 'noise'] as const

describe('a whole run in one process', () => {
  it('gives the numbers that are on record (written anew only with UPDATE_GOLDEN=1)', () => {
    const found = Object.fromEntries(KINDS.map((kind) => [kind, keyNumbers(runOf(kind).run, runOf(kind).columns)]))
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(GOLDEN, `${JSON.stringify(found, null, 1)}\n`)
    expect(found).toEqual(JSON.parse(readFileSync(GOLDEN, 'utf8')))
  })

  it.each(KINDS)('of %s lets nothing cross threads or files that JSON would lose', (kind) => {
    expect(lostInJson(runOf(kind).run.crossings, '').slice(0, 10)).toEqual([])
  })

  it('gives the same bytes twice', () => {
    const again = runStages(marketColumns('planted', 3, BARS), CONFIG, SEED)
    expect(JSON.stringify(again.crossings)).toBe(JSON.stringify(runOf('planted').run.crossings))
  })

  it.each(KINDS)('of %s has a clean leak scan that proved something of every feature', (kind) => {
    const { leakScan } = runOf(kind).run.outputs.events
    expect(leakScan).toMatchObject({ clean: true, findings: [], unproven: [] })
    expect(leakScan.checked).toBeGreaterThan(100_000)
  })

  it.each(KINDS)('of %s scores the placebo of no shift as the curve that it reports', (kind) => {
    const { outputs } = runOf(kind).run
    expect(outputs.robustness.placebo.real).toBe(outputs['capital-curve'].chosen.account.sharpePerDay)
    expect(outputs.robustness.placebo.shifted.length).toBe(CONFIG.robustness.placeboShifts)
  })

  it.each(KINDS)('of %s reads no bar of the sealed hold-out', (kind) => {
    const { run, columns } = runOf(kind)
    const sealed = {
      ...columns,
      primary: {
        ...columns.primary,
        close: columns.primary.close.map((price, t) => (t < run.developmentBars ? price : price * 3)),
      },
    }
    const bench = createWorkbench(sealed, CONFIG, SEED)
    const other = evaluateHoldOut(bench, run.plan, run.outputs.iterate.subject, run.developmentBars, () => {})
    expect(other.trades).not.toEqual(holdOutOf(run, columns).trades)
    const lastBar = columns.timeMs[run.developmentBars - 1]!
    const { trades } = run.outputs['capital-curve'].chosen
    expect(Math.max(...trades.exitMs)).toBeLessThanOrEqual(lastBar)
    expect(Math.min(...holdOutOf(run, columns).trades.decisionMs)).toBeGreaterThan(lastBar)
  })

  it.each(KINDS)('of %s keeps its account: days compound to the end, months add up to the profit', (kind) => {
    for (const { account, trades } of [
      runOf(kind).run.outputs['capital-curve'].chosen,
      runOf(kind).run.outputs['ml-backtest'],
    ]) {
      expect(account.dayReturns.reduce((wealth, value) => wealth * (1 + value), account.startCapital)).toBeCloseTo(
        account.endEquity,
        6,
      )
      expect(account.monthProfit.reduce((sum, value) => sum + value, 0)).toBeCloseTo(account.profit, 6)
      expect(account.trades).toBe(trades.decisionMs.length)
      for (let row = 1; row < account.trades; row++)
        expect(trades.decisionMs[row]!).toBeGreaterThanOrEqual(trades.exitMs[row - 1]!)
    }
  })

  it.each(KINDS)('of %s earns less the higher the costs, and labels the simulated filter an upper bound', (kind) => {
    const { outputs } = runOf(kind).run
    const profits = outputs.robustness.stress.map((point) => point.profit)
    expect([...profits].sort((a, b) => b - a)).toEqual(profits)
    expect(outputs.robustness.stress[0]!.profit).toBeCloseTo(outputs.robustness.curve.account.profit, 9)
    expect(outputs['portfolio-test'].simulated.upperBound).toBe(true)
  })

  it('finds the planted rule once there is enough to learn from, and none of it in noise', () => {
    const { select } = runOf('planted').run.outputs
    const detectors = select.winners.map((winner) => winner.choice?.setting.detectorId)
    expect(detectors.slice(-3)).toEqual(['lead-lag-shock', 'lead-lag-shock', 'lead-lag-shock'])
    const noise = runOf('noise').run.outputs.select.winners.map((winner) => winner.choice?.setting.detectorId)
    expect(noise.slice(-3)).not.toEqual(detectors.slice(-3))
    expect(runOf('planted').run.outputs['capital-curve'].chosen.account.sharpePerYear!).toBeGreaterThan(1)
  })
})
