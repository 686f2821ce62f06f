import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MatrixInputs } from '../../../../../src/core/features/matrix/matrixInputs.ts'
import { barrierEnd } from '../../../../../src/core/features/matrix/targets/barrierPath.ts'
import { resolveTarget } from '../../../../../src/core/features/matrix/targets/resolveTarget.ts'
import { TARGET_FAMILIES } from '../../../../../src/core/features/matrix/targets/targetFamilies.ts'
import type { LegColumns } from '../../../../../src/core/market/pairColumns.ts'
import type { Calendar } from '../../../../../src/core/time/calendar.ts'
import { calendar24x7 } from '../../../../../src/core/time/calendar24x7.ts'
import { calendarOf } from '../../../../../src/core/time/calendarOf.ts'
import { samplePair } from '../../samplePair.ts'
import { CONTEXT, computeTarget, matrixOf } from '../sampleMatrix.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const NAN = Number.NaN

function targetOf(text: string) {
  const made = resolveTarget(text, CONTEXT)
  if (!made.ok) throw new Error(`${made.trouble.code}: ${made.trouble.message}`)
  return made.value
}

/** Bars as [open, high, low, close] at `times`. */
function inputsOf(
  rows: readonly (readonly [number, number, number, number])[],
  calendar: Calendar = calendar24x7,
  times: Float64Array = Float64Array.from(rows, (_, row) => row * DAY_MS),
  intervalMs = DAY_MS,
): MatrixInputs {
  const field = (place: 0 | 1 | 2 | 3) => Float64Array.from(rows, (row) => row[place])
  const leg: LegColumns = { open: field(0), high: field(1), low: field(2), close: field(3), volume: field(3) }
  return { market: { intervalMs, timeMs: times, instruments: [leg] }, calendars: [calendar], joined: [new Map()] }
}

const closes = (...values: number[]) => values.map((value) => [value, value, value, value] as const)
const compute = (inputs: MatrixInputs, text: string) => computeTarget(inputs, targetOf(text))[0]!

describe('returns', () => {
  it('next_day_return of daily bars is the next bar, known at its close; the newest row has none', () => {
    const { values, labelEndMs, horizonBars } = compute(inputsOf(closes(100, 110, 99)), 'next_day_return')
    expect(values[0]).toBeCloseTo(0.1, 12)
    expect(values[1]).toBeCloseTo(-0.1, 12)
    expect(values[2]).toBeNaN()
    expect([...labelEndMs]).toEqual([2 * DAY_MS, 3 * DAY_MS, NAN])
    expect(horizonBars).toBe(1)
  })

  it('of hourly bars of an exchange it reaches to the close of the next session, over nights, weekends and daylight time', () => {
    const calendar = calendarOf('us-equity-rth')
    const times = calendar.expectedBars(Date.parse('2024-03-07'), Date.parse('2024-03-12'), HOUR_MS)
    const { values, labelEndMs, horizonBars } = compute(
      inputsOf(closes(...Array.from({ length: 21 }, (_, bar) => 100 + bar)), calendar, times, HOUR_MS),
      'next_day_return',
    )
    // Thursday bars 0-6, Friday 7-13, Monday 14-20.
    for (let bar = 0; bar < 7; bar++) expect(values[bar]).toBeCloseTo(113 / (100 + bar) - 1, 12)
    for (let bar = 7; bar < 14; bar++) {
      expect(values[bar]).toBeCloseTo(120 / (100 + bar) - 1, 12)
      expect(labelEndMs[bar]).toBe(Date.parse('2024-03-11T20:00:00Z'))
    }
    for (let bar = 14; bar < 21; bar++) expect(values[bar]).toBeNaN()
    expect(horizonBars).toBe(13)
  })

  it('a missing bar inside makes no label, a weekend does', () => {
    const calendar = calendarOf('us-equity-rth')
    const days = calendar.expectedBars(Date.parse('2024-03-06'), Date.parse('2024-03-14'), DAY_MS)
    expect(days.length).toBe(6)
    const holed = days.filter((_, day) => day !== 4)
    const inputs = inputsOf(closes(1, 2, 3, 4, 5), calendar, holed, DAY_MS)
    // Wed, Thu, Fri, Mon, (Tue missing), Wed
    expect([...compute(inputs, 'next_return').values].map((value) => Number.isNaN(value))).toEqual([
      false,
      false,
      false,
      true,
      true,
    ])
    expect([...compute(inputs, 'return_2').values].map((value) => Number.isNaN(value))).toEqual([
      false,
      false,
      true,
      true,
      true,
    ])
  })

  it('direction: no change is 0', () => {
    expect([...compute(inputsOf(closes(1, 2, 2, 1, 3)), 'direction_1').values]).toEqual([1, 0, 0, 1, NAN])
    expect([...compute(inputsOf(closes(1, 2, 2, 1, 3)), 'direction_3').values]).toEqual([0, 1, NAN, NAN, NAN])
  })

  it('up x % within h: known at the first such close, and unknown where the window is cut off even if it has come', () => {
    const inputs = inputsOf(closes(100, 101, 102.5, 100, 100, 100))
    const { values, labelEndMs } = compute(inputs, 'up_2pct_3')
    expect([...values]).toEqual([1, 0, 0, NAN, NAN, NAN])
    expect([...labelEndMs]).toEqual([3 * DAY_MS, 5 * DAY_MS, 6 * DAY_MS, NAN, NAN, NAN])
    expect(
      compute(inputsOf([...closes(100, 100, 100), [100, 103, 99, 100], ...closes(100)]), 'up_high_2_2').values[1],
    ).toBe(1)
    expect([...compute(inputsOf(closes(100, 103, 100)), 'up_2pct_3').values]).toEqual([NAN, NAN, NAN])
  })
})

