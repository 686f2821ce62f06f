import { describe, expect, it } from 'vitest'
import type { TradedInstrument } from '../../../../src/core/backtest/compile/compileTerms.ts'
import { compileTerms } from '../../../../src/core/backtest/compile/compileTerms.ts'
import { sizingTermsOf } from '../../../../src/core/backtest/compile/sizingTermsOf.ts'
import { movingAverageCross } from '../../../../src/core/backtest/strategies/movingAverageCross.ts'
import { checkAxes } from '../../../../src/core/backtest/sweep/checkSpace.ts'
import { writeGridRow } from '../../../../src/core/backtest/sweep/gridRows.ts'
import { ownRuns } from '../../../../src/core/backtest/sweep/ownRuns.ts'
import { parameterSpace } from '../../../../src/core/backtest/sweep/parameterSpace.ts'
import { spaceSize } from '../../../../src/core/backtest/sweep/sweepAxis.ts'
import type { SweepBase } from '../../../../src/core/backtest/sweep/sweepConfiguration.ts'
import { namedValues, specOf, variantMaker } from '../../../../src/core/backtest/sweep/sweepConfiguration.ts'
import { sweptSizings } from '../../../../src/core/backtest/sweep/sweptSizings.ts'
import { SIZING_FIELDS } from '../../../../src/core/backtest/sweep/termFields.ts'
import { waveSource } from '../../../../src/core/backtest/sweep/waveSource.ts'
import {
  backtestSpecSchema,
  positionSizingSchema,
  sweepSpecSchema,
} from '../../../../src/core/contract/backtestSpec.ts'
import { canonicalJson } from '../../../../src/core/contract/canonicalJson.ts'
import type { Outcome } from '../../../../src/core/outcome/outcome.ts'
import { createHistory } from '../../../../src/core/stats/search/searchHistory.ts'

function unwrap<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.trouble.message)
  return outcome.value
}

function axesOf(parameter_grid: unknown) {
  return parameterSpace(sweepSpecSchema.parse({ parameter_grid }).parameter_grid, movingAverageCross)
}

function space(grid: unknown, backtest: object = {}) {
  const axes = unwrap(axesOf(grid))
  const spec = backtestSpecSchema.parse(backtest)
  const base: SweepBase = { fixed: {}, spec, sizings: unwrap(sweptSizings(spec, axes)) }
  return { axes, base }
}

/** The first trouble on the way to a sweep. */
function troubleOf(grid: unknown, backtest: object = {}) {
  const axes = axesOf(grid)
  if (!axes.ok) return axes.trouble
  const spec = backtestSpecSchema.parse(backtest)
  const sizings = sweptSizings(spec, axes.value)
  if (!sizings.ok) return sizings.trouble
  const base: SweepBase = { fixed: {}, spec, sizings: sizings.value }
  const checked = checkAxes(axes.value, movingAverageCross, base)
  if (!checked.ok) return checked.trouble
  const own = ownRuns(base, axes.value)
  return own.ok ? null : own.trouble
}

const METHOD = 'position_sizing.method'
const ALL = {
  [METHOD]: ['fixed_fraction', 'volatility_target', 'kelly', 'fractional_kelly', 'risk_per_trade'],
  'position_sizing.fraction': [0.1, 0.2],
  'position_sizing.target': [0.1, 0.2],
  'position_sizing.lookback': { from: 10, to: 30, step: 10 },
  'position_sizing.multiple': [0.5, 1],
  'position_sizing.risk': [0.01, 0.02],
  stop_loss: [null, 0.05],
}

