import type { ModelSpecification } from '../../models/model.ts'
import { createStream } from '../../stats/seededStream.ts'
import type { ParameterSpace } from '../../validation/randomSearch.ts'
import { drawParameters } from '../../validation/randomSearch.ts'

const LOGISTIC_SPACE: ParameterSpace = [{ name: 'l2', range: { kind: 'log-uniform', low: 1, high: 1000 } }]

const BOOSTING_SPACE: ParameterSpace = [
  { name: 'trees', range: { kind: 'integer', low: 20, high: 80 } },
  { name: 'depth', range: { kind: 'integer', low: 1, high: 3 } },
  { name: 'learningRate', range: { kind: 'log-uniform', low: 0.02, high: 0.2 } },
  { name: 'minChildRows', range: { kind: 'integer', low: 10, high: 40 } },
  { name: 'lambda', range: { kind: 'log-uniform', low: 0.5, high: 20 } },
  { name: 'rowSubsample', range: { kind: 'uniform', low: 0.6, high: 1 } },
  { name: 'columnSubsample', range: { kind: 'uniform', low: 0.4, high: 1 } },
]

/** Thresholds on the probability of a net gain that validation may choose from; 0 (take all) is always among them. */
export const THRESHOLDS: readonly number[] = [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6]

/** What is trained when the search fails or its guards refuse it. */
export const DEFAULT_SPECIFICATION: ModelSpecification = { kind: 'logistic-regression', l2: 100 }

/** Draw `index` of the random search: even ones logistic regression, odd ones gradient boosting. */
export function drawSpecification(seed: number, index: number): ModelSpecification {
  const stream = createStream(seed, `search.draw-${index}`)
  if (index % 2 === 0) return { kind: 'logistic-regression', l2: Number(drawParameters(LOGISTIC_SPACE, stream).l2) }
  const draw = drawParameters(BOOSTING_SPACE, stream)
  return {
    kind: 'gradient-boosting',
    parameters: {
      trees: Number(draw.trees),
      depth: Number(draw.depth),
      learningRate: Number(draw.learningRate),
      minChildWeight: 1,
      minChildRows: Number(draw.minChildRows),
      lambda: Number(draw.lambda),
      rowSubsample: Number(draw.rowSubsample),
      columnSubsample: Number(draw.columnSubsample),
      maximumBins: 64,
    },
  }
}
