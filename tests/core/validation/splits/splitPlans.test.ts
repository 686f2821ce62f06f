import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../../../src/core/outcome/outcome.ts'
import { checkFolds } from '../../../../src/core/validation/splits/checkFolds.ts'
import { combinationCount, combinationsOf } from '../../../../src/core/validation/splits/combinationsOf.ts'
import { combinatorialPurged } from '../../../../src/core/validation/splits/combinatorialPurged.ts'
import { heldApart } from '../../../../src/core/validation/splits/heldApart.ts'
import { purgedKFold } from '../../../../src/core/validation/splits/purgedKFold.ts'
import type { RowSpans } from '../../../../src/core/validation/splits/split.ts'
import { timeSeriesSplit } from '../../../../src/core/validation/splits/timeSeriesSplit.ts'
import { walkForwardSplits } from '../../../../src/core/validation/splits/walkForwardSplits.ts'

/** One row a time 0, 1, 2, ... with labels of `length`. */
function everyTime(rows: number, length = 0): RowSpans {
  const decisionMs = Float64Array.from({ length: rows }, (_, row) => row)
  return { decisionMs, labelEndMs: decisionMs.map((time) => time + length) }
}

const request = (spans: RowSpans) => ({ spans, rows: null, sealedFromMs: null, lookBackMs: 0 })

function made<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.trouble.message)
  return outcome.value
}

const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'ok' : outcome.trouble.code)
const ends = (rows: Int32Array) => [rows[0], rows.at(-1)]

describe('the time-series split', () => {
  it('has the tests and training rows of scikit-learn 1.2.1: TimeSeriesSplit(n_splits=3, gap=2) of 14 rows', () => {
    const plan = made(timeSeriesSplit({ ...request(everyTime(14, 2)), splits: 3, gapMs: 2 }))
    expect(plan.splits.map(({ train, test }) => [...ends(train), ...ends(test)])).toEqual([
      [0, 2, 5, 7],
      [0, 5, 8, 10],
      [0, 8, 11, 13],
    ])
    expect(plan.splits.map(({ purged }) => purged)).toEqual([2, 2, 2])
    expect(plan.paths).toEqual([[0, 1, 2]])
  })

  it('raises a gap that is smaller than the longest label, and gives both back', () => {
    const plan = made(timeSeriesSplit({ ...request(everyTime(60, 5)), splits: 5, gapMs: 1 }))
    expect([plan.gapAskedMs, plan.gapUsedMs]).toEqual([1, 5])
    expect(plan.splits.map(({ train, test }) => test[0]! - train.at(-1)!)).toEqual([6, 6, 6, 6, 6])
    const wide = made(timeSeriesSplit({ ...request(everyTime(60, 5)), splits: 5, gapMs: 8 }))
    expect([wide.gapAskedMs, wide.gapUsedMs]).toEqual([8, 8])
  })

  it('says what is missing', () => {
    expect(codeOf(timeSeriesSplit({ ...request(everyTime(5)), splits: 5, gapMs: 0 }))).toBe('too-few-times')
    expect(codeOf(timeSeriesSplit({ ...request(everyTime(6, 4)), splits: 5, gapMs: 0 }))).toBe('empty-training-set')
    expect(codeOf(timeSeriesSplit({ ...request(everyTime(6)), splits: 0, gapMs: 0 }))).toBe('bad-split-plan')
    expect(codeOf(timeSeriesSplit({ ...request(everyTime(6)), splits: 2, gapMs: Number.NaN }))).toBe('bad-split-plan')
    const backwards = { decisionMs: Float64Array.of(1, 2, 1), labelEndMs: Float64Array.of(2, 3, 4) }
    expect(codeOf(timeSeriesSplit({ ...request(backwards), splits: 1, gapMs: 0 }))).toBe('bad-row-spans')
    const early = { decisionMs: Float64Array.of(1, 2, 3), labelEndMs: Float64Array.of(2, 1, 4) }
    expect(codeOf(timeSeriesSplit({ ...request(early), splits: 1, gapMs: 0 }))).toBe('bad-row-spans')
  })
})

