import { describe, expect, it } from 'vitest'
import { eventStudy } from '../../../src/core/discovery/eventStudy.ts'

/** Opens 100, 110, 120, ...; closes 5 above. */
const open = Float64Array.from({ length: 12 }, (_, bar) => 100 + 10 * bar)
const close = open.map((price) => price + 5)
const leg = { open, high: close, low: open, close, volume: open }
const base = { leg, sign: 1, cluster: Int32Array.of(0, 1), controlBars: Int32Array.of(5), before: 1, after: 2 } as const

describe('the average path around events', () => {
  it('is measured from the open of the bar after the event', () => {
    const study = eventStudy({ ...base, bars: Int32Array.of(1, 4) })
    expect(study.offset).toEqual([-1, 0, 1, 2])
    // Entries 120 and 150; closes at offsets -1 to 2: 105, 115, 125, 135 and 135, 145, 155, 165.
    const expected = [
      (105 / 120 + 135 / 150) / 2 - 1,
      (115 / 120 + 145 / 150) / 2 - 1,
      (125 / 120 + 155 / 150) / 2 - 1,
      (135 / 120 + 165 / 150) / 2 - 1,
    ]
    for (const [place, value] of expected.entries()) expect(study.mean[place]).toBeCloseTo(value, 12)
    expect(study.controlMean[3]).toBeCloseTo(175 / 160 - 1, 12)
  })

  it('turns the sign of a short trade', () => {
    const long = eventStudy({ ...base, bars: Int32Array.of(1, 4) })
    const short = eventStudy({ ...base, sign: -1, bars: Int32Array.of(1, 4) })
    expect(Array.from(short.mean)).toEqual(Array.from(long.mean, (value) => -value))
    expect(short.low[2]).toBeCloseTo(-long.high[2]!, 12)
  })

  it('counts a cluster as one: two events that share it tell no more than one', () => {
    const bars = Int32Array.of(1, 4)
    const apart = eventStudy({ ...base, bars })
    const [a, b] = [125 / 120 - 1, 155 / 150 - 1]
    // Two clusters of one event: the standard error of a mean of two, and Student's t with one degree of freedom (12.7062 at 97.5 %).
    const error = Math.abs(a - b) / 2
    expect(apart.high[2]! - apart.mean[2]!).toBeCloseTo(12.706204736 * error, 8)
    const together = eventStudy({ ...base, bars, cluster: Int32Array.of(0, 0) })
    expect(together.high[2]).toBeNaN()
    expect(together.mean[2]).toBe(apart.mean[2])
  })

  it('leaves out events without an entry or a close', () => {
    const holes = { ...leg, close: close.map((price, bar) => (bar === 6 ? Number.NaN : price)) }
    const study = eventStudy({ ...base, leg: holes, bars: Int32Array.of(1, 4, 11), cluster: Int32Array.of(0, 1, 2) })
    expect(study.mean[3]).toBeCloseTo(135 / 120 - 1, 12)
    expect(study.mean[2]).toBeCloseTo((125 / 120 + 155 / 150) / 2 - 1, 12)
    expect(eventStudy({ ...base, bars: Int32Array.of(), cluster: Int32Array.of() }).mean[0]).toBeNaN()
  })
})
