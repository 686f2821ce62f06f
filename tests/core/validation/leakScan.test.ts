import { describe, expect, it } from 'vitest'
import { silentBeat } from '../../../src/core/job/beat.ts'
import type { LegColumns, PairColumns } from '../../../src/core/market/pairColumns.ts'
import { createStream } from '../../../src/core/stats/seededStream.ts'
import type { ScannedColumn } from '../../../src/core/validation/leakCompare.ts'
import { drawCuts } from '../../../src/core/validation/leakCuts.ts'
import {
  garbledWithin,
  LEAK_PROBES,
  type LeakProbe,
  permutedFrom,
  shiftedFrom,
  truncatedAt,
} from '../../../src/core/validation/leakProbe.ts'
import { type LeakScanRequest, scanForLeaks } from '../../../src/core/validation/leakScan.ts'
import { PAIR_SHAPE } from '../../../src/core/validation/leakShapes.ts'

const BARS = 600
const CUTS = [97, 203, 311, 450, 599]

function randomLeg(unitId: string): LegColumns {
  const stream = createStream(9, unitId)
  let price = 100
  const close = Float64Array.from({ length: BARS }, () => {
    price *= 1 + 0.01 * stream.nextNormal()
    return price
  })
  const open = close.map((_, bar) => close[Math.max(0, bar - 1)]!)
  const high = close.map((value, bar) => Math.max(value, open[bar]!) * 1.002)
  const low = close.map((value, bar) => Math.min(value, open[bar]!) * 0.998)
  return { open, high, low, close, volume: close.map(() => 1000 * (0.5 + stream.nextUniform())) }
}

const COLUMNS: PairColumns = {
  intervalMs: 3_600_000,
  timeMs: Float64Array.from({ length: BARS }, (_, bar) => bar * 3_600_000),
  primary: randomLeg('primary'),
  secondary: randomLeg('secondary'),
  sessionEnd: new Uint8Array(BARS),
}

type Feature = (columns: PairColumns) => Float64Array

const trailingMean: Feature = ({ primary: { close } }) =>
  close.map((_, t) => (t < 19 ? Number.NaN : close.subarray(t - 19, t + 1).reduce((sum, value) => sum + value, 0) / 20))
const laggedReturn: Feature = ({ secondary: { close } }) =>
  close.map((value, t) => (t === 0 ? Number.NaN : Math.log(value / close[t - 1]!)))
const forwardFilled: Feature = ({ primary: { close } }) => {
  let last = Number.NaN
  return close.map((value) => {
    if (!Number.isNaN(value)) last = value
    return last
  })
}
const hourOfDay: Feature = ({ timeMs }) => timeMs.map((time) => (time / 3_600_000) % 24)

const fullSampleZScore: Feature = ({ primary: { close } }) => {
  const mean = close.reduce((sum, value) => sum + value, 0) / close.length
  const variance = close.reduce((sum, value) => sum + (value - mean) ** 2, 0) / close.length
  return close.map((value) => (value - mean) / Math.sqrt(variance))
}
const centredMean: Feature = ({ primary: { close } }) =>
  close.map((value, t) => (t === 0 || t + 1 >= close.length ? value : (close[t - 1]! + value + close[t + 1]!) / 3))
const nextBarReturn: Feature = ({ secondary: { close } }) =>
  close.map((value, t) => (t + 1 < close.length ? Math.log(close[t + 1]! / value) : 0))
const negativeLag: Feature = ({ primary: { volume } }) => volume.map((value, t) => volume[t + 5] ?? value)
const backFilled: Feature = ({ primary: { close } }) => {
  let next = Number.NaN
  const filled = close.slice()
  for (let t = filled.length - 1; t >= 0; t--) {
    if (Number.isNaN(filled[t]!)) filled[t] = next
    else next = filled[t]!
  }
  return filled
}

function scan(
  features: Readonly<Record<string, Feature>>,
  probes: readonly LeakProbe[] = ['truncate', 'garble'],
  inputs = COLUMNS,
  cuts = CUTS,
) {
  const compute = (given: PairColumns) => Object.values(features).map((feature) => feature(given))
  return scanForLeaks({
    names: Object.keys(features),
    compute,
    inputs,
    shape: PAIR_SHAPE,
    cuts,
    probes,
    beat: silentBeat,
  })
}

