import { ensembleModelOf } from './ensembles/ensembleModelOf.ts'
import type { ModelKernels, TrainedModel } from './learner.ts'
import { linearModelOf } from './linear/linearModel.ts'
import { neuralModelOf } from './neural/neuralModel.ts'
import type { TrainedModelData } from './trainedModelData.ts'
import { treeModelOf } from './trees/treeModel.ts'

/** The model of its data, whatever its form. Kernels change its speed and no bit of what it says. */
export function trainedModelOf(data: TrainedModelData, kernels: ModelKernels): TrainedModel {
  switch (data.form) {
    case 'linear':
      return linearModelOf(data)
    case 'trees':
      return treeModelOf(data, kernels.histograms)
    case 'neural':
      return neuralModelOf(data, kernels.matrices)
    case 'ensemble': {
      const members = data.members.map((member) => trainedModelOf(member, kernels))
      return ensembleModelOf(data, members, data.meta === null ? null : linearModelOf(data.meta))
    }
  }
}
