import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkOf, found, matrixOf, NOTHING_FOUND, reportOf, waves } from './matrixFixture.ts'

const { NaN: MISSING, POSITIVE_INFINITY: INFINITE } = Number
const sound = () => matrixOf(waves(200, 3))

describe('a sound matrix', () => {
  it('has all checks made and nothing found', () => {
    const report = reportOf(sound())
    expect(found(sound())).toEqual([])
    expect(report.checks.length).toBe(12)
    expect(new Set(report.checks.map(({ id }) => id)).size).toBe(12)
    for (const { made, rule, scope } of report.checks)
      expect([made, rule.length > 10, scope.length > 3]).toEqual([true, true, true])
    expect(report).toMatchObject({ rows: 200, firstMs: Date.UTC(2021, 0, 1), lastMs: Date.UTC(2021, 0, 9, 7) })
  })

  it('is not one without rows, and that is no crash', () => {
    expect(found(matrixOf({ a: [] }))).toEqual(
      expect.arrayContaining(['error no-rows', 'error more-columns-than-rows']),
    )
    expect(reportOf(matrixOf({ a: [] }))).toMatchObject({
      rows: 0,
      firstMs: null,
      columns: [{ histogram: null, mean: null }],
    })
  })

  it('throws on columns that do not fit: a bug', () => {
    expect(() => reportOf({ ...sound(), label: new Float64Array(3) })).toThrow('do not fit')
  })
})

describe('the summary of a column', () => {
  // Anscombe (1973), first set; values of numpy.
  const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]

  it('is that of numpy', () => {
    const [summary] = reportOf(matrixOf({ y: [...y, MISSING, INFINITE] })).columns
    expect(summary).toMatchObject({ count: 11, missing: 1, infinite: 1, min: 4.26, median: 7.58, max: 10.84 })
    expect(summary!.mean).toBeCloseTo(7.500909090909093, 14)
    expect(summary!.deviation).toBeCloseTo(2.031568135925815, 14)
    expect(summary!.lowerQuartile).toBeCloseTo(6.315, 14)
    expect(summary!.upperQuartile).toBeCloseTo(8.57, 14)
  })

  it('has its correlation with the label', () => {
    const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
    const { columns } = reportOf(matrixOf({ y, x }, { label: Float64Array.from(x, (value) => (value > 8 ? 1 : 0)) }))
    const label = x.map((value) => (value > 8 ? 1 : 0))
    const centre = (values: readonly number[]) =>
      values.map((v) => v - values.reduce((a, b) => a + b, 0) / values.length)
    const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, v, row) => sum + v * b[row]!, 0)
    const [a, b] = [centre(y), centre(label)]
    expect(columns[0]!.labelCorrelation).toBeCloseTo(dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)), 14)
  })

  it('has a histogram of all finite values, the wild ones in the end bins', () => {
    const values = Array.from({ length: 1000 }, (_, row) => row / 1000)
    const { histogram } = reportOf(matrixOf({ a: [...values, 1e9, -1e9, MISSING] })).columns[0]!
    expect(histogram!.counts.length).toBe(30)
    expect(histogram!.low).toBeGreaterThanOrEqual(0)
    expect(histogram!.low + 30 * histogram!.width).toBeLessThan(1)
    expect(reportOf(matrixOf({ a: [5, 5, 5] })).columns[0]!.histogram).toEqual({ low: 5, width: 0, counts: [3] })
    const rare = reportOf(matrixOf({ a: [...values.map(() => 0), 1] })).columns[0]!.histogram!
    expect([rare.counts[0], rare.counts[29]]).toEqual([1000, 1])
  })

  it('counts every row once', () => {
    const value = fc.oneof(
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      fc.constantFrom(MISSING, INFINITE, -INFINITE, 0, 1),
    )
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 80 }), (values) => {
        const [summary] = reportOf(matrixOf({ a: values })).columns
        const { count, missing, infinite, histogram, min, median, max } = summary!
        expect(count + missing + infinite).toBe(values.length)
        expect(histogram?.counts.reduce((sum, bin) => sum + bin, 0) ?? 0).toBe(count)
        if (count > 0) expect(min! <= median! && median! <= max!).toBe(true)
      }),
    )
  })
})

