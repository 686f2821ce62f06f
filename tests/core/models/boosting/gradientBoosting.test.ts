import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { silentBeat } from '../../../../src/core/job/beat.ts'
import { Cancelled } from '../../../../src/core/job/cancelled.ts'
import type { BoostingParameters } from '../../../../src/core/models/boosting/boostingParameters.ts'
import { fitGradientBoosting, predictBoosting } from '../../../../src/core/models/boosting/gradientBoosting.ts'
import type { RegressionTree } from '../../../../src/core/models/boosting/regressionTree.ts'
import { logLoss } from '../../../../src/core/models/scores/logLoss.ts'
import type { TrainingSet } from '../../../../src/core/models/trainingSet.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'
import { randomTrainingSet } from '../randomTrainingSet.ts'

const PARAMETERS: BoostingParameters = {
  trees: 30,
  depth: 3,
  learningRate: 0.2,
  minChildWeight: 0.5,
  minChildRows: 3,
  lambda: 1,
  rowSubsample: 1,
  columnSubsample: 1,
}

function boost(set: TrainingSet, changes: Partial<BoostingParameters> = {}, unitId = 'fit') {
  const outcome = fitGradientBoosting(set, { ...PARAMETERS, ...changes }, createStream(7, unitId), silentBeat)
  if (!outcome.ok) throw new Error(outcome.trouble.message)
  return outcome.value
}

/** Exact greedy growth by trying every value and both sides for missing values, on plain arrays: an independent reference. */
function bruteForceMargins(set: TrainingSet, parameters: BoostingParameters): number[] {
  const { rows, columns, values } = set.features
  const at = (row: number, column: number) => values[row * columns + column]!
  let positive = 0
  let negative = 0
  for (let row = 0; row < rows; row++) {
    if (set.label[row] === 1) positive += set.weight[row]!
    else negative += set.weight[row]!
  }
  const margin = new Array<number>(rows).fill(Math.log(positive / negative))
  for (let tree = 0; tree < parameters.trees; tree++) {
    const p = margin.map((value) => 1 / (1 + Math.exp(-value)))
    const g = p.map((value, row) => set.weight[row]! * (value - set.label[row]!))
    const h = p.map((value, row) => set.weight[row]! * value * (1 - value))
    const sum = (of: number[], members: number[]) => members.reduce((total, row) => total + of[row]!, 0)
    const score = (members: number[]) => sum(g, members) ** 2 / (sum(h, members) + parameters.lambda)
    const grow = (members: number[], depth: number): void => {
      let best = { gain: 1e-9, left: members, right: [] as number[] }
      for (let column = 0; column < columns && depth < parameters.depth; column++) {
        const known = members.filter((row) => !Number.isNaN(at(row, column)))
        const missing = members.filter((row) => Number.isNaN(at(row, column)))
        for (const missingLeft of missing.length > 0 ? [true, false] : [false]) {
          for (const value of [...new Set(known.map((row) => at(row, column)))].sort((a, b) => a - b)) {
            const goesLeft = (row: number) => (Number.isNaN(at(row, column)) ? missingLeft : at(row, column) <= value)
            const left = members.filter(goesLeft)
            const right = members.filter((row) => !goesLeft(row))
            if (Math.min(left.length, right.length) < parameters.minChildRows) continue
            if (Math.min(sum(h, left), sum(h, right)) < parameters.minChildWeight) continue
            const gain = score(left) + score(right) - score(members)
            if (gain > best.gain + 1e-10) best = { gain, left, right }
          }
        }
      }
      if (best.right.length > 0) {
        grow(best.left, depth + 1)
        grow(best.right, depth + 1)
        return
      }
      const leaf = (-parameters.learningRate * sum(g, members)) / (sum(h, members) + parameters.lambda)
      for (const row of members) margin[row]! += leaf
    }
    grow(
      Array.from({ length: rows }, (_, row) => row),
      0,
    )
  }
  return margin
}

function logOdds(probability: Float64Array): number[] {
  return Array.from(probability, (value) => Math.log(value / (1 - value)))
}

