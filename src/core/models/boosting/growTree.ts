import { findBestSplit, type NodeTotals, type Split } from './bestSplit.ts'
import type { BinnedMatrix } from './binnedMatrix.ts'
import type { BoostingParameters } from './boostingParameters.ts'
import { createHistogram, fillHistogram, subtractHistogram } from './nodeHistogram.ts'
import type { RegressionTree } from './regressionTree.ts'

/** Buffers of one fit, used again by each of its trees. */
export type TreeGrower = {
  readonly binned: BinnedMatrix
  readonly parameters: BoostingParameters
  readonly split: Split
  readonly histograms: Float64Array[]
  readonly rightRows: Int32Array
}

export function createTreeGrower(binned: BinnedMatrix, parameters: BoostingParameters): TreeGrower {
  const split = { column: -1, bin: 0, missingLeft: false, gain: 0, leftGradient: 0, leftHessian: 0, leftRows: 0 }
  return { binned, parameters, split, histograms: [], rightRows: new Int32Array(binned.rows) }
}

/** The splits as bins, beside the tree's own thresholds: -1 for a leaf. Index is the node. */
export type GrownTree = { readonly tree: RegressionTree; readonly splitBin: readonly number[] }

type OpenNode = NodeTotals & {
  readonly node: number
  readonly depth: number
  readonly rowIndices: Int32Array
  /** Null where the node may not be split. */
  readonly histogram: Float64Array | null
}

/**
 * Grows every node to `depth` where a split gains (depth-wise: all nodes, no leaf budget). `rows` is reordered.
 * The smaller child's histogram is summed from its rows, the larger one's is the parent's less that.
 */
export function growTree(
  grower: TreeGrower,
  rows: Int32Array,
  columns: Int32Array,
  gradient: Float64Array,
  hessian: Float64Array,
): GrownTree {
  const { binned, parameters, split } = grower
  const nodes = createNodes()
  const free = grower.histograms
  const histogramOf = (indices: Int32Array): Float64Array => {
    const histogram = free.pop() ?? createHistogram(binned)
    fillHistogram(histogram, binned, columns, indices, gradient, hessian)
    return histogram
  }
  const totals = sumRows(rows, gradient, hessian)
  const open: OpenNode[] = [
    { ...totals, node: addLeaf(nodes, totals, parameters), depth: 0, rowIndices: rows, histogram: histogramOf(rows) },
  ]
  for (let current = open.pop(); current !== undefined; current = open.pop()) {
    const { histogram, rowIndices } = current
    if (histogram === null) continue
    findBestSplit(split, histogram, binned, columns, current, parameters)
    if (split.column < 0) {
      free.push(histogram)
      continue
    }
    const [leftTotals, rightTotals] = childTotals(current, split)
    const left = addLeaf(nodes, leftTotals, parameters)
    const right = addLeaf(nodes, rightTotals, parameters)
    turnIntoSplit(nodes, current.node, split, left, right, binned)
    partitionRows(rowIndices, grower, split)
    const leftIndices = rowIndices.subarray(0, split.leftRows)
    const rightIndices = rowIndices.subarray(split.leftRows)
    const depth = current.depth + 1
    let leftHistogram: Float64Array | null = null
    let rightHistogram: Float64Array | null = null
    if (depth < parameters.depth) {
      const leftIsSmaller = leftIndices.length <= rightIndices.length
      const smaller = histogramOf(leftIsSmaller ? leftIndices : rightIndices)
      subtractHistogram(histogram, smaller, binned, columns)
      leftHistogram = leftIsSmaller ? smaller : histogram
      rightHistogram = leftIsSmaller ? histogram : smaller
    } else free.push(histogram)
    open.push({ ...rightTotals, node: right, depth, rowIndices: rightIndices, histogram: rightHistogram })
    open.push({ ...leftTotals, node: left, depth, rowIndices: leftIndices, histogram: leftHistogram })
  }
  const { splitBin, ...tree } = nodes
  return { tree, splitBin }
}