describe('columns', () => {
  it('that lack values are told by how many', () => {
    const without = (count: number) => waves(200, 1).wave_0!.map((value, row) => (row < count ? MISSING : value))
    const matrix = matrixOf({ ...waves(200, 2), few: without(9), many: without(10), none: without(200) })
    const { findings } = checkOf(matrix, 'missing')
    expect(
      findings.map(({ severity, code, items }) => [severity, code, items.map(({ columns }) => columns[0])]),
    ).toEqual([
      ['error', 'empty-columns', ['none']],
      ['warning', 'many-missing-values', ['many']],
      ['note', 'missing-values', ['few']],
    ])
    expect(findings[1]!.items[0]).toMatchObject({ value: 0.05, text: '5.0 % missing, 10 rows' })
  })

  it('that are infinite somewhere are an error', () => {
    expect(found(matrixOf({ a: [1, 2, INFINITE, 4], b: [1, 5, 2, 4] }))).toContain('error infinite-values')
  })

  it('that never change are told, whatever is missing', () => {
    const check = checkOf(
      matrixOf({ ...waves(100, 1), flat: waves(100, 1).wave_0!.map((_, row) => (row < 3 ? MISSING : 7)) }),
      'constant',
    )
    expect(check.findings[0]!.items).toEqual([{ columns: ['flat'], value: 97, text: 'always 7' }])
  })

  it('that are the same are one group; equal but for one value they are only correlated', () => {
    const wave = waves(100, 1).wave_0!.with(5, MISSING)
    const matrix = matrixOf({ ...waves(100, 2), a: wave, b: [...wave], c: wave.with(50, 0), d: [...wave] })
    const duplicates = checkOf(matrix, 'duplicate-columns').findings
    expect(duplicates[0]!.items.map(({ columns }) => columns)).toEqual([['a', 'b', 'd']])
    const pairs = checkOf(matrix, 'correlated').findings[0]!.items.map(({ columns }) => columns.join(' '))
    expect(pairs.sort()).toEqual(['a c', 'b c', 'c d', 'wave_0 a', 'wave_0 b', 'wave_0 c', 'wave_0 d'])
  })

  it('that go together or against each other by 0.95 are told, not by less', () => {
    const { wave_0: a, wave_1: b } = waves(2000, 2)
    const mixed = (share: number) => a!.map((value, row) => -value - share * b![row]!)
    const matrix = matrixOf({ a: a!, near: mixed(0.3), far: mixed(0.4) })
    const [finding] = checkOf(matrix, 'correlated').findings
    const pairs = finding!.items.map(({ columns }) => columns.join(' '))
    expect(pairs).toContain('a near')
    expect(pairs).not.toContain('a far')
    expect(finding!.items.find(({ columns }) => columns[0] === 'a')!.value).toBeCloseTo(-1 / Math.hypot(1, 0.3), 3)
  })

  it('are mapped with the most alike beside each other', () => {
    const { wave_0: a, wave_1: b, wave_2: c } = waves(500, 3)
    const { names, values } = reportOf(
      matrixOf({ a: a!, b: b!, c: c!, a2: a!.map((value, row) => value + 0.1 * b![row]!), flat: c!.map(() => 1) }),
    ).correlations
    expect([...names].sort()).toEqual(['a', 'a2', 'b', 'c'])
    expect(Math.abs(names.indexOf('a') - names.indexOf('a2'))).toBe(1)
    const at = (left: string, right: string) => values[names.indexOf(left) * 4 + names.indexOf(right)]!
    for (const left of names) for (const right of names) expect(at(left, right)).toBe(at(right, left))
    expect([at('a', 'a'), at('b', 'b')]).toEqual([1, 1])
    expect(reportOf(matrixOf(waves(300, 30))).correlations.names.length).toBe(20)
  })

  it('with values eight robust deviations away are told; the value is that of numpy', () => {
    const values = [...Array.from({ length: 50 }, (_, row) => Math.sin(row)), 40, -9]
    const check = checkOf(matrixOf({ values, role: values.map((_, row) => (row < 40 ? 0 : 1)) }), 'outliers')
    expect(check.findings.map(({ code }) => code)).toEqual(['many-outliers'])
    expect(check.findings[0]!.items).toEqual([
      { columns: ['values'], value: 2 / 52, text: '2 values, 3.8 %; the farthest 35.6' },
    ])
    expect(check.scope).toContain('1 column; 1 column without')
  })

  it('with another level later are hinted at; shift and t are those of numpy', () => {
    const wave = (step: number) =>
      Array.from({ length: 200 }, (_, t) => Math.sin(0.7 * t) + 0.3 * Math.cos(0.11 * t) + (t >= 100 ? step : 0))
    const check = checkOf(matrixOf({ moved: wave(0.9), still: wave(0) }), 'mean-shift')
    expect(check.findings[0]!.items.map(({ columns, text }) => [columns[0], text])).toEqual([
      ['moved', '+1.09 deviations, t +6.6'],
    ])
    expect(check.findings[0]!.items[0]!.value).toBeCloseTo(1.0888322728123263, 12)
    expect(checkOf(matrixOf({ moved: wave(-0.9) }), 'mean-shift').findings[0]!.items[0]!.text).toBe(
      '−0.98 deviations, t −5.7',
    )
  })
})

