import type { Beat } from '../../job/beat.ts'
import type { SegmentSpan } from '../segments/runSegments.ts'
import { runSegments } from '../segments/runSegments.ts'
import { createSegmentRecord } from '../segments/segmentRecord.ts'
import { createSegmentRun } from '../segments/segmentRun.ts'
import { readSegmentSignals } from '../segments/segmentSignals.ts'
import { countSet } from '../signals/bitColumn.ts'
import type { StrategySignals } from '../strategies/strategyDefinition.ts'
import { strategyOf } from '../strategies/strategyRegistry.ts'
import { runBars } from '../vector/runBars.ts'
import type { TermsVariant } from './configurationBlock.ts'
import { pointOf } from './sweepConfiguration.ts'
import type { SweepData } from './sweepData.ts'
import type { SweepPayload, SweepUnit } from './sweepTask.ts'
import { variantPlan } from './variantPlan.ts'
import { variantRequest } from './variantRequest.ts'

/** Writes the equity at the last close of each day of rows [from, to); a day without bars keeps the equity before it. */
export function studyRows(
  sweep: SweepPayload,
  data: SweepData,
  variantAt: (coordinates: Float64Array, at: number) => TermsVariant,
  { from, to, fromBar, toBar }: SweepUnit,
  beat: Beat,
): void {
  const { axes, strategyId, direction, startCash, study } = sweep
  const { coordinates, equity, dayOf, days } = study
  const strategy = strategyOf(strategyId)
  if (!strategy.ok) throw new Error(strategy.trouble.message)
  for (let row = from; row < to; row++) {
    beat(row - from, to - from, '')
    const at = row * axes.length
    const point = pointOf(sweep, axes, coordinates, at)
    const signals = data.sources.map((source) => source.signals(strategy.value, point, direction))
    const variant = variantAt(coordinates, at)
    const told = equityOf(data, { startCash, fromBar, toBar }, variant, signals)
    writeDays(told, dayOf.subarray(fromBar, toBar), equity.subarray(row * days, (row + 1) * days))
  }
}

/** Reused by every configuration of this thread. */
const run = createSegmentRun()

/** As `runBacktest` has it, without columns that are only written to be read once. */
function equityOf(
  data: SweepData,
  span: SegmentSpan,
  variant: TermsVariant,
  signals: readonly StrategySignals[],
): Float64Array {
  const { segments, hours } = variantPlan(data, variant)
  if (segments === null) return runBars(variantRequest(data, span, variant, signals)).equity
  const worked = readSegmentSignals(signals[0]!, hours, data.desk)
  const { fromBar, toBar } = span
  const entries = countSet(worked.enterLong, fromBar, toBar) + countSet(worked.enterShort, fromBar, toBar)
  const record = createSegmentRecord(fromBar, toBar, entries, false)
  runSegments(segments.market, worked, segments.terms, span, run, record)
  return record.equity
}

function writeDays(equity: Float64Array, dayOf: Int32Array, out: Float64Array): void {
  let bar = 0
  for (let day = 0; day < out.length; day++) {
    while (bar + 1 < equity.length && dayOf[bar + 1]! - dayOf[0]! <= day) bar++
    out[day] = equity[bar]!
  }
}