/** Leaf value of every row of the training matrix, those the tree was not grown on included, added to `margin`. */
export function addTreeToMargin(margin: Float64Array, { tree, splitBin }: GrownTree, binned: BinnedMatrix): void {
  const { codes, columns, offsets } = binned
  for (let row = 0; row < margin.length; row++) {
    let node = 0
    for (let column = tree.column[0]!; column >= 0; column = tree.column[node]!) {
      const code = codes[row * columns + column]!
      const isMissing = code === offsets[column + 1]! - offsets[column]! - 1
      const goesLeft = isMissing ? tree.missingLeft[node] === 1 : code <= splitBin[node]!
      node = goesLeft ? tree.left[node]! : tree.right[node]!
    }
    margin[row]! += tree.value[node]!
  }
}

type Nodes = {
  readonly column: number[]
  readonly threshold: (number | null)[]
  readonly missingLeft: number[]
  readonly left: number[]
  readonly right: number[]
  readonly value: number[]
  readonly gain: number[]
  readonly splitBin: number[]
}

function createNodes(): Nodes {
  return { column: [], threshold: [], missingLeft: [], left: [], right: [], value: [], gain: [], splitBin: [] }
}

/** Appends a leaf of value -learningRate * G / (H + lambda) and returns its node number. */
function addLeaf(
  nodes: Nodes,
  { gradient, hessian }: NodeTotals,
  { learningRate, lambda }: BoostingParameters,
): number {
  const weight = hessian + lambda
  nodes.column.push(-1)
  nodes.threshold.push(null)
  nodes.missingLeft.push(0)
  nodes.left.push(-1)
  nodes.right.push(-1)
  nodes.value.push(weight > 0 ? (-learningRate * gradient) / weight : 0)
  nodes.gain.push(0)
  return nodes.splitBin.push(-1) - 1
}

function turnIntoSplit(
  nodes: Nodes,
  node: number,
  split: Split,
  left: number,
  right: number,
  binned: BinnedMatrix,
): void {
  nodes.column[node] = split.column
  nodes.threshold[node] = binned.thresholds[split.column]![split.bin] ?? null
  nodes.missingLeft[node] = split.missingLeft ? 1 : 0
  nodes.left[node] = left
  nodes.right[node] = right
  nodes.value[node] = 0
  nodes.gain[node] = split.gain
  nodes.splitBin[node] = split.bin
}

function sumRows(rows: Int32Array, gradient: Float64Array, hessian: Float64Array): NodeTotals {
  let gradientSum = 0
  let hessianSum = 0
  for (let i = 0; i < rows.length; i++) {
    gradientSum += gradient[rows[i]!]!
    hessianSum += hessian[rows[i]!]!
  }
  return { gradient: gradientSum, hessian: hessianSum, rows: rows.length }
}

function childTotals(parent: NodeTotals, split: Split): [NodeTotals, NodeTotals] {
  const left = { gradient: split.leftGradient, hessian: split.leftHessian, rows: split.leftRows }
  const right = {
    gradient: parent.gradient - split.leftGradient,
    hessian: parent.hessian - split.leftHessian,
    rows: parent.rows - split.leftRows,
  }
  return [left, right]
}

/** Moves the rows that go left to the front; both sides keep their order. */
function partitionRows(rows: Int32Array, { binned, rightRows }: TreeGrower, split: Split): void {
  const { codes, columns, offsets } = binned
  const missing = offsets[split.column + 1]! - offsets[split.column]! - 1
  let left = 0
  let right = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const code = codes[row * columns + split.column]!
    if (code === missing ? split.missingLeft : code <= split.bin) rows[left++] = row
    else rightRows[right++] = row
  }
  if (left !== split.leftRows) throw new Error(`A split promised ${split.leftRows} rows to the left and moved ${left}`)
  rows.set(rightRows.subarray(0, right), left)
}