describe('walk-forward', () => {
  const plan = (scheme: 'rolling' | 'anchored') =>
    made(walkForwardSplits({ ...request(everyTime(23)), scheme, splits: 4, trainShare: 0.5, gapMs: 0 }))

  it('steps by its test to the very end; rolling keeps the length of the training block', () => {
    expect(plan('rolling').splits.map(({ train, test }) => [...ends(train), ...ends(test)])).toEqual([
      [0, 14, 15, 16],
      [2, 16, 17, 18],
      [4, 18, 19, 20],
      [6, 20, 21, 22],
    ])
    expect(plan('anchored').splits.map(({ train }) => ends(train))).toEqual([
      [0, 14],
      [0, 16],
      [0, 18],
      [0, 20],
    ])
  })

  it('holds the newest rows apart, clear of those before', () => {
    const apart = made(
      heldApart({ ...request(everyTime(50, 3)), rows: Int32Array.from({ length: 20 }, (_, k) => k + 10) }, 0.2),
    )
    expect([...ends(apart.train), ...ends(apart.test)]).toEqual([10, 22, 26, 29])
  })
})

describe('purged k-fold', () => {
  it('has the folds of numpy.array_split, and purges both sides by label ends', () => {
    const plan = made(purgedKFold({ ...request(everyTime(11, 2)), splits: 3, embargoMs: 1 }))
    expect(plan.groups.map((group) => Array.from(group))).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9, 10],
    ])
    // Test 4 to 7 has labels to 9: rows 2, 3 reach 4 and 5, rows 8 and 9 start before they end, row 10 is under embargo.
    expect(Array.from(plan.splits[1]!.train)).toEqual([0, 1])
    expect([plan.splits[1]!.purged, plan.splits[1]!.embargoed]).toEqual([4, 1])
  })

  it('purges by the LATEST label end of the test, not by that of its last row', () => {
    const spans = {
      decisionMs: Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7),
      labelEndMs: Float64Array.of(6, 1, 2, 3, 4, 5, 6, 7),
    }
    const plan = made(purgedKFold({ ...request(spans), splits: 4, embargoMs: 0 }))
    expect(Array.from(plan.splits[0]!.train)).toEqual([7])
  })

  it('keeps the look-back of both sides clear where it is asked to', () => {
    const plan = made(purgedKFold({ ...request(everyTime(12)), splits: 3, embargoMs: 0, lookBackMs: 2 }))
    expect(Array.from(plan.splits[1]!.train)).toEqual([0, 1, 10, 11])
  })

  it('never parts rows of one time', () => {
    const decisionMs = Float64Array.of(0, 0, 0, 1, 1, 2, 3, 3, 3)
    const plan = made(purgedKFold({ ...request({ decisionMs, labelEndMs: decisionMs }), splits: 2, embargoMs: 0 }))
    expect(plan.groups.map((group) => Array.from(group))).toEqual([
      [0, 1, 2, 3, 4],
      [5, 6, 7, 8],
    ])
  })
})

