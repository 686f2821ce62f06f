import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { lightgbmText } from '../../../../src/core/models/exchange/lightgbmText.ts'
import { readLightgbm } from '../../../../src/core/models/exchange/readLightgbm.ts'
import { sigmoid } from '../../../../src/core/models/sigmoid.ts'
import type { TreeModelData } from '../../../../src/core/models/trainedModelData.ts'
import { drawRows, drawTrees, walked, worstGap } from './drawnTrees.ts'

const fixture = readFileSync(new URL('./files/lightgbm-v4.txt', import.meta.url), 'utf8')

function mustRead(file: string): TreeModelData {
  const read = readLightgbm(file)
  if (!read.ok) throw new Error(read.trouble.message)
  return read.value
}

function mustWrite(data: TreeModelData): string {
  const written = lightgbmText(data)
  if (!written.ok) throw new Error(written.trouble.message)
  return written.value
}

describe('LightGBM text', () => {
  it.each([
    ['logistic', false],
    ['identity', false],
    ['identity', true],
  ] as const)('comes back to the bit, doubles as they are: %s, mean of leaves %s', (link, averages) => {
    for (let seed = 1; seed <= 20; seed++) {
      const data = drawTrees({ seed, link, averages })
      const back = mustRead(mustWrite(data))
      const values = drawRows(data, 300, seed, false)
      if (averages) expect(worstGap(walked(back, values), walked(data, values))).toBeLessThan(1e-15)
      else expect(walked(back, values)).toEqual(walked(data, values))
      expect(back).toMatchObject({ task: data.task, link, averages, names: data.names })
    }
  })

  it('says how long each tree is, as LightGBM reads them by', () => {
    const file = mustWrite(drawTrees({ seed: 5 }))
    const sizes = /^tree_sizes=(.*)$/m.exec(file)![1]!.split(' ').map(Number)
    let at = file.indexOf('Tree=0')
    for (const size of sizes) {
      expect(file.slice(at, at + 5)).toBe('Tree=')
      at += size
    }
    expect(file.slice(at, at + 12)).toBe('end of trees')
  })

  // Laid out as LightGBM 4 does; predictions worked by hand from its documented rules.
  it('foretells what its file says: by hand', () => {
    const data = mustRead(fixture)
    const N = Number.NaN
    const rows = Float64Array.of(0.3, 0, 0, 0.6, 0.25, 0, 0.6, 0.5, 0.9, N, 0.1, N, 0.7, N, 0.7)
    const margins = [-0.1 + 0.01, 0.2 + 0.01, 0.05 - 0.02, -0.1 + 0.01, 0.2 + 0.01]
    expect(worstGap(walked(data, rows), margins.map(sigmoid))).toBeLessThan(1e-15)
  })

  it('answers a hostile file with a code', () => {
    const codeOf = (file: string) => {
      const read = readLightgbm(file)
      return read.ok ? null : read.trouble.code
    }
    const changed = (from: string, to: string) => {
      expect(fixture).toContain(from)
      return codeOf(fixture.replace(from, to))
    }
    expect(codeOf(fixture)).toBeNull()
    for (const length of [0, 4, 300, fixture.indexOf('end of trees')])
      expect(codeOf(fixture.slice(0, length))).toBe('exchange-unreadable')
    expect(changed('left_child=-1 -2', 'left_child=0 -2')).toBe('exchange-unreadable')
    expect(changed('left_child=-1 -2', 'left_child=-9 -2')).toBe('exchange-unreadable')
    expect(changed('left_child=-1 -2', 'left_child=-2 -2')).toBe('exchange-unreadable')
    expect(changed('right_child=1 -3', 'right_child=1')).toBe('exchange-unreadable')
    expect(changed('split_feature=0 1', 'split_feature=0 7')).toBe('exchange-unreadable')
    expect(changed('threshold=0.5 0.25', 'threshold=0.5 word')).toBe('exchange-unreadable')
    expect(changed('num_leaves=3', 'num_leaves=999999999')).toBe('exchange-unsupported')
    expect(changed('num_leaves=3', 'num_leaves=-1')).toBe('exchange-unreadable')
    expect(changed('num_leaves=3', 'num_leaves=x')).toBe('exchange-unreadable')
    expect(changed('decision_type=10 2', 'decision_type=11 2')).toBe('exchange-unsupported')
    expect(changed('decision_type=10 2', 'decision_type=6 2')).toBe('exchange-unsupported')
    expect(changed('is_linear=0', 'is_linear=1')).toBe('exchange-unsupported')
    expect(changed('objective=binary sigmoid:1', 'objective=multiclass num_class:3')).toBe('exchange-unsupported')
    expect(changed('objective=binary sigmoid:1', 'objective=binary sigmoid:2')).toBe('exchange-unsupported')
    expect(changed('num_class=1', 'num_class=3')).toBe('exchange-unsupported')
    expect(changed('feature_names=f0 f1 f2', 'feature_names=f0')).toBe('exchange-unreadable')
  })
})
