import { describe, expect, it } from 'vitest'
import { exitText, noTradeText, parameterText, positionText } from '../../../src/renderer/parts/eventWords.ts'
import { featureText } from '../../../src/renderer/parts/featureText.ts'
import { knownNames } from '../../../src/renderer/parts/specForm/specTools.ts'
import { legEvent } from '../../core/charts/workbench/eventFixture.ts'

describe('words of events', () => {
  it('says what a trade on an event holds', () => {
    const event = legEvent()
    expect(positionText(event)).toBe('long BTC')
    const pair = { role: 2, direction: -1, legs: [event.legs[0]!, { ...event.legs[0]!, role: 1, symbol: 'ETH' }] }
    expect(positionText(pair)).toBe('short BTC, long ETH')
  })

  it('writes a setting as short as it was written', () => {
    const { exit, parameters } = legEvent().setting
    expect(exitText(exit)).toBe('target 4 ranges, stop 2 ranges, at most 4 bars')
    expect(exitText({ ...exit, stopRanges: 1 })).toContain('stop 1 range,')
    expect(parameters.map(parameterText)).toEqual(['volumeTimes 3 times the median'])
    expect(parameterText({ name: 'x', unit: '1', value: 0.25 })).toBe('x 0.25')
  })

  it('says why no trade comes, whatever the reason', () => {
    for (const reason of ['data-end', 'session-end', 'no-range', undefined] as const)
      expect(noTradeText(reason)).toMatch(/It is in no mean and in no test\.$/)
    expect(noTradeText('session-end')).toContain('session')
  })
})

describe('featureText', () => {
  it.each([
    [0, '0'],
    [1.23456, '1.235'],
    [-0.001234567, '−0.001235'],
    [123_456.7, '123,457'],
    [1e-9, '1.000e−9'],
    [2.5e12, '2.500e12'],
    [null, 'n/a'],
    [Number.NaN, 'n/a'],
  ])('%s: %s', (value, text) => expect(featureText(value)).toBe(text))
})

describe('the grid of a sweep', () => {
  const namesIn = (values: unknown) =>
    knownNames({ values, strategies: [], isDisabled: false, edit: () => {} }, ['parameter_grid']).map(
      ({ name }) => name,
    )

  it('offers the parameters of sizing that a method reads: of the grid, else of the backtest', () => {
    const ofBacktest = { backtest: { position_sizing: { method: 'volatility_target', target: 0.2 } } }
    const names = namesIn(ofBacktest)
    for (const name of ['position_sizing.method', 'position_sizing.lookback', 'stop_loss'])
      expect(names).toContain(name)
    expect(names).not.toContain('position_size')
    const tried = namesIn({ ...ofBacktest, parameter_grid: { 'position_sizing.method': ['fixed_fraction', 'kelly'] } })
    expect(tried).toContain('position_size')
    expect(tried).toContain('position_sizing.minimum_trades')
    expect(tried).not.toContain('position_sizing.lookback')
    expect(namesIn({})).toContain('position_sizing.fraction')
  })
})
