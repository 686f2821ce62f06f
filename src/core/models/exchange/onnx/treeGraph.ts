import type { RegressionTree } from '../../boosting/regressionTree.ts'
import type { CategoryCode, TreeModelData } from '../../trainedModelData.ts'
import type { GraphBuilder } from './graphBuilder.ts'
import { int, ints, sliceOf, toDouble } from './graphBuilder.ts'
import { isKnown } from './linearGraph.ts'
import type { OnnxAttribute } from './onnxModel.ts'

/**
 * Of rows x columns: rows x 1, the probability or the value. Thresholds and leaves are doubles (`*_as_tensor` of ai.onnx.ml 3), so that every row falls as it
 * does here; the sum of the leaves comes out of the operator as a float32. Infinite values are missing, as here.
 */
export function treeGraph(graph: GraphBuilder, input: string, data: TreeModelData): string {
  const read = data.categories.length === 0 ? input : withoutCategories(graph, input, data)
  const known = graph.node('Where', [isKnown(graph, read), read, graph.scalar(Number.NaN)])
  const sum =
    data.trees.length === 0
      ? zeroOf(graph, input)
      : toDouble(graph, graph.node('TreeEnsembleRegressor', [known], ensembleOf(data.trees), 'ai.onnx.ml'))
  const mean = data.averages && data.trees.length > 1 ? graph.node('Div', [sum, graph.scalar(data.trees.length)]) : sum
  const margin = data.base === 0 ? mean : graph.node('Add', [mean, graph.scalar(data.base)])
  return data.link === 'logistic' ? graph.node('Sigmoid', [margin]) : margin
}

/** Columns of codes become what stands for their categories; a code that was not learned has a value of its own, a missing one stays missing. */
function withoutCategories(graph: GraphBuilder, input: string, { names, categories }: TreeModelData): string {
  const columns = names.map((_, column) => {
    const own = sliceOf(graph, input, 1, column, column + 1)
    const code = categories.find((item) => item.column === column)
    return code === undefined ? own : categoryGraph(graph, own, code)
  })
  return graph.node('Concat', columns, { axis: int(1) })
}

function categoryGraph(graph: GraphBuilder, column: string, { categories, values, otherwise }: CategoryCode): string {
  const isOne = toDouble(graph, graph.node('Equal', [column, graph.doubles(categories, [1, categories.length])]))
  // What each category has above all others, so that a code of none of them adds nothing.
  const above = values.map((value) => value - otherwise)
  const found = graph.node('MatMul', [isOne, graph.doubles(above, [categories.length, 1])])
  const value = graph.node('Add', [found, graph.scalar(otherwise)])
  return graph.node('Where', [isKnown(graph, column), value, graph.scalar(Number.NaN)])
}

/** A model without trees is its base. */
function zeroOf(graph: GraphBuilder, input: string): string {
  const first = sliceOf(graph, input, 1, 0, 1)
  return graph.node('Where', [isKnown(graph, first), graph.scalar(0), graph.scalar(0)])
}

function ensembleOf(trees: readonly RegressionTree[]): Readonly<Record<string, OnnxAttribute>> {
  const all = trees.flatMap((tree, id) => tree.column.map((column, node) => ({ tree, id, node, column })))
  const leaves = all.filter(({ column }) => column < 0)
  const doubles = (values: readonly number[]): OnnxAttribute => ({
    kind: 'tensor',
    value: { type: 'double', shape: [values.length], values },
  })
  const ofSplit = (pick: (tree: RegressionTree, node: number) => number) =>
    all.map(({ tree, node, column }) => (column < 0 ? 0 : pick(tree, node)))
  return {
    n_targets: int(1),
    aggregate_function: { kind: 'text', value: 'SUM' },
    post_transform: { kind: 'text', value: 'NONE' },
    nodes_treeids: ints(all.map(({ id }) => id)),
    nodes_nodeids: ints(all.map(({ node }) => node)),
    nodes_featureids: ints(ofSplit((tree, node) => tree.column[node]!)),
    nodes_modes: { kind: 'texts', value: all.map(({ column }) => (column < 0 ? 'LEAF' : 'BRANCH_LEQ')) },
    nodes_values_as_tensor: doubles(ofSplit((tree, node) => tree.threshold[node] ?? Number.MAX_VALUE)),
    nodes_truenodeids: ints(ofSplit((tree, node) => tree.left[node]!)),
    nodes_falsenodeids: ints(ofSplit((tree, node) => tree.right[node]!)),
    nodes_missing_value_tracks_true: ints(ofSplit((tree, node) => tree.missingLeft[node]!)),
    target_treeids: ints(leaves.map(({ id }) => id)),
    target_nodeids: ints(leaves.map(({ node }) => node)),
    target_ids: ints(leaves.map(() => 0)),
    target_weights_as_tensor: doubles(leaves.map(({ tree, node }) => tree.value[node]!)),
  }
}
