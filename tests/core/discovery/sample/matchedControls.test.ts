import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lastEventBars, matchedControls, strataOf } from '../../../../src/core/discovery/sample/matchedControls.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'

const ASKED = fc.record({
  seed: fc.integer({ min: 0, max: 1_000_000 }),
  horizonBars: fc.integer({ min: 1, max: 20 }),
  rarity: fc.integer({ min: 5, max: 60 }),
  strata: fc.integer({ min: 1, max: 9 }),
})

function request({
  seed,
  horizonBars,
  rarity,
  strata,
}: {
  seed: number
  horizonBars: number
  rarity: number
  strata: number
}) {
  const length = 800
  const stream = createStream(seed, 'controls')
  const all = Int32Array.from({ length }, (_, bar) => bar).filter(() => stream.nextInt(rarity) === 0)
  const of = Uint8Array.from({ length }, () => stream.nextInt(strata + 1))
  const forward = Float64Array.from({ length }, (_, bar) =>
    bar + horizonBars >= length || stream.nextInt(20) === 0 ? Number.NaN : stream.nextNormal(),
  )
  // Half of the events are in condition; all of them keep controls away.
  const eventBars = all.filter((bar) => bar % 2 === 0 && !Number.isNaN(forward[bar]!))
  return {
    eventBars,
    horizonBars,
    strata: strataOf(of),
    lastEventBar: lastEventBars(all, length),
    forward,
    controlsPerEvent: 4,
    windowBars: 300,
    seed,
    streamName: 'x',
    all,
    of,
  }
}

describe('matched controls', () => {
  it('come after their event, in its stratum, outside of every event window, each once and apart', () => {
    let drawn = 0
    fc.assert(
      fc.property(ASKED, (asked) => {
        const given = request(asked)
        const { bars, of } = matchedControls(given)
        drawn += bars.length
        expect(new Set(bars).size).toBe(bars.length)
        bars.forEach((bar, at) => {
          const event = given.eventBars[of[at]!]!
          expect(bar).toBeGreaterThan(event + given.horizonBars)
          expect(bar).toBeLessThanOrEqual(event + given.windowBars)
          expect(given.of[bar]).toBe(given.of[event])
          expect(given.of[bar]).not.toBe(0)
          expect(given.all.some((other) => other <= bar && bar <= other + given.horizonBars)).toBe(false)
          expect(given.forward[bar]).not.toBeNaN()
          if (of[at - 1] === of[at]) expect(bar - bars[at - 1]!).toBeGreaterThanOrEqual(given.horizonBars)
        })
        for (let event = 0; event < given.eventBars.length; event++)
          expect(of.filter((own) => own === event).length).toBeLessThanOrEqual(4)
      }),
      { seed: 5, numRuns: 80 },
    )
    expect(drawn).toBeGreaterThan(1_000)
  })

  it('are drawn again by the same seed, and elsewhere by another', () => {
    const given = request({ seed: 8, horizonBars: 3, rarity: 40, strata: 2 })
    expect(matchedControls(given)).toEqual(matchedControls(given))
    expect(matchedControls({ ...given, seed: 9 }).bars).not.toEqual(matchedControls(given).bars)
  })

  it('do not change with what comes after them', () => {
    const given = request({ seed: 21, horizonBars: 5, rarity: 30, strata: 3 })
    const cut = 500
    const before = matchedControls({
      ...given,
      eventBars: given.eventBars.filter((bar) => bar + given.horizonBars < cut),
      strata: strataOf(given.of.slice(0, cut)),
      lastEventBar: given.lastEventBar.slice(0, cut),
      forward: given.forward.slice(0, cut).fill(Number.NaN, cut - given.horizonBars),
    })
    const whole = matchedControls(given)
    const kept = Array.from(whole.bars.keys()).filter((at) => whole.bars[at]! + given.horizonBars < cut)
    expect(kept.length).toBeGreaterThan(20)
    expect(Array.from(before.bars)).toEqual(kept.map((at) => whole.bars[at]))
    expect(Array.from(before.of)).toEqual(kept.map((at) => whole.of[at]))
  })

  it('of an event whose stratum is not known are none', () => {
    const given = request({ seed: 8, horizonBars: 3, rarity: 40, strata: 2 })
    expect(matchedControls({ ...given, strata: strataOf(new Uint8Array(800)) }).bars).toHaveLength(0)
  })
})
