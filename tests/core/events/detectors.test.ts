import { describe, expect, it } from 'vitest'
import type { DetectorParameters, EventColumns } from '../../../src/core/events/detector.ts'
import { emptySignal, eventsFromSignals, REFIRE_BARS, ROLES } from '../../../src/core/events/detector.ts'
import { DETECTORS, detectorOf, gridSettings, standardSetting } from '../../../src/core/events/detectorRegistry.ts'
import { createIndicatorMemo } from '../../../src/core/indicators/indicatorMemo.ts'
import type { PairColumns } from '../../../src/core/market/pairColumns.ts'
import { sampleColumns } from '../../../src/core/market/sampleColumns.ts'
import { generateSample } from '../../../src/core/market/sampleMarket.ts'
import { createStream } from '../../../src/core/stats/seededStream.ts'
import { scanForLeaks } from '../../../src/core/validation/leakScan.ts'
import { PAIR_SHAPE } from '../../../src/core/validation/leakShapes.ts'
import { uniformStream } from '../features/samplePair.ts'
import type { HandMadeBar } from './handMadePair.ts'
import { handMadeLeg, handMadePair, mirrorLeg, zigzag } from './handMadePair.ts'

const HOUR_MS = 3_600_000

function detect(id: string, columns: PairColumns, parameters: DetectorParameters): EventColumns {
  const detector = detectorOf(id)
  if (!detector.ok) throw new Error(detector.trouble.message)
  return detector.value.detect(columns, createIndicatorMemo(), parameters)
}

function listed(events: EventColumns) {
  return Array.from(events.bar, (bar, row) => ({
    bar,
    role: ROLES[events.role[row]!],
    direction: events.direction[row],
  }))
}

function bothWays(primary: readonly HandMadeBar[], secondary: readonly HandMadeBar[], margin = 0.001) {
  const up = handMadePair(handMadeLeg(primary, margin), handMadeLeg(secondary, margin))
  return { up, down: handMadePair(mirrorLeg(up.primary), mirrorLeg(up.secondary)) }
}

describe('the registry', () => {
  it('has at least six detectors with names of their own, and refuses an unknown one with a code', () => {
    expect(DETECTORS.length).toBeGreaterThanOrEqual(6)
    expect(new Set(DETECTORS.map((detector) => detector.id)).size).toBe(DETECTORS.length)
    const unknown = detectorOf('moon-phase')
    expect(unknown.ok).toBe(false)
    if (unknown.ok) return
    expect(unknown.trouble.code).toBe('unknown-detector')
    expect(unknown.trouble.hint).toContain('residual-reversion')
  })

  it('keeps standard and grid values inside the declared ranges, each grid value once', () => {
    for (const detector of DETECTORS) {
      for (const range of detector.parameters) {
        for (const value of [range.standard, ...range.gridValues]) {
          expect(value, `${detector.id} ${range.name}`).toBeGreaterThanOrEqual(range.minimum)
          expect(value, `${detector.id} ${range.name}`).toBeLessThanOrEqual(range.maximum)
        }
        expect(new Set(range.gridValues).size).toBe(range.gridValues.length)
      }
      const settings = gridSettings(detector).map((setting) => JSON.stringify(setting.parameters))
      expect(settings.length).toBe(detector.parameters.reduce((product, range) => product * range.gridValues.length, 1))
      expect(new Set(settings).size).toBe(settings.length)
    }
  })

  it('reads a parameter that is not given as its declared standard', () => {
    const columns = sampleColumns(
      generateSample({ kind: 'market', strength: 0, seed: 5, bars: 3000, intervalMs: HOUR_MS, startMs: 0 }),
      HOUR_MS,
    )
    for (const detector of DETECTORS) {
      const said = detect(detector.id, columns, standardSetting(detector).parameters)
      expect(said.bar.length, detector.id).toBeGreaterThan(0)
      expect(detect(detector.id, columns, {}), detector.id).toEqual(said)
    }
  })
})

