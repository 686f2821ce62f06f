import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planWalkForward, type WalkForwardPlan } from '../../../src/core/validation/walkForward.ts'

const PLAN: WalkForwardPlan = {
  barCount: 1003,
  folds: 4,
  scheme: 'rolling',
  trainShare: 0.4,
  validationShare: 0.1,
  minimumBlockBars: 50,
}

function folds(changes: Partial<WalkForwardPlan>) {
  const outcome = planWalkForward({ ...PLAN, ...changes })
  if (!outcome.ok) throw new Error(outcome.trouble.message)
  return outcome.value
}

function codeOf(changes: Partial<WalkForwardPlan>): string {
  const outcome = planWalkForward({ ...PLAN, ...changes })
  return outcome.ok ? 'planned' : outcome.trouble.code
}

describe('walk-forward plan', () => {
  it('lays out a rolling plan, the bars that do not divide in the first training block', () => {
    // 1003 = train 401 + 2 left over, validation 100, four tests of 125.
    expect(folds({})).toEqual([
      { index: 0, train: { from: 0, to: 403 }, validation: { from: 403, to: 503 }, test: { from: 503, to: 628 } },
      { index: 1, train: { from: 125, to: 528 }, validation: { from: 528, to: 628 }, test: { from: 628, to: 753 } },
      { index: 2, train: { from: 250, to: 653 }, validation: { from: 653, to: 753 }, test: { from: 753, to: 878 } },
      { index: 3, train: { from: 375, to: 778 }, validation: { from: 778, to: 878 }, test: { from: 878, to: 1003 } },
    ])
  })

  it('holds its promises for any plan', () => {
    const plans = fc.record({
      barCount: fc.integer({ min: 200, max: 100_000 }),
      folds: fc.integer({ min: 1, max: 12 }),
      scheme: fc.constantFrom<'rolling' | 'anchored'>('rolling', 'anchored'),
      trainShare: fc.double({ min: 0.05, max: 0.6, noNaN: true }),
      validationShare: fc.double({ min: 0.02, max: 0.3, noNaN: true }),
      minimumBlockBars: fc.integer({ min: 1, max: 500 }),
    })
    let planned = 0
    fc.assert(
      fc.property(plans, (plan) => {
        const outcome = planWalkForward(plan)
        if (!outcome.ok) {
          expect(outcome.trouble.code).toBe('too-few-bars')
          const needed = Number(/: (\d+) are needed/.exec(outcome.trouble.message)?.[1])
          expect(needed).toBeGreaterThan(plan.barCount)
          expect(planWalkForward({ ...plan, barCount: needed }).ok).toBe(true)
          return
        }
        planned++
        const list = outcome.value
        expect(list).toHaveLength(plan.folds)
        expect(list[0]!.train.from).toBe(0)
        expect(list.at(-1)!.test.to).toBe(plan.barCount)
        const length = (range: { from: number; to: number }) => range.to - range.from
        expect(length(list[0]!.train) - Math.round(plan.trainShare * plan.barCount)).toBeLessThan(plan.folds)
        list.forEach((fold, index) => {
          expect(fold.index).toBe(index)
          expect(fold.train.to).toBe(fold.validation.from)
          expect(fold.validation.to).toBe(fold.test.from)
          expect(length(fold.test)).toBe(length(list[0]!.test))
          expect(length(fold.validation)).toBe(length(list[0]!.validation))
          if (index > 0) expect(fold.test.from).toBe(list[index - 1]!.test.to)
          if (plan.scheme === 'anchored') expect(fold.train.from).toBe(0)
          else expect(length(fold.train)).toBe(length(list[0]!.train))
          for (const range of [fold.train, fold.validation, fold.test]) {
            expect(length(range)).toBeGreaterThanOrEqual(plan.minimumBlockBars)
          }
        })
      }),
      { numRuns: 500 },
    )
    expect(planned).toBeGreaterThan(100)
  })

  it('refuses plans without meaning and histories that are too short', () => {
    expect(codeOf({ folds: 0 })).toBe('bad-fold-plan')
    expect(codeOf({ trainShare: 0.9, validationShare: 0.1 })).toBe('bad-fold-plan')
    expect(codeOf({ validationShare: 0 })).toBe('bad-fold-plan')
    expect(codeOf({ trainShare: Number.NaN })).toBe('bad-fold-plan')
    expect(codeOf({ barCount: 300 })).toBe('too-few-bars')
    expect(codeOf({ barCount: 0 })).toBe('too-few-bars')
  })
})
