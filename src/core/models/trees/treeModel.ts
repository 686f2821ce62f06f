import type { HistogramKernels } from '../boosting/histogramKernels.ts'
import { javascriptHistogramKernels } from '../boosting/javascriptHistogramKernels.ts'
import type { TrainedModel } from '../learner.ts'
import { sigmoidOf } from '../neural/exponential.ts'
import type { TreeModelData } from '../trainedModelData.ts'
import { treeMargins } from './treeMargins.ts'
import { explainTrees } from './treeShap.ts'

/** The model of its data. Kernels change its speed and no bit of what it says. */
export function treeModelOf(data: TreeModelData, kernels: HistogramKernels = javascriptHistogramKernels): TrainedModel {
  const margins = treeMargins(data, kernels)
  if (data.task === 'regression')
    return {
      data,
      predict: (table, rows) => margins(table.features, rows),
      predictProbability: null,
      explain: (table, rows) => explainTrees(data, table.features, rows),
    }
  const probabilities: TrainedModel['predict'] = (table, rows) => {
    const margin = margins(table.features, rows)
    return data.link === 'logistic' ? margin.map(sigmoidOf) : margin
  }
  return {
    data,
    predict: (table, rows) => probabilities(table, rows).map((probability) => (probability >= 0.5 ? 1 : 0)),
    predictProbability: probabilities,
    explain: (table, rows) => explainTrees(data, table.features, rows),
  }
}