describe('no detector sees ahead', () => {
  it('gives the same events and strengths when later bars are cut away or garbled, for every setting of the grid', () => {
    const sample = generateSample({
      kind: 'market',
      strength: 0,
      seed: 11,
      bars: 2600,
      intervalMs: HOUR_MS,
      startMs: 0,
    })
    const columns = sampleColumns(sample, HOUR_MS)
    const settings = DETECTORS.flatMap(gridSettings)
    const names = settings.flatMap(({ detectorId, parameters }) =>
      ROLES.flatMap((role) =>
        ['short', 'long'].map((side) => `${detectorId} ${JSON.stringify(parameters)} ${role} ${side}`),
      ),
    )
    const compute = (cut: PairColumns) => {
      const memo = createIndicatorMemo()
      return settings.flatMap(({ detectorId, parameters }) => {
        const detector = DETECTORS.find((candidate) => candidate.id === detectorId)!
        const events = detector.detect(cut, memo, parameters)
        const out = ROLES.flatMap(() => [0, 1]).map(() => new Float64Array(cut.timeMs.length))
        events.bar.forEach((bar, row) => {
          out[events.role[row]! * 2 + (events.direction[row]! > 0 ? 1 : 0)]![bar] = 1 + events.strength[row]!
        })
        return out
      })
    }
    const stream = createStream(3, 'cuts')
    const cuts = Array.from({ length: 6 }, () => 1000 + stream.nextInt(1599))
    const scan = scanForLeaks({ names, compute, inputs: columns, shape: PAIR_SHAPE, cuts, beat: () => {} })
    expect(scan.findings).toEqual([])
    expect(scan.clean).toBe(true)
    const fired = compute(columns).map((column) => column.some((value) => value !== 0))
    for (let setting = 0; setting < settings.length; setting++) {
      expect(fired.slice(setting * 6, setting * 6 + 6).some(Boolean), JSON.stringify(settings[setting])).toBe(true)
    }
  })

  it('orders events by bar, then role, and never repeats one', () => {
    const sample = generateSample({
      kind: 'market',
      strength: 0,
      seed: 12,
      bars: 4000,
      intervalMs: HOUR_MS,
      startMs: 0,
    })
    const columns = sampleColumns(sample, HOUR_MS)
    for (const setting of DETECTORS.flatMap(gridSettings)) {
      const { bar, role, direction, strength } = detect(setting.detectorId, columns, setting.parameters)
      for (let row = 0; row < bar.length; row++) {
        expect(Math.abs(direction[row]!)).toBe(1)
        expect(strength[row]!).toBeGreaterThanOrEqual(0)
        if (row > 0) expect(bar[row]! * 3 + role[row]!).toBeGreaterThan(bar[row - 1]! * 3 + role[row - 1]!)
      }
    }
  })
})

describe('a condition fires where it switches on', () => {
  const eventBars = (on: readonly number[], length = 60) => {
    const signal = emptySignal(length)
    for (const bar of on) signal.direction[bar] = 1
    return [...eventsFromSignals([{ role: 'pair', signal }]).bar]
  }

  it('once while it goes on, however long', () => {
    expect(eventBars(Array.from({ length: 30 }, (_, t) => t + 10))).toEqual([10])
  })

  it('again only after it was off for the refire bars', () => {
    expect(REFIRE_BARS).toBe(6)
    expect(eventBars([10, 16])).toEqual([10])
    expect(eventBars([10, 17])).toEqual([10, 17])
    expect(eventBars([10, 16, 22, 29])).toEqual([10, 29])
  })

  it('in the first bar too', () => {
    expect(eventBars([0, 1, 2])).toEqual([0])
  })

  it('for each direction and role on its own, roles in order within a bar', () => {
    const first = emptySignal(20)
    const second = emptySignal(20)
    first.direction[5] = 1
    first.direction[6] = -1
    second.direction[5] = -1
    const events = eventsFromSignals([
      { role: 'secondary', signal: second },
      { role: 'primary', signal: first },
    ])
    expect(listed(events)).toEqual([
      { bar: 5, role: 'primary', direction: 1 },
      { bar: 5, role: 'secondary', direction: -1 },
      { bar: 6, role: 'primary', direction: -1 },
    ])
  })
})