describe('gradient boosting against a brute-force exact reference', () => {
  it.each([0, 0.25])('grows the same trees on tiny data (missing share %d)', (missingShare) => {
    for (let sample = 0; sample < 15; sample++) {
      const set = randomTrainingSet(`tiny ${sample}`, 40 + sample, 4, missingShare)
      const changes = { trees: 5, lambda: 0.3 + sample / 10 }
      const expected = bruteForceMargins(set, { ...PARAMETERS, ...changes })
      const actual = logOdds(predictBoosting(boost(set, changes), set.features))
      actual.forEach((margin, row) => {
        expect(margin).toBeCloseTo(expected[row]!, 8)
      })
    }
  })

  it('puts thresholds half way between training values and the leaf at -eta G / (H + lambda)', () => {
    const set: TrainingSet = {
      features: { rows: 4, columns: 1, values: Float64Array.of(1, 2, 10, 20), names: ['x'] },
      label: Uint8Array.of(0, 0, 1, 1),
      weight: new Float64Array(4).fill(1),
    }
    const model = boost(set, { trees: 1, depth: 1, minChildRows: 1, minChildWeight: 0, lambda: 2, learningRate: 0.5 })
    const tree = model.trees[0]!
    expect(model.baseMargin).toBe(0)
    expect(tree.threshold[0]).toBe(6)
    // G = 2 * 0.5 = 1, H = 2 * 0.25 = 0.5: leaf -0.5 * 1 / 2.5; gain 2 * 1 / 2.5 - 0.
    expect([tree.value[tree.left[0]!], tree.value[tree.right[0]!]]).toEqual([-0.2, 0.2])
    expect(tree.gain[0]).toBeCloseTo(0.8, 12)
  })
})

