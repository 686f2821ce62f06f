import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import type { Decisions } from '../model/decisions.ts'
import { exitsCanCollide } from '../model/exitTerms.ts'
import { runSegments } from '../segments/runSegments.ts'
import type { SegmentMarket } from '../segments/segmentMarket.ts'
import { createSegmentRun } from '../segments/segmentRun.ts'
import type { SegmentSignals } from '../segments/segmentSignals.ts'
import { readSegmentSignals } from '../segments/segmentSignals.ts'
import type { SegmentTerms } from '../segments/segmentTerms.ts'
import { areSegmentTerms, segmentTerms } from '../segments/segmentTerms.ts'
import type { BitColumn } from '../signals/bitColumn.ts'
import { bitsOf, bytesOf } from '../signals/bitColumn.ts'
import type { StrategySignals } from '../strategies/strategyDefinition.ts'
import { strategyOf } from '../strategies/strategyRegistry.ts'
import { runBars } from '../vector/runBars.ts'
import type { ConfigurationBlock, TermsVariant } from './configurationBlock.ts'
import { CONFIGURATION_FIGURES } from './configurationBlock.ts'
import { writeResultFigures } from './resultFigures.ts'
import { writeRunFigures } from './runFigures.ts'
import type { SweepData } from './sweepData.ts'

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
      writeResultFigures(runBars(requestOf(data, block, plan.variant, signals)), data, block, figures, row * WIDTH)
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

/** How one variant is run; `segments` null: bar by bar. */
type VariantPlan = {
  readonly variant: TermsVariant
  readonly hours: BitColumn | null
  readonly segments: { readonly market: SegmentMarket; readonly terms: SegmentTerms } | null
}

function variantPlan({ segments, finer }: SweepData, variant: TermsVariant): VariantPlan {
  const readsFiner = finer !== undefined && exitsCanCollide(variant.exits)
  if (segments === null || readsFiner || !areSegmentTerms(variant)) return { variant, hours: null, segments: null }
  const allowed = variant.columns[0]!.entryAllowed
  return {
    variant,
    hours: allowed === null ? null : bitsOf(allowed),
    segments: { market: segments, terms: segmentTerms(variant) },
  }
}

function requestOf(
  data: SweepData,
  block: ConfigurationBlock,
  variant: TermsVariant,
  signals: readonly StrategySignals[],
) {
  const { market, finer } = data
  const bars = market.timeMs.length
  const { startCash, fromBar, toBar } = block
  const decisions: Decisions = {
    kind: 'signals',
    instruments: signals.map(({ enterLong, exitLong, enterShort, exitShort }) => ({
      enterLong: bytesOf(enterLong, bars),
      exitLong: bytesOf(exitLong, bars),
      enterShort: bytesOf(enterShort, bars),
      exitShort: bytesOf(exitShort, bars),
    })),
  }
  const request = { ...variant, market, decisions, startCash, fromBar, toBar }
  return finer === undefined ? request : { ...request, finer }
}