describe('combinatorial purged cross-validation', () => {
  it.each([
    [6, 2, 15, 5],
    [10, 2, 45, 9],
    [10, 8, 45, 36],
  ])('%i groups, %i tested: %i splits, %i paths (AFML 12.4)', (groups, testGroups, splits, paths) => {
    const spans = everyTime(groups * 4 + 3)
    const plan = made(combinatorialPurged({ ...request(spans), groups, testGroups, embargoMs: 0 }))
    expect(plan.splits).toHaveLength(splits)
    expect(plan.paths).toHaveLength(paths)
    for (const path of plan.paths) {
      path.forEach((split, group) => {
        const tested = new Set(plan.splits[split]!.test)
        expect(plan.groups[group]!.every((row) => tested.has(row))).toBe(true)
      })
    }
    // Every split is used by a path for each of its tested groups, once.
    const uses = plan.paths.flatMap((path) => path.map((split, group) => `${split} ${group}`))
    expect(new Set(uses).size).toBe(splits * testGroups)
    expect(new Set(plan.groups.flatMap((group) => Array.from(group))).size).toBe(groups * 4 + 3)
  })

  it("gives path j the j-th split of each group: the book's figure 12.1 for (6, 2)", () => {
    const plan = made(combinatorialPurged({ ...request(everyTime(12)), groups: 6, testGroups: 2, embargoMs: 0 }))
    expect(plan.paths[0]).toEqual([0, 0, 1, 2, 3, 4])
    expect(plan.paths[4]).toEqual([4, 8, 11, 13, 14, 14])
  })

  it('counts (16, 8) right: 12,870 splits and 6,435 paths', () => {
    const wanted = { ...request(everyTime(32)), groups: 16, testGroups: 8, embargoMs: 0, mostSplits: 20_000 }
    const plan = made(combinatorialPurged(wanted))
    expect([plan.splits.length, plan.paths.length]).toEqual([12_870, 6435])
  })

  it('refuses an explosion with its count', () => {
    const many = combinatorialPurged({ ...request(everyTime(100)), groups: 20, testGroups: 10, embargoMs: 0 })
    expect(many.ok ? '' : many.trouble.message).toContain('184,756 splits')
    expect(codeOf(many)).toBe('too-many-splits')
    expect(combinationCount(50, 25)).toBe(126_410_606_437_752)
    expect(combinationsOf(4, 2)).toEqual([
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 2],
      [1, 3],
      [2, 3],
    ])
  })

  it('puts the embargo behind every tested block', () => {
    const plan = made(combinatorialPurged({ ...request(everyTime(12)), groups: 6, testGroups: 2, embargoMs: 1 }))
    // Split 1 tests groups 0 (rows 0, 1) and 2 (rows 4, 5): rows 2 and 6 wait.
    expect(Array.from(plan.splits[1]!.train)).toEqual([3, 7, 8, 9, 10, 11])
    expect([plan.splits[1]!.purged, plan.splits[1]!.embargoed]).toEqual([0, 2])
  })
})

describe('what never appears', () => {
  it('leaves out sealed rows, labels that end in the seal, and rows without a label', () => {
    const spans = everyTime(30, 3)
    spans.labelEndMs[4] = Number.NaN
    const plan = made(timeSeriesSplit({ ...request(spans), sealedFromMs: 20, splits: 3, gapMs: 0 }))
    const seen = new Set(plan.splits.flatMap(({ train, test }) => [...train, ...test]))
    expect(Math.max(...seen)).toBe(16)
    expect(seen.has(4)).toBe(false)
    expect([plan.sealedRows, plan.unlabelledRows]).toEqual([13, 1])
  })

  it('takes only the rows that may appear', () => {
    const rows = Int32Array.from({ length: 15 }, (_, k) => 2 * k)
    const plan = made(purgedKFold({ ...request(everyTime(30)), rows, splits: 3, embargoMs: 0 }))
    expect(plan.splits.flatMap(({ test }) => [...test])).toEqual(Array.from(rows))
  })
})

describe('the guards of folds', () => {
  const plan = made(timeSeriesSplit({ ...request(everyTime(40)), splits: 3, gapMs: 0 }))
  const guards = { leastTrainRows: 5, leastTestRows: 5, leastOfClass: 2 }
  const alternating = Float64Array.from({ length: 40 }, (_, row) => row % 2)

  it('name the fold, what it has and what it needs', () => {
    expect(codeOf(checkFolds(plan, alternating, guards))).toBe('ok')
    const few = checkFolds(plan, null, { ...guards, leastTestRows: 11 })
    expect(few.ok ? '' : few.trouble.message).toContain('Fold 1 has 10 test rows, and 11 are needed')
    const late = alternating.map((value, row) => (row >= 30 ? 1 : value))
    const one = checkFolds(plan, late, guards)
    expect(codeOf(one)).toBe('one-class-in-fold')
    expect(one.ok ? '' : one.trouble.message).toContain('Fold 3 has 10 rows of target 1 among 10 test rows')
  })
})