describe('the barrier path', () => {
  const path = (rows: readonly (readonly [number, number, number, number])[], side: 1 | -1 = 1) =>
    barrierEnd(inputsOf([[9, 9, 9, 9], ...rows]).market.instruments[0]!, 0, rows.length, { side, target: 2, stop: 1 })

  it('begins at the next open, and the bar of the entry counts', () => {
    expect(path([[10, 12, 10, 11]])).toEqual({ endBar: 1, reason: 'target', grossReturn: 12 / 10 - 1 })
    expect(path([[10, 11, 9, 11]])).toEqual({ endBar: 1, reason: 'stop', grossReturn: 9 / 10 - 1 })
  })

  it('both in one bar are the stop', () => {
    expect(path([[10, 13, 8, 12]])).toMatchObject({ reason: 'stop', endBar: 1 })
    expect(path([[10, 13, 8, 12]], -1)).toMatchObject({ reason: 'stop', grossReturn: -(11 / 10 - 1) })
  })

  it('a gap past a barrier is filled at the open', () => {
    expect(
      path([
        [10, 10, 10, 10],
        [8, 8.5, 7, 8],
      ]),
    ).toEqual({ endBar: 2, reason: 'stop', grossReturn: 8 / 10 - 1 })
    expect(
      path([
        [10, 10, 10, 10],
        [15, 16, 14, 15],
      ]),
    ).toEqual({ endBar: 2, reason: 'target', grossReturn: 15 / 10 - 1 })
  })

  it('at the end it is the close, mirrored for a sale, and nothing where a price is missing', () => {
    expect(path([[10, 11, 9.5, 10.5]])).toEqual({ endBar: 1, reason: 'time', grossReturn: 10.5 / 10 - 1 })
    expect(path([[10, 10.5, 9.5, 9.6]], -1)).toEqual({ endBar: 1, reason: 'time', grossReturn: -(9.6 / 10 - 1) })
    expect(path([[10, NAN, 9.5, 9.6]])).toBeNull()
  })
})

