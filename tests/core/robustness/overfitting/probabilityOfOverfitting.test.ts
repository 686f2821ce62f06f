import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sharpe } from '../../../../src/core/metrics/sharpe.ts'
import { dominance } from '../../../../src/core/robustness/overfitting/dominance.ts'
import { probabilityOfOverfitting } from '../../../../src/core/robustness/overfitting/probabilityOfOverfitting.ts'
import { lehmerColumns, noiseColumns } from './madeReturns.ts'

const PBO_A = {
  probability: 0.7571428571428571,
  logit: -0.7507053029217094,
  slope: -0.5753622292042762,
  loss: 0.6857142857142857,
  inside: 0.15955484990925717,
  outside: -0.029837569890245462,
}
const PBO_B = {
  probability: 0.41233766233766234,
  logit: 0.2889628707787845,
  slope: -0.18736921536663775,
  loss: 0.3235930735930736,
}

const told = (columns: readonly Float64Array[], blocks: number) => {
  const study = probabilityOfOverfitting({ columns, blocks })
  if (study === null) throw new Error('There is no study')
  return study
}
const average = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Each split by itself: blocks put together, ratios and ranks by the book. */
function slowly(columns: readonly Float64Array[], blocks: number) {
  const rows = columns[0]!.length
  const size = Math.floor(rows / blocks)
  const logits: number[] = []
  for (let mask = 0; mask < 2 ** blocks; mask++) {
    const inside = Array.from({ length: blocks }, (_, b) => (mask >> b) % 2 === 1)
    if (inside.filter(Boolean).length !== blocks / 2) continue
    const ratio = (column: Float64Array, wanted: boolean) =>
      sharpe(
        Float64Array.from(
          inside.flatMap((isIn, b) =>
            isIn === wanted ? [...column.slice(rows - (blocks - b) * size, rows - (blocks - b - 1) * size)] : [],
          ),
        ),
        1,
      ) ?? 0
    const insides = columns.map((column) => ratio(column, true))
    const best = insides.indexOf(Math.max(...insides))
    const outsides = columns.map((column) => ratio(column, false))
    const below = outsides.filter((value) => value < outsides[best]!).length
    const equal = outsides.filter((value) => value === outsides[best]!).length
    const share = (below + (equal + 1) / 2) / (columns.length + 1)
    logits.push(Math.log(share / (1 - share)))
  }
  return logits
}

describe('values of another program (numpy 2.4, each split by itself)', () => {
  test('250 x 12 in 8 blocks, the two oldest rows dropped', () => {
    const study = told(lehmerColumns(250, 12, 7), 8)
    expect(study.splits).toBe(70)
    expect(study.droppedRows).toBe(2)
    expect(study.probability).toBeCloseTo(PBO_A.probability, 12)
    expect(average(study.logits)).toBeCloseTo(PBO_A.logit, 10)
    expect(study.degradation?.slope).toBeCloseTo(PBO_A.slope, 9)
    expect(study.probabilityOfLoss).toBeCloseTo(PBO_A.loss, 12)
    expect(average(study.chosenInSample)).toBeCloseTo(PBO_A.inside, 11)
    expect(average(study.chosenOutOfSample)).toBeCloseTo(PBO_A.outside, 11)
  })

  test('335 x 30 in 12 blocks', () => {
    const study = told(lehmerColumns(335, 30, 11), 12)
    expect(study.splits).toBe(924)
    expect(study.probability).toBeCloseTo(PBO_B.probability, 12)
    expect(average(study.logits)).toBeCloseTo(PBO_B.logit, 10)
    expect(study.degradation?.slope).toBeCloseTo(PBO_B.slope, 9)
    expect(study.probabilityOfLoss).toBeCloseTo(PBO_B.loss, 12)
  })
})

test('16 blocks make 12,870 splits', () => {
  expect(probabilityOfOverfitting({ columns: noiseColumns(64, 3, 1) })?.splits).toBe(12_870)
})

