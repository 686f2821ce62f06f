import type { RegressionTree } from '../../../../src/core/models/boosting/regressionTree.ts'
import { treeValue } from '../../../../src/core/models/boosting/regressionTree.ts'
import { sigmoid } from '../../../../src/core/models/sigmoid.ts'
import type { TreeModelData } from '../../../../src/core/models/trainedModelData.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'

export type DrawnTrees = {
  readonly seed: number
  readonly trees?: number
  readonly depth?: number
  readonly columns?: number
  readonly link?: TreeModelData['link']
  readonly averages?: boolean
  /** Thresholds and leaves rounded to float32. */
  readonly floats?: boolean
}

/** Random trees with missing values going either way, some thresholds of null, base 0.3. */
export function drawTrees(wish: DrawnTrees): TreeModelData {
  const { seed, trees = 5, depth = 4, columns = 3, link = 'logistic', averages = false, floats = false } = wish
  const stream = createStream(seed, 'draw-trees')
  const round = (value: number) => (floats ? Math.fround(value) : value)
  return {
    form: 'trees',
    type: 'xgboost',
    task: link === 'logistic' || averages ? 'classification' : 'regression',
    names: Array.from({ length: columns }, (_, at) => `x${at}`),
    base: round(0.3),
    averages,
    link,
    categories: [],
    trees: Array.from({ length: trees }, () => drawTree()),
  }
  function drawTree(): RegressionTree {
    const tree = {
      column: [] as number[],
      threshold: [] as (number | null)[],
      missingLeft: [] as number[],
      left: [] as number[],
      right: [] as number[],
      value: [] as number[],
      gain: [] as number[],
      cover: [] as number[],
    }
    const grow = (level: number): number => {
      const node = tree.column.length
      const isLeaf = level === depth || (level > 1 && stream.nextUniform() < 0.2)
      tree.column.push(isLeaf ? -1 : Math.floor(stream.nextUniform() * columns))
      tree.threshold.push(isLeaf ? 0 : stream.nextUniform() < 0.1 ? null : round(stream.nextNormal()))
      tree.missingLeft.push(isLeaf || stream.nextUniform() < 0.5 ? 0 : 1)
      tree.value.push(isLeaf ? round(stream.nextNormal() / 3) : 0)
      tree.gain.push(isLeaf ? 0 : 1)
      tree.cover.push(10)
      tree.left.push(-1)
      tree.right.push(-1)
      if (!isLeaf) {
        tree.left[node] = grow(level + 1)
        tree.right[node] = grow(level + 1)
      }
      return node
    }
    grow(0)
    return tree
  }
}

/** Rows with missing and infinite values, and some that stand on a threshold. */
export function drawRows(data: TreeModelData, rows: number, seed: number, floats: boolean): Float64Array {
  const stream = createStream(seed, 'draw-rows')
  const thresholds = data.trees.flatMap((tree) =>
    tree.threshold.filter((value, node) => tree.column[node]! >= 0 && value !== null),
  )
  return Float64Array.from({ length: rows * data.names.length }, () => {
    const chance = stream.nextUniform()
    if (chance < 0.1) return Number.NaN
    const value =
      chance < 0.3 ? thresholds[Math.floor(stream.nextUniform() * thresholds.length)]! : 1.5 * stream.nextNormal()
    return floats ? Math.fround(value) : value
  })
}

/** Probability or value by walking every tree, as its type says it. */
export function walked(data: TreeModelData, values: Float64Array): Float64Array {
  const columns = data.names.length
  return Float64Array.from({ length: values.length / columns }, (_, row) => {
    const sum = data.trees.reduce((total, tree) => total + treeValue(tree, values, row * columns), 0)
    const margin = data.base + (data.averages ? sum / data.trees.length : sum)
    return data.link === 'logistic' ? sigmoid(margin) : margin
  })
}

export function worstGap(one: ArrayLike<number>, other: ArrayLike<number>): number {
  expectSameLength(one, other)
  return Array.from(one).reduce((worst, value, at) => Math.max(worst, gap(value, other[at]!)), 0)
}

function gap(one: number, other: number): number {
  if (Number.isNaN(one) || Number.isNaN(other)) return Number.isNaN(one) && Number.isNaN(other) ? 0 : Number.NaN
  return Math.abs(one - other)
}

function expectSameLength(one: ArrayLike<number>, other: ArrayLike<number>): void {
  if (one.length !== other.length) throw new Error(`${one.length} values against ${other.length}`)
}