describe('triple barrier and meta-label', () => {
  // 20 bars of range 2 (ATR 2), then the path: entry 100, target 104 (2 ATR), stop 98 (1 ATR).
  const quiet = Array.from({ length: 20 }, () => [100, 101, 99, 100] as const)
  const label = (text: string, ...after: (readonly [number, number, number, number])[]) =>
    compute(inputsOf([...quiet, ...after]), text).values[19]

  it('first barrier', () => {
    expect(label('triple_barrier_2_2_1', [100, 101, 99, 100], [100, 104, 99, 103])).toBe(1)
    expect(label('triple_barrier_2_2_1', [100, 101, 98, 100], [100, 104, 99, 103])).toBe(0)
    expect(label('triple_barrier_return_2_2_1', [100, 101, 98, 100], [100, 104, 99, 103])).toBeCloseTo(-0.02, 12)
  })

  it('the end takes the sign, or 0', () => {
    const end = [[100, 101, 99, 100] as const, [100, 102, 99, 101] as const]
    expect(label('triple_barrier_2_2_1', ...end)).toBe(1)
    expect(label('triple_barrier_2_2_1_0', ...end)).toBe(0)
  })

  it('a window that the data cuts off has none, though a barrier was met', () => {
    expect(label('triple_barrier_2_2_1', [100, 110, 99, 103])).toBeNaN()
  })

  it('scaled by volatility: no movement, no barrier', () => {
    expect(label('triple_barrier_volatility_2_2_1', [100, 101, 99, 100], [100, 104, 99, 103])).toBeNaN()
  })

  it('the meta-label judges the side of a rule, and says nothing where that has none', () => {
    const rows = [...Array.from({ length: 19 }, () => [100, 101, 99, 100] as const), [100, 101, 99, 99.5] as const]
    const fall = [[100, 100.5, 96, 97] as const]
    const of = (text: string) => compute(inputsOf([...rows, ...fall]), text).values
    // The last return is negative: sold, and the fall is a gain.
    expect(of('meta_label_1_2_2(log_return)')[19]).toBe(1)
    expect(of('triple_barrier_1_2_2')[19]).toBe(0)
    expect(of('meta_label_1_2_2(log_return)')[18]).toBeNaN()
  })
})

describe('every target', () => {
  const texts = TARGET_FAMILIES.map(({ name, needsRule }) => (needsRule ? `${name}(price_momentum)` : name))
  const pair = samplePair(400, 9)
  const inputs = matrixOf(pair)

  it.each(texts)('%s ends after its decision, has an end exactly where it has a value, and is of its task', (text) => {
    const target = targetOf(text)
    const { values, labelEndMs, horizonBars } = computeTarget(inputs, target)[0]!
    let known = 0
    values.forEach((value, row) => {
      expect(Number.isNaN(labelEndMs[row]!)).toBe(Number.isNaN(value))
      if (Number.isNaN(value)) return
      known++
      const decisionMs = pair.timeMs[row]! + pair.intervalMs
      expect(labelEndMs[row]!).toBeGreaterThan(decisionMs)
      expect(labelEndMs[row]!).toBeLessThanOrEqual(decisionMs + horizonBars * pair.intervalMs)
      if (target.task === 'classification') expect([0, 1]).toContain(value)
    })
    expect(known).toBeGreaterThan(300)
  })

  it.each(texts)('%s is the same whatever comes after its end', (text) => {
    const target = targetOf(text)
    const whole = computeTarget(inputs, target)[0]!
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 399 }), (cut) => {
        const spoil = (values: Float64Array) => values.map((value, row) => (row < cut ? value : value * 3))
        const spoiled = computeTarget(
          matrixOf({
            ...pair,
            primary: {
              open: spoil(pair.primary.open),
              high: spoil(pair.primary.high),
              low: spoil(pair.primary.low),
              close: spoil(pair.primary.close),
              volume: pair.primary.volume,
            },
          }),
          target,
        )[0]!
        whole.values.forEach((value, row) => {
          if (whole.labelEndMs[row]! <= pair.timeMs[cut]!) expect(spoiled.values[row]).toBe(value)
        })
      }),
      { numRuns: 10 },
    )
  })
})

describe('what cannot be asked for', () => {
  const codeOf = (text: string) => {
    const made = resolveTarget(text, CONTEXT)
    return made.ok ? 'ok' : made.trouble.code
  }
  it.each([
    ['next_day_returns', 'unknown-target'],
    ['direction_5(close)', 'unknown-target'],
    ['return_0', 'parameter-out-of-bounds'],
    ['next_return_5', 'too-many-parameters'],
    ['meta_label_5', 'primary-rule-missing'],
    ['meta_label_5(volume_profile)', 'primary-rule-unclear'],
    ['meta_label_5(nothing)', 'unknown-feature'],
    ['up_2pct_5', 'ok'],
    ['up_0.5%_5', 'ok'],
  ])('%s: %s', (text, code) => {
    expect(codeOf(text)).toBe(code)
  })
})
