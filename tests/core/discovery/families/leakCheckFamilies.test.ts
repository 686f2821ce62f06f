import { describe, expect, it } from 'vitest'
import { CONTEXT_DIMENSIONS } from '../../../../src/core/discovery/context/dimensionRegistry.ts'
import type { EventFamily } from '../../../../src/core/discovery/eventFamily.ts'
import { EVENT_FAMILIES, familyOf } from '../../../../src/core/discovery/families/familyRegistry.ts'
import { leakCheckFamilies } from '../../../../src/core/discovery/families/leakCheckFamilies.ts'
import { silentBeat } from '../../../../src/core/job/beat.ts'
import { noiseMarket } from '../noiseMarket.ts'

const easy = familyOf('correlation_break@1.5')
if (!easy.ok) throw new Error(easy.trouble.message)
const FAMILIES = [...EVENT_FAMILIES, easy.value]
const shock = EVENT_FAMILIES[0]!

/** A family that reads the bar after the one that it speaks of. */
const foretelling: EventFamily = {
  ...shock,
  id: 'foretelling',
  detect: ({ bars: { close } }) => Uint8Array.from(close, (value, bar) => ((close[bar + 1] ?? value) > value ? 1 : 0)),
}

/** A family whose threshold comes from the whole series. */
const wholeSample: EventFamily = {
  ...shock,
  id: 'whole sample',
  detect: ({ bars: { volume } }) => {
    const largest = volume.reduce((most, value) => Math.max(most, value), 0)
    return Uint8Array.from(volume, (value) => (value > 0.3 * largest ? 1 : 0))
  },
}

/** Reads a sensor of later. */
const sensorAhead: EventFamily = {
  ...shock,
  id: 'sensor ahead',
  detect: ({ sensors, timeMs }) =>
    Uint8Array.from(timeMs, (_, bar) => ((sensors['order-flow']?.[bar + 3] ?? 0) > 0 ? 1 : 0)),
}

describe('the leak check of families and context', () => {
  it.each([
    ['an hour', 3_600_000],
    ['a quarter of an hour', 900_000],
    ['a day', 86_400_000],
  ])('finds none of them reading ahead on bars of %s', (_name, intervalMs) => {
    const discovery = noiseMarket({ seed: 11, bars: 2_600, intervalMs, missing: 0.01 })
    const scan = leakCheckFamilies({
      discovery,
      families: FAMILIES,
      dimensions: CONTEXT_DIMENSIONS,
      seed: 5,
      cuts: 2,
      beat: silentBeat,
    })
    expect(scan.findings).toEqual([])
    expect(scan.clean).toBe(true)
    expect(scan.unproven).toEqual([])
    if (intervalMs === 3_600_000) expect(scan.constant).toEqual(['A correlation_break', 'B correlation_break'])
  })

  it('looks where the sensors are', () => {
    const { market, symbols, sensors } = noiseMarket({ seed: 11, bars: 5_000 })
    const ended = sensors.map(({ funding }) => ({ funding: funding!.slice().fill(Number.NaN, 2_000) }))
    const scan = leakCheckFamilies({
      discovery: { market, symbols, sensors: ended },
      families: EVENT_FAMILIES.filter(({ id }) => id.startsWith('funding')),
      dimensions: [],
      seed: 5,
      cuts: 2,
      mostBars: 1_900,
      beat: silentBeat,
    })
    expect(scan.clean).toBe(true)
    expect(scan.constant).toEqual([])
  })

  it('finds those that do', () => {
    const discovery = noiseMarket({ seed: 12, bars: 600 })
    const families = [foretelling, wholeSample, sensorAhead]
    const scan = leakCheckFamilies({ discovery, families, dimensions: [], seed: 5, cuts: 5, beat: silentBeat })
    expect(scan.clean).toBe(false)
    expect(new Set(scan.findings.map(({ name }) => name))).toEqual(
      new Set(['A', 'B'].flatMap((symbol) => families.map(({ id }) => `${symbol} ${id}`))),
    )
  })
})