describe('leak scan', () => {
  it('passes features that look back only, with every probe', () => {
    const result = scan({ trailingMean, laggedReturn, forwardFilled, hourOfDay }, [
      'repeat',
      'truncate',
      'garble',
      'permute',
      'shift',
      'gap',
    ])
    expect(result.findings).toEqual([])
    expect(result.clean).toBe(true)
    expect(result.unproven).toEqual([])
    expect(result.checked).toBeGreaterThan(3 * 3 * (97 + 203 + 311 + 450 + 599 - 5 * 30))
  })

  it.each(Object.entries({ fullSampleZScore, centredMean, nextBarReturn, negativeLag }))(
    'catches the planted leak %s by each probe alone, at every cut, and nothing beside it',
    (name, leak) => {
      for (const probe of ['truncate', 'garble', 'shift', 'permute'] as const) {
        const result = scan({ trailingMean, [name]: leak, laggedReturn }, [probe])
        expect(result.clean).toBe(false)
        expect(new Set(result.findings.map((finding) => finding.name))).toEqual(new Set([name]))
        // One bar alone has no other order.
        expect(result.findings.map((finding) => finding.cut)).toEqual(probe === 'permute' ? CUTS.slice(0, -1) : CUTS)
        for (const { index, cut, whole, recomputed } of result.findings) {
          expect(index).toBeLessThan(cut)
          expect(recomputed).not.toBe(whole)
        }
      }
    },
  )

  it('catches a gap filled from later bars where the cut lies in it', () => {
    const close = COLUMNS.primary.close.map((value, t) => (t >= 305 && t < 320 ? Number.NaN : value))
    const holed = { ...COLUMNS, primary: { ...COLUMNS.primary, close } }
    const result = scan({ backFilled, forwardFilled }, undefined, holed)
    expect(result.clean).toBe(false)
    expect(result.findings.map(({ name, cut, index }) => [name, cut, index])).toEqual([
      ['backFilled', 311, 305],
      ['backFilled', 311, 305],
    ])
  })

  it('catches filling from later bars in data without gaps by planting one', () => {
    expect(scan({ backFilled }).clean).toBe(true)
    const result = scan({ backFilled, forwardFilled }, ['gap'])
    // A gap that reaches the last bar (cut 599) has nothing after it to be filled from.
    const expected = CUTS.slice(0, -1).map((cut) => ['backFilled', cut, cut - 3])
    expect(result.findings.map(({ name, cut, index }) => [name, cut, index])).toEqual(expected)
  })

  it('compares bit for bit, or within a stated relative tolerance', () => {
    const nearly: Feature = ({ primary: { close } }) => close.map((value) => value * (1 + close.length * 1e-15))
    const request = {
      names: ['nearly'],
      compute: (c: PairColumns) => [nearly(c)],
      inputs: COLUMNS,
      shape: PAIR_SHAPE,
      cuts: CUTS,
      probes: ['truncate'] as const,
      beat: silentBeat,
    }
    expect(scanForLeaks(request).clean).toBe(false)
    expect(scanForLeaks({ ...request, relativeTolerance: 1e-9 }).clean).toBe(true)
  })

  it('is not clean where nothing was compared, and says which names prove nothing', () => {
    const never: Feature = ({ timeMs }) => timeMs.map(() => Number.NaN)
    expect(scan({ never }).clean).toBe(false)
    expect(scan({ trailingMean }, undefined, COLUMNS, []).clean).toBe(false)
    expect(scan({ never, trailingMean }).unproven).toEqual(['never'])
  })

  it('throws on columns that do not fit and cuts outside the bars', () => {
    expect(() => scan({ short: ({ timeMs }) => timeMs.subarray(1) })).toThrow('do not fit')
    expect(() => scan({ trailingMean }, undefined, COLUMNS, [BARS])).toThrow('600')
  })

  it('garbles later bars only, and leaves them valid bars', () => {
    const garbled = garbledWithin(PAIR_SHAPE, COLUMNS, 300)
    for (const role of ['primary', 'secondary'] as const) {
      const { open, high, low, close, volume } = garbled[role]
      for (let t = 0; t < BARS; t++) {
        expect(high[t]).toBeGreaterThanOrEqual(Math.max(open[t]!, close[t]!))
        expect(low[t]).toBeLessThanOrEqual(Math.min(open[t]!, close[t]!))
        if (t < 300) expect(close[t]).toBe(COLUMNS[role].close[t])
        else expect([close[t], volume[t]]).not.toEqual([COLUMNS[role].close[t], COLUMNS[role].volume[t]])
      }
    }
  })

  it('moves later rows as a whole: another order, or one bar later, of the same bars', () => {
    const permuted = permutedFrom(PAIR_SHAPE, COLUMNS, 300)
    const shifted = shiftedFrom(PAIR_SHAPE, COLUMNS, 300)
    const rowOf = ({ primary, secondary }: PairColumns, row: number) =>
      [primary.open, primary.high, primary.close, secondary.low, secondary.volume].map((column) => column[row]!)
    const rows = (columns: PairColumns, from: number, to: number) =>
      Array.from({ length: to - from }, (_, k) => rowOf(columns, from + k).join())
    expect(rows(permuted, 0, 300)).toEqual(rows(COLUMNS, 0, 300))
    expect(rows(permuted, 300, BARS).toSorted()).toEqual(rows(COLUMNS, 300, BARS).toSorted())
    expect(rows(permuted, 300, BARS).filter((text, k) => text === rows(COLUMNS, 300 + k, 301 + k)[0])).toEqual([])
    expect(rows(shifted, 0, 300)).toEqual(rows(COLUMNS, 0, 300))
    expect(rows(shifted, 300, BARS)).toEqual(rows(COLUMNS, 299, BARS - 1))
    for (const { timeMs } of [permuted, shifted, garbledWithin(PAIR_SHAPE, COLUMNS, 300)])
      expect(timeMs).toEqual(COLUMNS.timeMs)
    expect(truncatedAt(PAIR_SHAPE, COLUMNS, 300).secondary.close).toEqual(COLUMNS.secondary.close.subarray(0, 300))
  })

  it('is caught by a second computation where it is not the same twice', () => {
    let calls = 0
    const counted: Feature = ({ primary: { close } }) => {
      calls += 1
      return close.map((value) => value + calls)
    }
    expect(scan({ trailingMean, counted }, ['repeat']).findings.map(({ name, probe }) => [name, probe])).toEqual([
      ['counted', 'repeat'],
    ])
  })

  it('names what was constant wherever it was compared', () => {
    const never: Feature = ({ timeMs }) => timeMs.map(() => 0)
    const once: Feature = ({ timeMs }) => timeMs.map((_, t) => (t === 90 ? 1 : 0))
    expect(scan({ never, once }).constant).toEqual(['never'])
  })

  it('draws cuts that are distinct, ascending, in the newer half, and no more than there are bars for', () => {
    for (const rows of [1, 2, 3, 7, 600])
      for (let unit = 0; unit < 50; unit++) {
        const cuts = drawCuts(createStream(unit, 'cuts'), rows, 4)
        expect(cuts.length).toBe(Math.min(4, rows - Math.max(1, Math.floor(rows / 2))))
        for (const [place, cut] of cuts.entries()) {
          expect(Number.isInteger(cut) && cut >= Math.max(1, Math.floor(rows / 2)) && cut < rows).toBe(true)
          if (place > 0) expect(cut).toBeGreaterThan(cuts[place - 1]!)
        }
      }
  })
})

