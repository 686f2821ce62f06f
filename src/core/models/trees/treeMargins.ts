import type { HistogramKernels } from '../boosting/histogramKernels.ts'
import type { FeatureMatrix } from '../featureMatrix.ts'
import type { TreeModelData } from '../trainedModelData.ts'
import { type FlatTrees, flattenTrees } from './flatTrees.ts'
import { categoryReader } from './targetStatistics.ts'

/** Rows whose values stay in the nearest caches while all trees are walked. */
const BLOCK_ROWS = 128

/** Predicts margins of rows; made once for a model, since its trees are laid out anew for quick walks. */
export function treeMargins(
  data: TreeModelData,
  kernels: HistogramKernels,
): (features: FeatureMatrix, rows: Int32Array) => Float64Array {
  let flat: FlatTrees | null = null
  return (features, rows) => {
    checkNames(data, features)
    flat ??= flattenTrees(data.trees, features.columns)
    const adder = kernels.openLeafAdder(flat, features.columns, BLOCK_ROWS)
    const margins = new Float64Array(rows.length)
    const start = data.averages ? 0 : data.base
    try {
      for (let first = 0; first < rows.length; first += BLOCK_ROWS) {
        const block = rows.subarray(first, first + BLOCK_ROWS)
        fillBlock(adder.values, data, features, block)
        adder.margins.fill(start)
        adder.add(block.length)
        margins.set(adder.margins.subarray(0, block.length), first)
      }
    } finally {
      adder.close()
    }
    return data.averages ? margins.map((sum) => data.base + sum / data.trees.length) : margins
  }
}

/** Throws where the columns are not those of the fit: that is a bug. */
export function checkNames(data: TreeModelData, { names }: FeatureMatrix): void {
  if (names.length !== data.names.length || names.some((name, column) => name !== data.names[column]))
    throw new Error(`The model was fitted on [${data.names.join(', ')}], not on [${names.join(', ')}]`)
}

/** Each row twice: missing values as -Infinity, then as Infinity. */
function fillBlock(out: Float64Array, data: TreeModelData, { values, columns }: FeatureMatrix, rows: Int32Array): void {
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i]! * columns
    const low = 2 * i * columns
    const high = low + columns
    for (let column = 0; column < columns; column++) {
      const value = values[from + column]!
      const isMissing = value - value !== 0
      out[low + column] = isMissing ? Number.NEGATIVE_INFINITY : value
      out[high + column] = isMissing ? Number.POSITIVE_INFINITY : value
    }
  }
  for (const code of data.categories) {
    const read = categoryReader(code)
    for (let i = 0; i < rows.length; i++) {
      const value = read(values[rows[i]! * columns + code.column]!)
      const isMissing = Number.isNaN(value)
      out[2 * i * columns + code.column] = isMissing ? Number.NEGATIVE_INFINITY : value
      out[(2 * i + 1) * columns + code.column] = isMissing ? Number.POSITIVE_INFINITY : value
    }
  }
}
