import { describe, expect, it } from 'vitest'
import { CONTEXT_DIMENSIONS, conditionOf } from '../../../../src/core/discovery/context/dimensionRegistry.ts'
import { assetView } from '../../../../src/core/discovery/families/assetView.ts'
import { barsOfDays, dayBars, pastBars, swingBars } from '../../../../src/core/discovery/families/windowBars.ts'
import { noiseMarket } from '../noiseMarket.ts'

const DISCOVERY = noiseMarket({ seed: 7, bars: 3_000, missing: 0.002 })
const { inputs } = assetView(DISCOVERY, 1)
const classify = (id: string, own = inputs) => CONTEXT_DIMENSIONS.find((item) => item.id === id)!.classify(own)

function shares(states: Uint8Array, count: number): number[] {
  const known = states.filter((state) => state !== 0)
  return Array.from({ length: count }, (_, state) => known.filter((value) => value === state + 1).length / known.length)
}

describe('context', () => {
  it('knows every state of every dimension, each for a fair share of the time', () => {
    for (const { id, states } of CONTEXT_DIMENSIONS) {
      const found = classify(id)
      expect(Math.max(...found), id).toBe(states.length)
      for (const share of shares(found, states.length)) expect(share, id).toBeGreaterThan(0.5 / states.length)
    }
  })

  it('tells the trend from the move over four days in units of its own noise', () => {
    const { close } = inputs.bars
    const trend = classify('trend')
    for (let bar = 96; bar < close.length; bar += 7) {
      const steps = Array.from({ length: 96 }, (_, back) => Math.log(close[bar - back]! / close[bar - back - 1]!))
      const mean = steps.reduce((sum, value) => sum + value, 0) / 96
      const sd = Math.sqrt(steps.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 96)
      const steepness = Math.log(close[bar]! / close[bar - 96]!) / (sd * Math.sqrt(96))
      expect(trend[bar]).toBe(steepness < -0.5 ? 1 : steepness > 0.5 ? 3 : 2)
    }
    expect(trend.slice(0, 96).every((state) => state === 0)).toBe(true)
  })

  it('tells session and part of the week by the clock alone', () => {
    const full = assetView(noiseMarket({ seed: 7, bars: 24 * 7 }), 0).inputs
    // Bars of a Monday: the one that starts at 07:00 closes at 08:00.
    const expected = Array.from({ length: 24 }, (_, hour) => {
      const close = (hour + 1) % 24
      return close >= 22 || close < 8 ? 1 : close < 14 ? 2 : 3
    })
    expect(Array.from(classify('session', full).slice(0, 24))).toEqual(expected)
    const week = classify('week', full)
    expect(Array.from({ length: 7 }, (_, day) => week[24 * day])).toEqual([1, 1, 1, 1, 1, 2, 2])
  })

  it('knows no session of bars of a day', () => {
    const daily = assetView(noiseMarket({ seed: 7, bars: 100, intervalMs: 86_400_000 }), 0).inputs
    expect(classify('session', daily).every((state) => state === 0)).toBe(true)
  })

  it('does not know what has no data: funding without a sensor, liquidity without volume, correlation alone', () => {
    const { market } = DISCOVERY
    const leg = market.instruments[0]!
    const silent = { ...leg, volume: leg.volume.map(() => 0) }
    const alone = assetView({ market: { ...market, instruments: [silent] }, symbols: ['A'], sensors: [{}] }, 0).inputs
    for (const id of ['funding', 'liquidity', 'correlation'])
      expect(
        classify(id, alone).every((state) => state === 0),
        id,
      ).toBe(true)
  })

  it('understands conditions', () => {
    expect(conditionOf('any')).toEqual({ ok: true, value: null })
    expect(conditionOf('volatility:high')).toMatchObject({ ok: true, value: { state: 3 } })
    for (const text of ['', 'volatility', 'volatility:wild', 'volatility:high:low', 'any:high', 'moon:full'])
      expect(conditionOf(text), text).toMatchObject({ ok: false, trouble: { code: 'unknown-condition' } })
    const wild = conditionOf('volatility:wild')
    expect(!wild.ok && wild.trouble.hint).toBe('Choose from: any, volatility:low, volatility:middle, volatility:high.')
  })

  it('measures its windows in time, within bounds', () => {
    const minutes = [1, 15, 60, 240, 1440].map((count) => count * 60_000)
    expect(minutes.map(dayBars)).toEqual([96, 96, 24, 24, 24])
    expect(minutes.map(swingBars)).toEqual([384, 384, 96, 48, 48])
    expect(minutes.map(pastBars)).toEqual([2880, 2880, 720, 240, 240])
    expect(barsOfDays(90, 3_600_000)).toBe(2160)
  })
})
