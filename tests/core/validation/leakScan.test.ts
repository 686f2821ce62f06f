import { describe, expect, it } from 'vitest'
import { silentBeat } from '../../../src/core/job/beat.ts'
import type { LegColumns, PairColumns } from '../../../src/core/market/pairColumns.ts'
import { createStream } from '../../../src/core/stats/seededStream.ts'
import { garbleAfter } from '../../../src/core/validation/leakProbe.ts'
import { type LeakProbe, scanForLeaks } from '../../../src/core/validation/leakScan.ts'

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
  probes?: readonly LeakProbe[],
  columns = COLUMNS,
  cuts = CUTS,
) {
  const compute = (given: PairColumns) => Object.values(features).map((feature) => feature(given))
  const request = { names: Object.keys(features), compute, columns, cuts, beat: silentBeat }
  return scanForLeaks(probes === undefined ? request : { ...request, probes })
}

describe('leak scan', () => {
  it('passes features that look back only, with every probe', () => {
    const result = scan({ trailingMean, laggedReturn, forwardFilled, hourOfDay }, ['truncate', 'garble', 'gap'])
    expect(result.findings).toEqual([])
    expect(result.clean).toBe(true)
    expect(result.unproven).toEqual([])
    expect(result.checked).toBeGreaterThan(3 * 3 * (97 + 203 + 311 + 450 + 599 - 5 * 30))
  })

  it.each(Object.entries({ fullSampleZScore, centredMean, nextBarReturn, negativeLag }))(
    'catches the planted leak %s by either probe alone, at every cut, and nothing beside it',
    (name, leak) => {
      for (const probe of ['truncate', 'garble'] as const) {
        const result = scan({ trailingMean, [name]: leak, laggedReturn }, [probe])
        expect(result.clean).toBe(false)
        expect(new Set(result.findings.map((finding) => finding.name))).toEqual(new Set([name]))
        expect(result.findings.map((finding) => finding.cut)).toEqual(CUTS)
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
      columns: COLUMNS,
      cuts: CUTS,
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
    const garbled = garbleAfter(COLUMNS, 300)
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
})
