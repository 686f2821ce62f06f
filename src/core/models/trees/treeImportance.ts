import type { TreeModelData } from '../trainedModelData.ts'

/** Shares over the columns, each list summing to 1 (all 0 where no tree splits): xgboost's `total_gain`, `total_cover` and `weight`, normalised. */
export type TreeImportance = {
  readonly gain: Float64Array
  readonly cover: Float64Array
  readonly splits: Float64Array
}

/**
 * What the splits of each column gained in training, the weight of the rows they parted, and their number. Biased towards columns of many values
 * (Strobl et al. 2007): a description of the fit, not evidence.
 */
export function treeImportance({ trees, names }: Pick<TreeModelData, 'trees' | 'names'>): TreeImportance {
  const gain = new Float64Array(names.length)
  const cover = new Float64Array(names.length)
  const splits = new Float64Array(names.length)
  for (const tree of trees) {
    for (const [node, column] of tree.column.entries()) {
      if (column < 0) continue
      gain[column]! += tree.gain[node]!
      cover[column]! += tree.cover[node]!
      splits[column]! += 1
    }
  }
  for (const list of [gain, cover, splits]) normalise(list)
  return { gain, cover, splits }
}

function normalise(values: Float64Array): void {
  const total = values.reduce((sum, value) => sum + value, 0)
  if (total > 0) for (let at = 0; at < values.length; at++) values[at]! /= total
}