describe('hand-made markets, each with one event', () => {
  it('residual reversion sells the pair when the primary has run away from its hedge', () => {
    const uniform = uniformStream(2)
    const secondary = Array.from({ length: 103 }, () => ({ close: 100 * (1 + 0.01 * uniform()) }))
    const primary = secondary.map(({ close }, t) => ({
      close: close * (t % 2 === 0 ? 1 : 1.002) * (t >= 100 ? 1.02 : 1),
    }))
    const { up, down } = bothWays(primary, secondary)
    const parameters = { windowBars: 72, threshold: 2.5 }
    expect(listed(detect('residual-reversion', up, parameters))).toEqual([{ bar: 100, role: 'pair', direction: -1 }])
    expect(listed(detect('residual-reversion', down, parameters))).toEqual([{ bar: 100, role: 'pair', direction: 1 }])
  })

  it('momentum divergence sells the faster leg, or follows it where continuation is 1', () => {
    const primary = zigzag(403, 0.002).map(({ close }, t) => ({ close: t >= 400 ? close * 1.04 : close }))
    const { up, down } = bothWays(primary, zigzag(403, 0))
    const parameters = { lookbackBars: 6, threshold: 2.75, continuation: 0 }
    expect(listed(detect('momentum-divergence', up, parameters))).toEqual([{ bar: 400, role: 'pair', direction: -1 }])
    expect(listed(detect('momentum-divergence', down, parameters))).toEqual([{ bar: 400, role: 'pair', direction: 1 }])
    const following = { ...parameters, continuation: 1 }
    expect(listed(detect('momentum-divergence', up, following))).toEqual([{ bar: 400, role: 'pair', direction: 1 }])
  })

  it('lead-lag shock buys the leg that has not moved yet', () => {
    const primary = zigzag(60, 0.001).map(({ close }, t) => ({ close: t >= 50 ? close * 1.05 : close }))
    const { up, down } = bothWays(primary, zigzag(60, 0.001))
    const parameters = { shockRanges: 3, quietRanges: 0.5 }
    expect(listed(detect('lead-lag-shock', up, parameters))).toEqual([{ bar: 50, role: 'secondary', direction: 1 }])
    expect(listed(detect('lead-lag-shock', down, parameters))).toEqual([{ bar: 50, role: 'secondary', direction: -1 }])
    const both = bothWays(primary, primary).up
    expect(listed(detect('lead-lag-shock', both, parameters))).toEqual([])
  })

  it('measures the shock against the range known before it', () => {
    const primary = zigzag(60, 0.001).map(({ close }, t) => ({ close: t >= 50 ? close * 1.05 : close }))
    const { up } = bothWays(primary, zigzag(60, 0))
    const events = detect('lead-lag-shock', up, { shockRanges: 2, quietRanges: 0.5 })
    // A quiet bar spans 100 / 1.001 to 100.1 * 1.001: its range is about 0.3 of 100, so 5 % (less the step down of the bar) is about 16 ranges.
    expect(events.strength[0]! + 2).toBeGreaterThan(14)
    expect(events.strength[0]! + 2).toBeLessThan(18)
  })

  it('compression breakout follows the close out of a quiet channel, and not out of a lively one', () => {
    const lively = zigzag(500, 0.01)
    const quiet = zigzag(60, 0.001)
    // Large enough to be anything but quiet itself: compression is read one bar before the break.
    const out = { close: 106 }
    const { up, down } = bothWays([...lively, ...quiet, out, out], zigzag(562, 0.01), 0.0005)
    const parameters = { channelBars: 12, compressionRank: 0.2 }
    expect(listed(detect('compression-breakout', up, parameters))).toEqual([
      { bar: 560, role: 'primary', direction: 1 },
    ])
    expect(listed(detect('compression-breakout', down, parameters))).toEqual([
      { bar: 560, role: 'primary', direction: -1 },
    ])
    const never = bothWays([...lively, ...zigzag(60, 0.02), { close: 110 }], zigzag(561, 0.01), 0.0005).up
    expect(listed(detect('compression-breakout', never, parameters))).toEqual([])
  })

  it('volume burst follows a large move on large volume; either alone is not enough', () => {
    const parameters = { volumeBars: 24, volumeTimes: 3, moveRanges: 2 }
    const bars = (jump: number, volume: number) =>
      zigzag(60, 0.001).map(({ close }, t) => ({
        close: t >= 50 ? close * jump : close,
        volume: t === 50 ? volume : 10,
      }))
    const { up, down } = bothWays(bars(1.05, 40), zigzag(60, 0.001))
    expect(listed(detect('volume-burst', up, parameters))).toEqual([{ bar: 50, role: 'primary', direction: 1 }])
    expect(listed(detect('volume-burst', down, parameters))).toEqual([{ bar: 50, role: 'primary', direction: -1 }])
    expect(listed(detect('volume-burst', bothWays(bars(1.05, 20), zigzag(60, 0.001)).up, parameters))).toEqual([])
    expect(listed(detect('volume-burst', bothWays(bars(1, 40), zigzag(60, 0.001)).up, parameters))).toEqual([])
  })

  it('exhaustion sells a long run up whose last bar gives back half of its range', () => {
    const parameters = { runBars: 12, runRanges: 1.5, rejectionShare: 0.5 }
    const quiet = zigzag(60, 0.001)
    const run = Array.from({ length: 12 }, (_, k) => {
      const close = 100.1 * 1.004 ** (k + 1)
      return { close, high: close }
    })
    const top = run.at(-1)!.close
    const turn = { close: top * 1.001, high: top * 1.01, low: top * 0.999 }
    const { up, down } = bothWays([...quiet, ...run, turn], zigzag(73, 0.001))
    expect(listed(detect('exhaustion-reversal', up, parameters))).toEqual([{ bar: 72, role: 'primary', direction: -1 }])
    expect(listed(detect('exhaustion-reversal', down, parameters))).toEqual([
      { bar: 72, role: 'primary', direction: 1 },
    ])
    const unbroken = { close: top * 1.01, high: top * 1.0101, low: top * 0.999 }
    expect(
      listed(detect('exhaustion-reversal', bothWays([...quiet, ...run, unbroken], zigzag(73, 0.001)).up, parameters)),
    ).toEqual([])
  })
})
