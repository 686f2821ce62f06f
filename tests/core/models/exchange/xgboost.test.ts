import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  floatAbove,
  floatAtOrBelow,
  floatBelow,
  floatText,
  lastRoundedBelow,
} from '../../../../src/core/models/exchange/neighbourFloats.ts'
import { readXgboost } from '../../../../src/core/models/exchange/readXgboost.ts'
import { xgboostText } from '../../../../src/core/models/exchange/xgboostText.ts'
import type { TreeModelData } from '../../../../src/core/models/trainedModelData.ts'
import { drawRows, drawTrees, walked, worstGap } from './drawnTrees.ts'

const text = (name: string) => readFileSync(new URL(`./files/${name}`, import.meta.url), 'utf8')

function mustRead(file: string): TreeModelData {
  const read = readXgboost(file)
  if (!read.ok) throw new Error(read.trouble.message)
  return read.value
}

function mustWrite(data: TreeModelData): string {
  const written = xgboostText(data)
  if (!written.ok) throw new Error(written.trouble.message)
  return written.value
}

describe('neighbouring floats', () => {
  it('part all float32 values as the double does, and all doubles as rounding does', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.float({ noNaN: true }), (threshold, value) => {
        const written = floatAbove(floatAtOrBelow(threshold))
        // Between float32 numbers: `value <= threshold` is `value < written`.
        if (Number.isFinite(written)) expect(value <= threshold).toBe(value < written)
      }),
    )
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: -3, max: 3 }), (float, off) => {
        const limit = lastRoundedBelow(float)
        expect(Math.fround(limit)).toBeLessThan(float === 0 ? 0.5 : Number.POSITIVE_INFINITY)
        const near = limit + off * Math.abs(limit) * 2 ** -52
        if (Number.isFinite(near)) expect(near <= limit).toBe(Math.fround(near) < float)
      }),
    )
    expect(floatBelow(floatAbove(1.5))).toBe(1.5)
    expect(floatAbove(-0)).toBe(2 ** -149)
  })

  it('have texts that read back', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (float) => {
        expect(Math.fround(Number(floatText(float)))).toBe(float + 0)
      }),
    )
  })
})