test('equals each split by itself, and the general metric on the joined halves', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.integer({ min: 2, max: 9 }),
      fc.constantFrom(2, 4, 6),
      fc.integer({ min: 0, max: 5 }),
      (seed, width, blocks, rest) => {
        const columns = noiseColumns(blocks * 6 + rest, width, seed)
        const study = told(columns, blocks)
        const slow = slowly(columns, blocks)
        expect(study.splits).toBe(slow.length)
        for (const [k, logit] of slow.entries()) expect(study.logits[k]).toBeCloseTo(logit, 10)
        const general = probabilityOfOverfitting({ columns, blocks, metric: (returns) => sharpe(returns, 1) })
        expect(general?.probability).toBe(study.probability)
        expect(average(general!.chosenOutOfSample)).toBeCloseTo(average(study.chosenOutOfSample), 10)
      },
    ),
    { numRuns: 25 },
  )
})

test('neither the order of the columns nor their scale matters', () => {
  const columns = noiseColumns(90, 10, 3)
  const study = told(columns, 6)
  const turned = told([...columns].reverse(), 6)
  expect(turned.probability).toBe(study.probability)
  expect(turned.logits).toEqual(study.logits)
  const scaled = told(
    columns.map((column, place) => column.map((value) => value * 2 ** (place % 3))),
    6,
  )
  expect(scaled.logits).toEqual(study.logits)
})

test('what truly leads is not called overfitted; what leads by halves is', () => {
  expect(told(noiseColumns(500, 20, 5, [0.5]), 10).probability).toBe(0)
  // Each column wins in its own block and loses it elsewhere: the best of a half is the worst of the other.
  const opposed = Array.from({ length: 8 }, (_, k) =>
    Float64Array.from(
      { length: 80 },
      (_v, row) => (Math.floor(row / 10) === k ? 0.05 : 0) + (row % 2 === 0 ? 1e-3 : -1e-3),
    ),
  )
  const study = told(opposed, 8)
  expect(study.probability).toBe(1)
  expect(study.degradation?.slope ?? 0).toBeLessThanOrEqual(0)
})

test('of noise the mean over searches is near a half', () => {
  let sum = 0
  for (let search = 0; search < 120; search++) sum += told(noiseColumns(240, 20, 1_000 + search), 8).probability
  expect(Math.abs(sum / 120 - 0.5)).toBeLessThan(0.06)
})

test('columns that never trade tie with cash, and ties share their rank', () => {
  const idle = new Float64Array(40)
  const losing = noiseColumns(40, 3, 8, [-3, -3, -3])
  const study = told([idle, idle.slice(), ...losing], 4)
  // Both idle ones are best everywhere with rank (4 + 5) / 2 of 5.
  for (const logit of study.logits) expect(logit).toBeCloseTo(Math.log(4.5 / 6 / (1 - 4.5 / 6)), 12)
  expect(study.probability).toBe(0)
  expect(study.degradation).toBeNull()
})

test('few columns are flagged; too few or too short ones tell nothing; what cannot be cut is refused', () => {
  expect(told(noiseColumns(40, 7, 1), 4).isFew).toBe(true)
  expect(told(noiseColumns(40, 8, 1), 4).isFew).toBe(false)
  expect(probabilityOfOverfitting({ columns: noiseColumns(40, 1, 1), blocks: 4 })).toBeNull()
  expect(probabilityOfOverfitting({ columns: noiseColumns(3, 4, 1), blocks: 4 })).toBeNull()
  expect(() => probabilityOfOverfitting({ columns: noiseColumns(40, 4, 1), blocks: 5 })).toThrow(RangeError)
  expect(() => probabilityOfOverfitting({ columns: [new Float64Array(40), new Float64Array(39)], blocks: 4 })).toThrow()
  expect(() =>
    probabilityOfOverfitting({ columns: [Float64Array.of(0, 1, Number.NaN, 2), new Float64Array(4)], blocks: 2 }),
  ).toThrow()
})

describe('stochastic dominance', () => {
  test('first order where every value is better, second where only the spread is', () => {
    expect(dominance(Float64Array.of(2, 3, 4), Float64Array.of(1, 2, 3))).toEqual({
      first: true,
      second: true,
      largestExcess: 0,
    })
    const narrow = dominance(Float64Array.of(0, 0), Float64Array.of(-1, 1))
    expect(narrow.first).toBe(false)
    expect(narrow.second).toBe(true)
    expect(narrow.largestExcess).toBeCloseTo(0.5, 12)
    expect(dominance(Float64Array.of(-1, 1), Float64Array.of(0, 0)).second).toBe(false)
  })

  test('nothing dominates itself', () => {
    const same = Float64Array.of(3, 1, 2)
    expect(dominance(same, same)).toEqual({ first: false, second: false, largestExcess: 0 })
  })
})