describe('labels in a leak scan', () => {
  const forward = (bars: number, stated = bars) => ({
    compute: ({ primary: { close } }: PairColumns): readonly ScannedColumn[] => [
      {
        values: close.map((value, t) => (t + bars < close.length ? close[t + bars]! / value : Number.NaN)),
        knownAt: Int32Array.from(close, (_, t) => t + stated),
      },
    ],
  })
  const scanned = (request: Pick<LeakScanRequest<PairColumns>, 'compute' | 'lookbackBars'>) =>
    scanForLeaks({
      names: ['label'],
      inputs: COLUMNS,
      shape: PAIR_SHAPE,
      cuts: CUTS,
      probes: LEAK_PROBES,
      beat: silentBeat,
      ...request,
    })

  it('may read what lies within the span that they declare', () => {
    const { clean, findings, checked } = scanned(forward(12))
    expect(findings).toEqual([])
    expect(clean).toBe(true)
    expect(checked).toBeGreaterThan(5 * (97 - 12))
  })

  it('are found where they read beyond it, are known before it, or are cut short at the end of the data', () => {
    expect(scanned(forward(13, 12)).clean).toBe(false)
    const short = ({ primary: { close } }: PairColumns) => [
      {
        values: close.map((value, t) => close[Math.min(t + 12, close.length - 1)]! / value),
        knownAt: Int32Array.from(close, (_, t) => t + 12),
      },
    ]
    const { findings } = scanned({ compute: short })
    expect(findings.filter(({ probe }) => probe === 'truncate').map(({ cut, index }) => cut - index)).toEqual(
      CUTS.map(() => 12),
    )
    expect(findings.every(({ whole }) => Number.isNaN(whole))).toBe(true)
  })

  it('are found where an end moves with bars after it', () => {
    const compute = ({ primary: { close } }: PairColumns) => [
      {
        values: close.map(() => 1),
        knownAt: Int32Array.from(close, (_, t) => (close[t + 2]! > close[t]! ? t : t + 1)),
      },
    ]
    expect(scanned({ compute }).clean).toBe(false)
  })

  it('are held to the lookback that they declare, where they do', () => {
    const scaled = ({ primary: { close } }: PairColumns) => [
      {
        values: close.map((value, t) =>
          t >= 20 && t + 5 < close.length ? (close[t + 5]! - value) / Math.abs(value - close[t - 20]!) : Number.NaN,
        ),
        knownAt: Int32Array.from(close, (_, t) => t + 5),
      },
    ]
    expect(scanned({ compute: scaled, lookbackBars: 20 }).findings).toEqual([])
    const { findings } = scanned({ compute: scaled, lookbackBars: 19 })
    expect(new Set(findings.map(({ probe }) => probe))).toEqual(new Set(['past']))
    expect(findings.map(({ cut, index }) => index - cut)).toEqual(findings.map(() => 19))
  })
})