describe('rows', () => {
  const times = (...hours: readonly number[]) => ({ timeMs: Float64Array.from(hours, (hour) => hour * 3_600_000) })

  it('out of order or without a time are errors', () => {
    const a = { a: [1, 3, 2, 4, 5] }
    expect(checkOf(matrixOf(a, times(1, 2, 2, 3, 4)), 'row-order').findings).toEqual([])
    const [finding] = checkOf(matrixOf(a, times(1, 5, 2, 4, 3)), 'row-order').findings
    expect(finding).toMatchObject({ code: 'rows-out-of-order', severity: 'error', itemCount: 2 })
    expect(finding!.items[0]!.text).toBe('row 3: 1970-01-01 02:00 after 1970-01-01 05:00')
    expect(found(matrixOf(a, times(1, 2, MISSING, 3, 4)))).toContain('error rows-without-time')
  })

  it('with one key twice are errors, also far apart', () => {
    const role = (...values: readonly number[]) => ({ keys: [{ name: 'role', values: Float64Array.from(values) }] })
    const a = { a: [1, 3, 2, 4, 5] }
    expect(checkOf(matrixOf(a, { ...times(1, 1, 1, 2, 2), ...role(0, 1, 2, 0, 1) }), 'row-keys').findings).toEqual([])
    const [finding] = checkOf(matrixOf(a, { ...times(1, 2, 1, 1, 2), ...role(0, 1, 1, 0, 0) }), 'row-keys').findings
    expect(finding).toMatchObject({ itemCount: 1, severity: 'error' })
    expect(finding!.items[0]!.text).toBe('row 4: 1970-01-01 01:00, role 0')
  })

  it('finds as many repeated keys as there are rows more than keys', () => {
    const key = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 2 }))
    fc.assert(
      fc.property(fc.array(key, { minLength: 1, maxLength: 40 }), (keys) => {
        const matrix = matrixOf(
          { a: keys.map((_, row) => row) },
          {
            timeMs: Float64Array.from(keys, ([time]) => time),
            keys: [{ name: 'role', values: Float64Array.from(keys, ([, role]) => role) }],
          },
        )
        const unlike = new Set(keys.map(([time, role]) => `${time} ${role}`)).size
        expect(checkOf(matrix, 'row-keys').findings[0]?.itemCount ?? 0).toBe(keys.length - unlike)
      }),
    )
  })

  it('fewer than columns, or than ten effective ones a column, are told', () => {
    expect(found(matrixOf(waves(2, 3)))).toContain('error more-columns-than-rows')
    expect(found(matrixOf(waves(30, 3)))).not.toContain('note few-rows')
    expect(found(matrixOf(waves(30, 3), { uniqueness: new Float64Array(30).fill(0.9) }))).toContain('note few-rows')
  })
})

