import { describe, expect, it } from 'vitest'
import { movingAverageCross } from '../../../../src/core/backtest/strategies/movingAverageCross.ts'
import { figureOfRow, keepsConstraints, readConstraints } from '../../../../src/core/backtest/sweep/objective.ts'
import { parameterSpace } from '../../../../src/core/backtest/sweep/parameterSpace.ts'
import { spaceSize } from '../../../../src/core/backtest/sweep/sweepAxis.ts'
import { sweepFolds } from '../../../../src/core/backtest/sweep/sweepFolds.ts'
import { trialNames } from '../../../../src/core/backtest/sweep/trialNames.ts'
import { sweepSpecSchema } from '../../../../src/core/contract/backtestSpec.ts'
import type { Outcome } from '../../../../src/core/outcome/outcome.ts'
import { countOf } from '../../../../src/core/stats/search/searchAxis.ts'
import { sha256 } from '../../../../src/main/adapters/hash/sha256.ts'

function axesOf(parameter_grid: unknown) {
  return parameterSpace(sweepSpecSchema.parse({ parameter_grid }).parameter_grid, movingAverageCross)
}

function had<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.trouble.message)
  return outcome.value
}

function codeOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? 'ok' : outcome.trouble.code
}

describe('the space of a sweep', () => {
  it('counts ranges and lists; the strategy’s own parameters come first', () => {
    const axes = had(
      axesOf({ stop_loss: [null, 0.05], slow: { from: 110, to: 600, step: 10 }, fast: { from: 5, to: 100, step: 5 } }),
    )
    expect(axes.map(({ name, part }) => [name, part])).toEqual([
      ['fast', 'strategy'],
      ['slow', 'strategy'],
      ['stop_loss', 'terms'],
    ])
    expect(spaceSize(axes)).toBe(2_000)
  })

  it('is not materialised: a million million million points are counted at once', () => {
    const range = { from: 1, to: 1_000_000, integer: true }
    expect(spaceSize(had(axesOf({ fast: range, slow: range, max_bars: range })))).toBe(1e18)
  })

  it('keeps the last step of a range in spite of rounding', () => {
    expect(had(axesOf({ stop_loss: { from: 0.1, to: 0.3, step: 0.1 } })).map(countOf)).toEqual([3])
  })

  it.each([
    [{ fasst: [1] }, 'unknown-parameter', 'fast'],
    [{ fast: [1, 1] }, 'bad-domain', 'twice'],
    [{ fast: { from: 9, to: 1, step: 1 } }, 'bad-domain', 'down'],
    [{ stop_loss: { from: 0, to: 1, scale: 'log' } }, 'bad-domain', 'logarithmic'],
    [{}, 'bad-domain', 'no parameter'],
  ])('refuses %j', (grid, code, word) => {
    const axes = axesOf(grid)
    expect(codeOf(axes)).toBe(code)
    expect(axes.ok ? '' : `${axes.trouble.message} ${axes.trouble.hint}`).toContain(word)
  })
})

describe('figures of a configuration', () => {
  const terms = { startCash: 100, days: 365, daysPerYear: 365 }
  const row = Float64Array.of(150, 0.25, 0, 0, 0, 0.001, 0.01, 0.005, 12, 6, 4, 90, 30, 100, 5, 0, 1000)

  it('are what their names say', () => {
    const figure = (name: Parameters<typeof figureOfRow>[0]) => figureOfRow(name, row, 0, terms)
    expect(figure('total_return')).toBeCloseTo(0.5, 12)
    expect(figure('annual_return')).toBeCloseTo(0.5, 12)
    expect(figure('sharpe_ratio')).toBeCloseTo(0.1 * Math.sqrt(365), 12)
    expect(figure('sortino_ratio')).toBeCloseTo(0.2 * Math.sqrt(365), 12)
    expect(figure('calmar_ratio')).toBeCloseTo(2, 12)
    expect(figure('profit_factor')).toBe(3)
    expect(figure('win_rate')).toBe(0.6)
    expect(figure('max_drawdown')).toBe(0.25)
    expect(figure('num_trades')).toBe(12)
  })

  it('have no ratio where there is nothing to divide by', () => {
    const flat = new Float64Array(17)
    flat[0] = 100
    for (const name of ['sharpe_ratio', 'profit_factor', 'win_rate', 'calmar_ratio'] as const)
      expect(figureOfRow(name, flat, 0, terms)).toBeNaN()
  })

  it.each([
    [{ max_drawdown: '< 0.25' }, false],
    [{ max_drawdown: '<= 25%' }, true],
    [{ trades: '>= 12', sharpe: '> 1' }, true],
    [{ win_rate: '> 0.6' }, false],
  ])('keep %j: %s', (given, keeps) => {
    expect(keepsConstraints(had(readConstraints(given)), row, 0, terms)).toBe(keeps)
  })

  it('break a constraint that they have no value for', () => {
    const constraints = had(readConstraints({ profit_factor: '> 0' }))
    expect(keepsConstraints(constraints, new Float64Array(17), 0, terms)).toBe(false)
  })

  it('are known by name', () => {
    expect(codeOf(readConstraints({ max_drawdwn: '< 1' }))).toBe('unknown-figure')
    expect(codeOf(readConstraints({ max_drawdown: 'small' }))).toBe('bad-constraint')
  })
})

describe('folds', () => {
  it('test what lies after their training, without a hole, to the last bar', () => {
    const folds = had(sweepFolds({ fromBar: 10, toBar: 1_013 }, { folds: 4, anchored: true }))
    expect(folds.map(({ test }) => test.toBar - test.fromBar)).toEqual([200, 200, 200, 200])
    expect(folds[0]).toEqual({ train: { fromBar: 10, toBar: 213 }, test: { fromBar: 213, toBar: 413 } })
    for (const [k, { train, test }] of folds.entries()) {
      expect(train.toBar).toBe(test.fromBar)
      expect(test.toBar).toBe(folds[k + 1]?.test.fromBar ?? 1_013)
    }
  })

  it('keep the length of training where it rolls', () => {
    const folds = had(sweepFolds({ fromBar: 0, toBar: 1_000 }, { folds: 4, anchored: false }))
    expect(folds.map(({ train }) => train.toBar - train.fromBar)).toEqual([200, 200, 200, 200])
  })

  it('are refused where a test would be too short', () => {
    expect(codeOf(sweepFolds({ fromBar: 0, toBar: 100 }, { folds: 4, anchored: true }))).toBe('too-few-bars')
  })
})

describe('the id of a trial', () => {
  it('is that of the configuration, whatever a sweep varies', () => {
    const wide = had(axesOf({ fast: [5, 10], slow: [50, 60], stop_loss: [null, 0.05] }))
    const narrow = had(axesOf({ slow: [60] }))
    const first = trialNames(sha256, { span: 1 }, { average: 'sma' }, wide)
    const second = trialNames(sha256, { span: 1 }, { average: 'sma', fast: 10, stop_loss: 0.05 }, narrow)
    expect(first(Float64Array.of(1, 1, 1), 0)).toBe(second(Float64Array.of(0), 0))
    expect(first(Float64Array.of(1, 1, 0), 0)).not.toBe(second(Float64Array.of(0), 0))
    expect(trialNames(sha256, { span: 2 }, { average: 'sma' }, wide)(Float64Array.of(1, 1, 1), 0)).not.toBe(
      first(Float64Array.of(1, 1, 1), 0),
    )
  })
})
