import type { ModelKernels } from '../../../core/models/learner.ts'
import { loadMatrixKernels } from './neuralKernels.ts'
import { createHistogramKernels } from './treesKernels.ts'

/** What fits of models are computed with; trees on so many threads, the caller's among them. Results do not depend on it. */
export function loadModelKernels(threads = 1): ModelKernels {
  return { histograms: createHistogramKernels(threads), matrices: loadMatrixKernels() }
}