describe('XGBoost JSON', () => {
  it.each(['logistic', 'identity'] as const)('comes back from XGBoost with the same predictions: %s', (link) => {
    for (let seed = 1; seed <= 20; seed++) {
      const data = drawTrees({ seed, link })
      const back = mustRead(mustWrite(data))
      const values = drawRows(data, 300, seed, true)
      expect(worstGap(walked(back, values), walked(data, values))).toBeLessThan(1e-6)
      expect({ ...back, trees: 0, base: 0 }).toEqual({ ...data, trees: 0, base: 0 })
      expect(back.base).toBeCloseTo(data.base, 7)
    }
  })

  it('comes back to the bit where thresholds and leaves are float32, and is written the same again', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const data = drawTrees({ seed, floats: true })
      const back = mustRead(mustWrite(data))
      const values = drawRows(data, 300, seed, true)
      expect(walked(back, values)).toEqual(walked(data, values))
      expect(mustWrite(back)).toBe(mustWrite(data))
    }
  })

  it('keeps what a forest foretells: the mean of its leaves', () => {
    const data = drawTrees({ seed: 3, link: 'identity', averages: true })
    const back = mustRead(mustWrite(data))
    const values = drawRows(data, 300, 3, true)
    expect(back).toMatchObject({ task: 'classification', link: 'identity', averages: false })
    expect(worstGap(walked(back, values), walked(data, values))).toBeLessThan(1e-6)
  })

  // Trained and asked in XGBoost 1.7.4 (Debian python3-xgboost): 300 random rows with a tenth missing, depth 3 and 2, 4 rounds.
  const N = Number.NaN
  const asked = Float64Array.of(0.1, 0.2, 0.3, N, 1, -1, 2, N, N, -1, -2, 0.5, 0.5, -0.7, 1.5, N, N, N)
  it.each([
    [
      'xgboost-1.7.4-logistic.json',
      'classification',
      [
        0.3422335386276245, 0.6684474945068359, 0.8266560435295105, 0.5388702154159546, 0.8266560435295105,
        0.3422335386276245,
      ],
    ],
    [
      'xgboost-1.7.4-squared.json',
      'regression',
      [
        0.5361766219139099, 0.5361766219139099, 3.295757293701172, -1.4542981386184692, 1.6693756580352783,
        0.5361766219139099,
      ],
    ],
  ])('made by XGBoost foretells what XGBoost does: %s', (name, task, expected) => {
    const data = mustRead(text(name))
    expect(data).toMatchObject({ task, names: ['a', 'b', 'c'] })
    expect(data.trees).toHaveLength(4)
    expect(worstGap(walked(data, asked), expected)).toBeLessThan(1e-6)
  })

  // XGBoost 1.7.4 read the file of these trees and was asked these rows.
  it('is read by XGBoost as it was meant', () => {
    const data = drawTrees({ seed: 7 })
    const said = [
      0.6824608445167542, 0.5591837763786316, 0.7268707752227783, 0.6936394572257996, 0.624443531036377,
      0.7040132880210876,
    ]
    expect(worstGap(walked(data, drawRows(data, 6, 7, true)), said)).toBeLessThan(1e-7)
    for (const tree of JSON.parse(mustWrite(data)).learner.gradient_booster.model.trees) {
      // It finds the right child behind the left one, and takes whole numbers without a point for another type.
      tree.left_children.forEach((left: number, node: number) => {
        if (left !== -1) expect(tree.right_children[node]).toBe(left + 1)
      })
    }
    expect(mustWrite(data)).not.toMatch(/"(split_conditions|sum_hessian)":\[[^\]]*[[,]-?\d+[,\]]/)
  })

  it('answers a hostile file with a code', () => {
    const whole = text('xgboost-1.7.4-logistic.json')
    const codeOf = (file: string) => {
      const read = readXgboost(file)
      return read.ok ? null : read.trouble.code
    }
    const changed = (change: (tree: Record<string, number[]>, learner: Record<string, unknown>) => void) => {
      const file = JSON.parse(whole)
      change(file.learner.gradient_booster.model.trees[0], file.learner)
      return codeOf(JSON.stringify(file))
    }
    expect(codeOf(whole)).toBeNull()
    for (const length of [0, 1, 100, whole.length - 2])
      expect(codeOf(whole.slice(0, length))).toBe('exchange-unreadable')
    expect(codeOf('[[[[[')).toBe('exchange-unreadable')
    expect(codeOf('{"learner":{}}')).toBe('exchange-unreadable')
    expect(changed((tree) => (tree.left_children![1] = 0))).toBe('exchange-unreadable')
    expect(changed((tree) => (tree.left_children![1] = 1))).toBe('exchange-unreadable')
    expect(changed((tree) => (tree.right_children![0] = 999))).toBe('exchange-unreadable')
    expect(changed((tree) => (tree.right_children![0] = 1))).toBe('exchange-unreadable')
    expect(changed((tree) => (tree.split_indices![0] = 3))).toBe('exchange-unreadable')
    expect(changed((tree) => (tree.split_indices![0] = -1))).toBe('exchange-unreadable')
    expect(changed((tree) => (tree.split_indices![0] = 0.5))).toBe('exchange-unreadable')
    expect(changed((tree) => tree.split_conditions!.pop())).toBe('exchange-unreadable')
    expect(changed((tree) => (tree.split_type![0] = 1))).toBe('exchange-unsupported')
    expect(changed((_, learner) => (learner.objective = { name: 'multi:softprob' }))).toBe('exchange-unsupported')
    expect(changed((_, learner) => (learner.gradient_booster = { name: 'gblinear' }))).toBe('exchange-unsupported')
    expect(changed((_, learner) => (learner.feature_names = ['a']))).toBe('exchange-unreadable')
    expect(changed((_, learner) => Object.assign(learner.learner_model_param as object, { base_score: '1E0' }))).toBe(
      'exchange-unreadable',
    )
  })
})
