import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import { runSegments } from '../segments/runSegments.ts'
import { createSegmentRun } from '../segments/segmentRun.ts'
import type { SegmentSignals } from '../segments/segmentSignals.ts'
import { readSegmentSignals } from '../segments/segmentSignals.ts'
import type { BitColumn } from '../signals/bitColumn.ts'
import type { StrategySignals } from '../strategies/strategyDefinition.ts'
import { strategyOf } from '../strategies/strategyRegistry.ts'
import { runBars } from '../vector/runBars.ts'
import type { ConfigurationBlock } from './configurationBlock.ts'
import { CONFIGURATION_FIGURES } from './configurationBlock.ts'
import { writeResultFigures } from './resultFigures.ts'
import { writeRunFigures } from './runFigures.ts'
import type { SweepData } from './sweepData.ts'
import { variantPlan } from './variantPlan.ts'
import { variantRequest } from './variantRequest.ts'

const WIDTH = CONFIGURATION_FIGURES.length

/** Reused by every configuration of this thread. */
const run = createSegmentRun()

/**
 * Figures of each configuration, CONFIGURATION_FIGURES.length numbers a row. What a trade at a time can express is looked up, at a cost that goes with the
 * trades; the rest goes bar by bar. Memory does not grow with the number of rows beyond the answer itself.
 */
export function evaluateBlock(data: SweepData, block: ConfigurationBlock): Outcome<Float64Array> {
  const strategy = strategyOf(block.strategyId)
  if (!strategy.ok) return strategy
  if (strategy.value.needsPrediction && data.predictions === null)
    return failure(
      'no-predictions',
      `The strategy ${block.strategyId} needs predictions.`,
      'Name a model that has some.',
    )
  const { pointOf, variantOf } = block
  const rows = pointOf.length
  const figures = new Float64Array(rows * WIDTH)
  const plans = block.variants.map((variant) => variantPlan(data, variant))
  let point = -1
  let signals: readonly StrategySignals[] = []
  let worked: SegmentSignals | null = null
  let workedHours: BitColumn | null = null
  for (let row = 0; row < rows; row++) {
    if (pointOf[row] !== point) {
      point = pointOf[row]!
      const parameters = block.points[point]!
      signals = data.sources.map((source) => source.signals(strategy.value, parameters, block.direction))
      worked = null
    }
    const plan = plans[variantOf[row]!]!
    if (plan.segments === null) {
      writeResultFigures(runBars(variantRequest(data, block, plan.variant, signals)), data, block, figures, row * WIDTH)
      continue
    }
    if (worked === null || workedHours !== plan.hours) {
      workedHours = plan.hours
      worked = readSegmentSignals(signals[0]!, plan.hours, data.desk)
    }
    runSegments(plan.segments.market, worked, plan.segments.terms, block, run, null)
    writeRunFigures(run, plan.segments.market, block, figures, row * WIDTH)
  }
  return success(figures)
}
