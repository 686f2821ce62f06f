import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matrixFromColumns } from '../../../src/core/models/featureMatrix.ts'
import { fitLogisticRegression, predictLogistic } from '../../../src/core/models/logisticRegression.ts'
import { selectTrainingRows, type TrainingSet } from '../../../src/core/models/trainingSet.ts'
import { randomTrainingSet } from './randomTrainingSet.ts'

function solve(set: TrainingSet, l2: number) {
  const outcome = fitLogisticRegression(set, l2)
  if (!outcome.ok) throw new Error(outcome.trouble.message)
  return outcome.value
}

/** The objective written out plainly, apart from the code under test. */
function objective(set: TrainingSet, l2: number, theta: readonly number[]): number {
  const { rows, columns, values } = set.features
  let loss = 0
  for (let row = 0; row < rows; row++) {
    let margin = theta[0]!
    for (let column = 0; column < columns; column++) margin += theta[column + 1]! * values[row * columns + column]!
    const probability = 1 / (1 + Math.exp(-margin))
    loss -= set.weight[row]! * Math.log(set.label[row] === 1 ? probability : 1 - probability)
  }
  return loss + (l2 / 2) * theta.slice(1).reduce((sum, value) => sum + value * value, 0)
}

describe('logistic regression', () => {
  // Hours of study and passing an exam, 20 students: intercept -4.0777, slope 1.5046 (maximum likelihood, as widely published).
  const hours = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5]
  const passed = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1]
  const exam: TrainingSet = {
    features: matrixFromColumns(['hours'], [Float64Array.from(hours)]),
    label: Uint8Array.from(passed),
    weight: new Float64Array(20).fill(1),
  }

  it('gives the published coefficients without a penalty', () => {
    const { intercept, coefficients } = solve(exam, 0)
    expect(intercept).toBeCloseTo(-4.0777, 4)
    expect(coefficients[0]).toBeCloseTo(1.5046, 4)
    const atTwoHours = predictLogistic({ intercept, coefficients }, matrixFromColumns(['hours'], [Float64Array.of(2)]))
    expect(atTwoHours[0]).toBeCloseTo(0.2557, 3)
  })

  it('has a finite-difference gradient of zero at its solution', () => {
    const set = randomTrainingSet('gradient', 400, 6)
    for (const l2 of [0.1, 3, 50]) {
      const { intercept, coefficients, gradientNorm } = solve(set, l2)
      const theta = [intercept, ...coefficients]
      expect(gradientNorm).toBeLessThanOrEqual(1e-8)
      for (let k = 0; k < theta.length; k++) {
        const moved = (step: number) =>
          objective(
            set,
            l2,
            theta.map((value, j) => (j === k ? value + step : value)),
          )
        expect(Math.abs(moved(1e-4) - moved(-1e-4)) / 2e-4).toBeLessThan(1e-6)
      }
    }
  })

  it('leaves the intercept unpenalised: a huge penalty gives the weighted base rate', () => {
    const set = randomTrainingSet('base rate', 300, 4)
    const { intercept, coefficients } = solve(set, 1e9)
    let positive = 0
    let total = 0
    set.weight.forEach((weight, row) => {
      total += weight
      positive += weight * set.label[row]!
    })
    expect(1 / (1 + Math.exp(-intercept))).toBeCloseTo(positive / total, 6)
    for (const coefficient of coefficients) expect(Math.abs(coefficient)).toBeLessThan(1e-6)
  })

  it('treats a weight of 2 as the row twice, and penalises the sum, not the mean', () => {
    const set = randomTrainingSet('twice', 120, 3)
    const ones = { ...set, weight: new Float64Array(120).fill(1) }
    const twos = { ...set, weight: new Float64Array(120).fill(2) }
    const doubled = selectTrainingRows(
      ones,
      Int32Array.from({ length: 240 }, (_, i) => i % 120),
    )
    const coefficients = solve(doubled, 5).coefficients
    solve(twos, 5).coefficients.forEach((value, k) => {
      expect(value).toBeCloseTo(coefficients[k]!, 9)
    })
    solve(ones, 2.5).coefficients.forEach((value, k) => {
      expect(value).toBeCloseTo(coefficients[k]!, 9)
    })
    expect(Math.abs(solve(ones, 5).coefficients[0]! - coefficients[0]!)).toBeGreaterThan(1e-4)
  })

  it('does not depend on the order of rows', () => {
    const set = randomTrainingSet('order', 80, 4)
    const reference = solve(set, 1)
    const identity = Array.from({ length: 80 }, (_, row) => row)
    fc.assert(
      fc.property(fc.shuffledSubarray(identity, { minLength: 80 }), (order) => {
        const { intercept, coefficients } = solve(selectTrainingRows(set, Int32Array.from(order)), 1)
        expect(intercept).toBeCloseTo(reference.intercept, 9)
        coefficients.forEach((value, k) => {
          expect(value).toBeCloseTo(reference.coefficients[k]!, 9)
        })
      }),
      { numRuns: 30 },
    )
  })

  it('refuses one class, no rows, and columns that repeat each other without a penalty', () => {
    const oneClass = fitLogisticRegression({ ...exam, label: new Uint8Array(20) }, 1)
    expect(oneClass.ok ? 'fitted' : oneClass.trouble.code).toBe('one-class-labels')
    const unweighted = fitLogisticRegression(
      { ...exam, weight: exam.weight.map((_, row) => (passed[row] === 1 ? 1 : 0)) },
      1,
    )
    expect(unweighted.ok ? 'fitted' : unweighted.trouble.code).toBe('one-class-labels')
    const none = fitLogisticRegression(selectTrainingRows(exam, new Int32Array(0)), 1)
    expect(none.ok ? 'fitted' : none.trouble.code).toBe('no-training-rows')
    const column = Float64Array.from(hours)
    const twins = { ...exam, features: matrixFromColumns(['a', 'b'], [column, column]) }
    const singular = fitLogisticRegression(twins, 0)
    expect(singular.ok ? 'fitted' : singular.trouble.code).toBe('logistic-not-converged')
    expect(fitLogisticRegression(twins, 0.01).ok).toBe(true)
  })

  it('survives separable data with a penalty, and throws on missing values', () => {
    const separable = { ...exam, label: Uint8Array.from(hours, (hour) => (hour > 2.1 ? 1 : 0)) }
    expect(solve(separable, 1e-4).coefficients[0]).toBeGreaterThan(5)
    const holed = { ...exam, features: matrixFromColumns(['hours'], [Float64Array.from(hours).fill(Number.NaN, 0, 1)]) }
    expect(() => fitLogisticRegression(holed, 1)).toThrow('missing')
  })
})