describe('gradient boosting', () => {
  it('lowers the training loss with every tree', () => {
    const set = randomTrainingSet('monotone', 600, 8, 0.05)
    const model = boost(set)
    let last = Number.POSITIVE_INFINITY
    for (let trees = 0; trees <= model.trees.length; trees++) {
      const loss = logLoss(set.label, predictBoosting(model, set.features, trees), set.weight)!
      expect(loss).toBeLessThan(last)
      last = loss
    }
  })

  it('honours minimum rows and weight, depth, and column sampling in every tree', () => {
    const set = randomTrainingSet('limits', 500, 10, 0.1)
    const model = boost(set, { minChildRows: 40, depth: 2, columnSubsample: 0.3, trees: 20 })
    for (const tree of model.trees) {
      expect(tree.column.length).toBeLessThanOrEqual(7)
      expect(new Set(tree.column.filter((column) => column >= 0)).size).toBeLessThanOrEqual(3)
      const counts = leafRows(tree, set)
      for (const count of counts.values()) expect(count).toBeGreaterThanOrEqual(40)
    }
    expect(boost(set, { minChildWeight: 1e6 }).trees[0]!.column).toEqual([-1])
  })

  it('gives the same trees for the same stream and others for another', () => {
    const set = randomTrainingSet('seeded', 300, 6)
    const changes = { rowSubsample: 0.6, columnSubsample: 0.5 }
    const first = JSON.stringify(boost(set, changes, 'a'))
    expect(JSON.stringify(boost(set, changes, 'a'))).toBe(first)
    expect(JSON.stringify(boost(set, changes, 'b'))).not.toBe(first)
  })

  it('fits on the rows of a subsample only', () => {
    const set = randomTrainingSet('half', 400, 3)
    const model = boost(set, { rowSubsample: 0.5, trees: 1, depth: 1 })
    expect(JSON.stringify(model)).not.toBe(JSON.stringify(boost(set, { trees: 1, depth: 1 })))
  })

  it('learns where missing values belong, and can split on missing alone', () => {
    const rows = 200
    const values = Float64Array.from({ length: rows }, (_, row) => (row % 2 === 0 ? Number.NaN : row))
    const set: TrainingSet = {
      features: { rows, columns: 1, values, names: ['x'] },
      label: Uint8Array.from({ length: rows }, (_, row) => (row % 2 === 0 ? 1 : 0)),
      weight: new Float64Array(rows).fill(1),
    }
    const model = boost(set, { trees: 20, depth: 1 })
    expect(model.trees[0]!.threshold[0]).toBeNull()
    const probe = { rows: 3, columns: 1, values: Float64Array.of(Number.NaN, -1e300, 1e300), names: ['x'] }
    const [missing, low, high] = predictBoosting(model, probe)
    expect(missing).toBeGreaterThan(0.9)
    expect(low).toBeLessThan(0.1)
    expect(high).toBeLessThan(0.1)
  })

  it('needs a rank only: an increasing transform of a feature with few values changes no prediction', () => {
    const set = randomTrainingSet('rank', 200, 3)
    const coarse = set.features.values.map((value) => Math.round(value * 4))
    const bent = coarse.map((value) => Math.exp(value / 3))
    const plain = { ...set, features: { ...set.features, values: coarse } }
    const curved = { ...set, features: { ...set.features, values: bent } }
    expect(predictBoosting(boost(curved), curved.features)).toEqual(predictBoosting(boost(plain), plain.features))
  })

  it('ignores rows of weight 0 in gain and leaf', () => {
    const set = randomTrainingSet('zero weight', 300, 3)
    const weight = set.weight.map((value, row) => (row < 150 ? value : 0))
    const flipped = set.label.map((value, row) => (row < 150 ? value : 1 - value))
    const changes = { minChildRows: 1 }
    const kept = predictBoosting(boost({ ...set, weight }, changes), set.features)
    expect(predictBoosting(boost({ ...set, weight, label: flipped }, changes), set.features)).toEqual(kept)
  })

  it('takes more distinct values than bins', () => {
    const set = randomTrainingSet('bins', 3000, 5)
    const fine = logLoss(set.label, predictBoosting(boost(set), set.features), set.weight)!
    const coarse = logLoss(set.label, predictBoosting(boost(set, { maximumBins: 16 }), set.features), set.weight)!
    expect(coarse).toBeGreaterThan(fine)
    expect(coarse).toBeLessThan(fine * 1.1)
  })

  it('refuses one class, throws on unsound parameters, and stops when the beat says so', () => {
    const set = randomTrainingSet('refused', 50, 2)
    const oneClass = fitGradientBoosting(
      { ...set, label: new Uint8Array(50).fill(1) },
      PARAMETERS,
      createStream(1, 'x'),
      silentBeat,
    )
    expect(oneClass.ok ? 'fitted' : oneClass.trouble.code).toBe('one-class-labels')
    expect(() => boost(set, { rowSubsample: 0 })).toThrow('Unsound')
    expect(() => boost(set, { maximumBins: 256 })).toThrow('256 bins')
    const stop = (done: number) => {
      if (done === 3) throw new Cancelled()
    }
    expect(() => fitGradientBoosting(set, PARAMETERS, createStream(1, 'x'), stop)).toThrow(Cancelled)
  })

  it('sorts values and codes alike: predictions of training rows are the margins it was fitted with', () => {
    const value = fc.oneof(
      fc.double({ noNaN: false }),
      fc.constantFrom(0, -0, 1, 1 + Number.EPSILON, Number.MAX_VALUE, 5e-324),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(value, fc.boolean()), { minLength: 4, maxLength: 60 }), (rows) => {
        const label = Uint8Array.from(rows, ([, isPositive]) => (isPositive ? 1 : 0))
        label.set([0, 1])
        const features = { rows: rows.length, columns: 1, values: Float64Array.from(rows, ([x]) => x), names: ['x'] }
        // Unequal weights, so that no two splits gain the same.
        const weight = Float64Array.from(rows, (_, row) => 1 + Math.sqrt(row + 2) / 10)
        const set = { features, label, weight }
        const changes = { trees: 2, minChildRows: 1, minChildWeight: 0 }
        const cleaned = {
          ...set,
          features: { ...features, values: features.values.map((x) => (Number.isFinite(x) ? x : Number.NaN)) },
        }
        const expected = bruteForceMargins(cleaned, { ...PARAMETERS, ...changes })
        logOdds(predictBoosting(boost(set, changes), features)).forEach((margin, row) => {
          expect(margin).toBeCloseTo(expected[row]!, 7)
        })
      }),
      { numRuns: 100 },
    )
  })
})

function leafRows(tree: RegressionTree, set: TrainingSet): Map<number, number> {
  const counts = new Map<number, number>()
  for (let row = 0; row < set.features.rows; row++) {
    let node = 0
    while (tree.column[node]! >= 0) {
      const value = set.features.values[row * set.features.columns + tree.column[node]!]!
      const threshold = tree.threshold[node]!
      const left = Number.isNaN(value) ? tree.missingLeft[node] === 1 : threshold === null || value <= threshold
      node = left ? tree.left[node]! : tree.right[node]!
    }
    counts.set(node, (counts.get(node) ?? 0) + 1)
  }
  return counts
}
