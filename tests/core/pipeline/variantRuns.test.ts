import { describe, expect, it } from 'vitest'
import type { PairColumns } from '../../../src/core/market/pairColumns.ts'
import { evaluateHoldOut } from '../../../src/core/pipeline/holdOut.ts'
import { pairConfig } from '../../../src/core/pipeline/pairConfig.ts'
import { createWorkbench } from '../../../src/core/pipeline/workbench.ts'
import { lostInJson, marketColumns, runStages, smallConfig } from './smallRun.ts'

const BARS = 6000

/** Prices that never move: nothing fires, nothing trades. */
function stillColumns(): PairColumns {
  const market = marketColumns('noise', 1, BARS)
  const leg = (price: number) => {
    const column = () => new Float64Array(BARS).fill(price)
    return { open: column(), high: column(), low: column(), close: column(), volume: new Float64Array(BARS) }
  }
  return { ...market, primary: leg(100), secondary: leg(7) }
}

describe('runs out of the ordinary', () => {
  it('goes through where nothing ever happens, and claims nothing', () => {
    const config = smallConfig()
    const columns = stillColumns()
    const { outputs, crossings, plan, developmentBars } = runStages(columns, config, 1)
    expect(lostInJson(crossings, '').slice(0, 10)).toEqual([])
    expect(outputs['capital-curve'].chosen.account).toMatchObject({
      trades: 0,
      profit: 0,
      netExpectancy: null,
      sharpePerDay: null,
    })
    expect(outputs.select.relaxed).toBe(true)
    expect(outputs.robustness.placebo.p).toBeNull()
    expect(outputs.robustness.bootstrap).toBeNull()
    expect(outputs.optimize.adopted).toBe(false)
    const holdOut = evaluateHoldOut(
      createWorkbench(columns, config, 1),
      plan,
      outputs.iterate.subject,
      developmentBars,
      () => {},
    )
    expect(holdOut).toMatchObject({ events: 0, netExpectancy: null, p: null })
  })

  it('does one default training where the guards refuse the search, says so, and adopts nothing', () => {
    const config = smallConfig({ search: { draws: 4, minimumTrainingRows: 1_000_000, minimumClassRows: 20 } })
    const { outputs, crossings } = runStages(marketColumns('planted', 4, BARS), config, 1)
    expect(lostInJson(crossings, '').slice(0, 10)).toEqual([])
    expect(outputs.optimize.usedDefault).toBe(true)
    expect(outputs.optimize.note).toContain('default training')
    expect(outputs.optimize.choices.every((choice) => choice === null)).toBe(true)
    expect(outputs.optimize.adopted).toBe(false)
    expect(outputs.robustness.subject.learning).toBeNull()
    const thresholds = outputs.optimize.plan.folds.flatMap((fold) => (fold === null ? [] : [fold.threshold]))
    expect(thresholds.every((threshold) => threshold === 0)).toBe(true)
  })

  it('tries pattern features only where asked and only under the stated spread', () => {
    const columns = marketColumns('planted', 4, BARS)
    const asked = runStages(columns, smallConfig({ patternAid: true, patternAidSpreadLimit: 1 }), 1)
    expect(lostInJson(asked.crossings, '').slice(0, 10)).toEqual([])
    expect(asked.outputs.optimize.draws).toBe(8)
    expect(asked.outputs.optimize.patternAid.requested).toBe(true)
    const spread = runStages(columns, smallConfig({ patternAid: true, patternAidSpreadLimit: 0 }), 1)
    expect(spread.outputs.optimize.draws).toBe(4)
    expect(spread.outputs.optimize.patternAid).toMatchObject({ requested: true, used: false })
  })

  it('under the equity profile decides nothing at the last bar of a session', () => {
    const market = marketColumns('planted', 5, BARS)
    const columns = { ...market, sessionEnd: market.sessionEnd.map((_, bar) => (bar % 7 === 6 ? 1 : 0)) }
    const small = smallConfig()
    const equity = pairConfig({
      profile: 'equity',
      barsPerYear: 1764,
      startCapital: 10_000,
      costs: small.costs,
      iterate: 1,
      patternAid: false,
    })
    const config = { ...equity, search: small.search, simulation: small.simulation, robustness: small.robustness }
    const { outputs, crossings } = runStages(columns, config, 1)
    expect(lostInJson(crossings, '').slice(0, 10)).toEqual([])
    const ends = new Set(columns.timeMs.filter((_, bar) => columns.sessionEnd[bar] === 1))
    const { trades } = outputs['capital-curve'].chosen
    expect(trades.decisionMs.length).toBeGreaterThan(10)
    expect(trades.decisionMs.some((timeMs) => ends.has(timeMs))).toBe(false)
    expect(new Set(outputs.analyze.cells.map((cell) => cell.dayPart))).toEqual(new Set(['open', 'middle', 'close']))
  })

  it('gives another seed other draws, but the same events, winners and curve', () => {
    const columns = marketColumns('noise', 8, BARS)
    const [one, two] = [runStages(columns, smallConfig(), 1).outputs, runStages(columns, smallConfig(), 2).outputs]
    expect(two.select).toEqual(one.select)
    expect(two['capital-curve']).toEqual(one['capital-curve'])
    expect(two.robustness.placebo.shifted).not.toEqual(one.robustness.placebo.shifted)
  })
})