describe('axes of sizing', () => {
  it('are all parameters of all methods', () => {
    const declared = positionSizingSchema.options.map(({ shape: { method, ...fields } }) => [
      method.value,
      Object.keys(fields).toSorted(),
    ])
    expect(Object.entries(SIZING_FIELDS).map(([method, fields]) => [method, [...fields].sort()])).toEqual(declared)
  })

  it.each([
    [{ target: [0.1] }, {}, 'unknown-parameter', 'Did you mean position_sizing.target'],
    [{ 'position_sizing.taget': [0.1] }, {}, 'unknown-parameter', 'Did you mean position_sizing.target'],
    [{ 'risk_management.stop_loss': [0.1] }, {}, 'unknown-parameter', 'Did you mean stop_loss'],
    [{ 'position_sizing.target': [0.1] }, {}, 'bad-domain', 'position_sizing.method: [volatility_target]'],
    [{ position_size: [0.1] }, { position_sizing: { method: 'kelly' } }, 'bad-domain', 'read by fixed_fraction'],
    [{ position_size: [0.1], 'position_sizing.fraction': [0.1] }, {}, 'bad-domain', 'the same field'],
    [{ [METHOD]: ['volatlity_target'] }, {}, 'bad-domain', 'Did you mean volatility_target'],
    [{ [METHOD]: ['volatility_target'] }, {}, 'bad-domain', 'position_sizing.target'],
    [{ [METHOD]: ['kelly'], 'position_sizing.cap': [0.5, 2] }, {}, 'bad-domain', '<=1'],
    [{ [METHOD]: ['kelly'], 'position_sizing.minimum_trades': { from: 2, to: 9 } }, {}, 'bad-domain', 'int'],
    [{ 'position_sizing.fraction': [0, 0.1] }, {}, 'bad-domain', 'above 0'],
    [
      { [METHOD]: ['fixed_fraction', 'volatility_target'], 'position_sizing.target': { from: 0.1, to: 0.2 } },
      {},
      'bad-domain',
      'fixed_fraction does not read it',
    ],
    [{ [METHOD]: ['risk_per_trade'], 'position_sizing.risk': [0.01] }, {}, 'no-stop', 'stop_loss'],
    [{ stop_loss: [1.5] }, {}, 'bad-domain', 'stop'],
    [{ allowed_hours: [9] }, {}, 'bad-domain', 'allowed_hours'],
    [{ max_bars: [2.5] }, {}, 'bad-domain', 'max_bars'],
  ])('%j of %j are refused: %s', (grid, backtest, code, word) => {
    const trouble = troubleOf(grid, backtest)
    expect(trouble?.code).toBe(code)
    expect(`${trouble?.message} ${trouble?.hint}`).toContain(word)
  })

  it('evaluate each run once, however many points of the grid are that run', () => {
    const { axes, base } = space(ALL)
    expect(troubleOf(ALL)).toBeNull()
    const isOwnRun = unwrap(ownRuns(base, axes))
    const plan = { axes, trials: spaceSize(axes), seed: 1, name: 'x', isSensible: () => true, isOwnRun }
    const rows = (method: 'grid' | 'random') => {
      const wave = waveSource({ ...plan, method }).next(createHistory(axes.length, 1)) ?? new Float64Array()
      return Array.from({ length: wave.length / axes.length }, (_, row) => runOf(wave, row * axes.length))
    }
    const runOf = (coordinates: Float64Array, at: number) => {
      const spec = specOf(base, namedValues(axes, coordinates, at))
      const { position_sizing: sizing, risk_management: risk } = spec
      if (sizing.method === 'risk_per_trade' && risk.stop_loss === null) return null
      const lookback = sizing.method === 'volatility_target' ? sizing.lookback : null
      return canonicalJson([sizingTermsOf(spec), lookback, risk.stop_loss])
    }
    const point = new Float64Array(axes.length)
    const all = Array.from({ length: spaceSize(axes) }, (_, index) => {
      writeGridRow(axes, index, point, 0)
      return runOf(point, 0)
    })
    const distinct = [...new Set(all)].filter((run) => run !== null).toSorted()
    // 2 fractions, 2 x 3 volatilities, 2 Kelly, 2 of half of it, each with both stops; 2 risks with the one.
    expect(distinct.length).toBe(2 * (2 + 6 + 2 + 2) + 2)
    expect(all.length).toBe(480)
    expect(rows('grid').toSorted()).toEqual(distinct)
    expect(rows('random').toSorted()).toEqual(distinct)
  })

  it('keep apart what the own sizing of the backtest makes different', () => {
    const grid = { [METHOD]: ['kelly', 'fractional_kelly'], 'position_sizing.multiple': [0.5, 1] }
    const { axes, base } = space(grid, { position_sizing: { method: 'kelly', cap: 0.9 } })
    const isOwnRun = unwrap(ownRuns(base, axes))
    const points = [0, 1, 2, 3].map((index) => {
      const point = new Float64Array(2)
      writeGridRow(axes, index, point, 0)
      return point
    })
    expect(points.map((point) => isOwnRun(point, 0))).toEqual([true, false, true, true])
    expect(specOf(base, namedValues(axes, points[0]!, 0)).position_sizing).toMatchObject({ method: 'kelly', cap: 0.9 })
    expect(specOf(base, namedValues(axes, points[3]!, 0)).position_sizing).toMatchObject({ multiple: 1, cap: 0.25 })
  })

  it('are compiled as the written specification is', () => {
    const close = Float64Array.from({ length: 80 }, (_, bar) => 100 + 3 * Math.sin(bar) + bar / 10)
    const instrument: TradedInstrument = {
      leg: { open: close, high: close, low: close, close, volume: close },
      costs: { feeBps: 7, slippageBps: 3, borrowPerYear: 0.2 },
      group: 0,
      sector: null,
      hourOf: Uint8Array.from(close, (_, bar) => bar % 24),
      barsPerYear: 400,
      fundingRate: null,
    }
    const { axes, base } = space({ ...ALL, allowed_hours: [null, [1, 2, 3]] })
    const isOwnRun = unwrap(ownRuns(base, axes))
    const variantAt = variantMaker(base, axes, [instrument], 7)
    const point = new Float64Array(axes.length)
    for (let index = 0; index < spaceSize(axes); index++) {
      writeGridRow(axes, index, point, 0)
      if (!isOwnRun(point, 0)) continue
      const said = namedValues(axes, point, 0)
      const { method } = positionSizingSchema.parse(specOf(base, said).position_sizing)
      const sizes = SIZING_FIELDS[method].flatMap((field) => {
        const value = said[`position_sizing.${field}`]
        return value === undefined ? [] : [[field, value]]
      })
      const written = backtestSpecSchema.parse({
        allowed_hours: said.allowed_hours,
        position_sizing: { method: said[METHOD], ...Object.fromEntries(sizes) },
        risk_management: { stop_loss: said.stop_loss },
      })
      expect(variantAt(point, 0)).toEqual(unwrap(compileTerms(written, [instrument])))
    }
  })
})