describe('labels', () => {
  const labels = (...values: readonly number[]) =>
    checkOf(matrixOf(waves(values.length, 2), { label: Float64Array.from(values) }), 'labels').findings.map(
      ({ code }) => code,
    )

  it('of one kind, rare ones and odd ones are told', () => {
    expect(labels(1, 1, 1)).toEqual(['one-class-labels'])
    expect(labels(0, 0)).toEqual(['one-class-labels'])
    expect(labels(1, 0, 2, MISSING)).toEqual(['odd-labels'])
    expect(labels(...Array.from({ length: 11 }, (_, row) => (row === 0 ? 1 : 0)))).toEqual(['unbalanced-labels'])
    expect(labels(...Array.from({ length: 10 }, (_, row) => (row === 0 ? 1 : 0)))).toEqual([])
  })

  it('that overlap are told by how many rows they are worth', () => {
    const uniqueness = (value: number) => ({ uniqueness: new Float64Array(40).fill(value) })
    const codes = (value: number) =>
      checkOf(matrixOf(waves(40, 1), uniqueness(value)), 'label-overlap').findings.map(({ code }) => code)
    expect([codes(0.75), codes(0.7), codes(0.25), codes(0.2)]).toEqual([
      [],
      ['label-overlap'],
      ['label-overlap'],
      ['heavy-label-overlap'],
    ])
    expect(codes(0)).toEqual(['odd-uniqueness'])
    expect(checkOf(matrixOf(waves(40, 1), uniqueness(MISSING)), 'label-overlap').made).toBe(false)
    const matrix = matrixOf(waves(40, 1), uniqueness(0.5))
    const late = { ...matrix, labelEndMs: matrix.timeMs.map((time, row) => time + (row < 13 ? 3_600_000 : 1)) }
    expect(checkOf(late, 'label-overlap').findings[0]!.sentence).toBe(
      'Labels overlap: 40 rows tell as much as 20 that stand alone (average uniqueness 0.50); 33.3 % still run when the next row is decided.',
    )
  })

  it('that end before the decision are errors', () => {
    const matrix = sound()
    expect(found({ ...matrix, labelEndMs: matrix.timeMs.map((time) => time - 1) })).toContain('error labels-end-early')
    expect(found({ ...matrix, labelEndMs: matrix.timeMs.with(4, MISSING) })).toEqual(['error labels-end-early'])
  })
})

describe('look-ahead', () => {
  it('is what the scan of the run says, and is never taken as clean without one', () => {
    const scanned = Object.keys(waves(200, 3))
    const check = (facts: object) =>
      checkOf(matrixOf(waves(200, 3), { lookAhead: { ...NOTHING_FOUND, scanned, ...facts } }), 'look-ahead')
    expect(check({})).toMatchObject({ made: true, findings: [], scope: '3 columns scanned' })
    expect(check({ scanned: null })).toMatchObject({
      made: false,
      findings: [{ code: 'not-scanned', severity: 'warning' }],
    })
    expect(check({ leaking: ['wave_1', 'wave_1', 'some-detector 1/2'] }).findings).toMatchObject([
      { code: 'look-ahead', severity: 'error', itemCount: 2 },
    ])
    expect(check({ unproven: ['wave_0', 'elsewhere'] }).findings).toMatchObject([{ severity: 'warning', itemCount: 1 }])
    expect(check({ scanned: scanned.slice(1) }).findings).toMatchObject([
      { severity: 'note', items: [{ columns: ['wave_0'] }] },
    ])
  })
})
