import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventRegression, type WeightedReturns } from '../../../../src/core/discovery/expectancy/eventRegression.ts'

const BARS = 40
const EVENTS = [3, 4, 9, 15, 16, 17, 28, 33]
const CONTROLS = [1, 6, 7, 12, 20, 21, 25, 30, 36, 38]
const CONTROL_OF = [0, 1, 1, 2, 3, 4, 5, 6, 7, 7]
const returns = Float64Array.from(
  { length: BARS },
  (_, t) => Math.sin(1.3 * t) + 0.5 * Math.cos(0.37 * t * t) + 0.02 * t,
)

function weighted(bars: readonly number[], weightOf: (place: number) => number): WeightedReturns {
  return {
    bars: Int32Array.from(bars),
    returns: Float64Array.from(bars, (bar) => returns[bar]!),
    weights: Float64Array.from(bars, (_, place) => weightOf(place)),
  }
}

describe('regression on an event dummy', () => {
  // statsmodels 0.13.5: OLS(y, [1, D]).fit(cov_type='HAC', cov_kwds={'maxlags': 5})
  it('is the one of statsmodels where every other bar is a control', () => {
    const others = Array.from({ length: BARS }, (_, t) => t).filter((t) => !EVENTS.includes(t))
    const found = eventRegression(
      weighted(EVENTS, () => 1 / 8),
      weighted(others, () => 1 / 32),
      5,
      6.5,
    )!
    expect(found.uplift).toBeCloseTo(-0.4221081467251603, 13)
    expect(found.standardError).toBeCloseTo(0.481522941959897, 13)
    expect(found.t).toBeCloseTo(-0.8766106657495771, 12)
  })

  // statsmodels 0.13.5: WLS with the weights below and 0 at all other bars; scipy: t.sf(t, 6.5)
  it('is the weighted one of statsmodels for matched controls, with a p-value of Student', () => {
    const perEvent = CONTROL_OF.map((event) => CONTROL_OF.filter((other) => other === event).length)
    const found = eventRegression(
      weighted(EVENTS, () => 1 / 8),
      weighted(CONTROLS, (place) => 1 / (8 * perEvent[place]!)),
      5,
      6.5,
    )!
    expect(found.uplift).toBeCloseTo(-0.9806064579843001, 13)
    expect(found.standardError).toBeCloseTo(0.5215474724708768, 13)
    expect(found.pOneSided).toBeCloseTo(0.9473162314553679, 12)
  })

  it('is the sum over all pairs by the definition', () => {
    const places = fc.uniqueArray(fc.integer({ min: 0, max: BARS - 1 }), { minLength: 8, maxLength: 30 })
    fc.assert(
      fc.property(places, fc.integer({ min: 0, max: 12 }), (bars, lag) => {
        const half = Math.floor(bars.length / 2)
        const events = bars.slice(0, half).sort((a, b) => a - b)
        const controls = bars.slice(half).sort((a, b) => a - b)
        const found = eventRegression(
          weighted(events, () => 1 / events.length),
          weighted(controls, () => 1 / controls.length),
          lag,
          3,
        )!
        const mean = (of: readonly number[]): number => of.reduce((sum, bar) => sum + returns[bar]!, 0) / of.length
        const score = (bar: number): number => {
          if (events.includes(bar)) return (returns[bar]! - mean(events)) / events.length
          return controls.includes(bar) ? -(returns[bar]! - mean(controls)) / controls.length : 0
        }
        let variance = 0
        for (let a = 0; a < BARS; a += 1) {
          for (let b = 0; b < BARS; b += 1)
            variance += Math.max(0, 1 - Math.abs(a - b) / (lag + 1)) * score(a) * score(b)
        }
        expect(found.uplift).toBeCloseTo(mean(events) - mean(controls), 12)
        expect(found.standardError ** 2).toBeCloseTo(variance, 12)
      }),
      { numRuns: 60 },
    )
  })

  it('is null without spread or degrees of freedom', () => {
    const flat = { bars: Int32Array.of(1, 5), returns: Float64Array.of(1, 1), weights: Float64Array.of(0.5, 0.5) }
    const wild = weighted([1, 5], () => 0.5)
    expect(eventRegression(flat, flat, 2, 5)).toBeNull()
    expect(eventRegression(wild, wild, 2, 0)).toBeNull()
  })
})
