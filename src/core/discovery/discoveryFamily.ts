import { bestOfAll, controlFamily, type FamilyDraws } from './control/controlFamily.ts'
import { floatsOf } from './control/floatText.ts'
import type { DiscoveryTask, TestedChunk } from './discoveryTask.ts'
import { type CalendarBlocks, planCalendarBlocks } from './expectancy/calendarBlocks.ts'
import type { BestOfAll, HypothesisResult } from './hypothesisResult.ts'

/** All declared hypotheses together, in the order of the grammar, controlled. */
export type DiscoveryFamily = {
  readonly results: readonly HypothesisResult[]
  readonly best: BestOfAll
  readonly blocks: CalendarBlocks
}

export function controlledFamily(task: DiscoveryTask, chunks: readonly TestedChunk[]): DiscoveryFamily {
  const { market, grammar, settings } = task
  const { timeMs, intervalMs } = market.market
  const blocks = planCalendarBlocks(timeMs.length, intervalMs, Math.max(...grammar.horizonsBars))
  const results = chunks.flatMap((chunk) => chunk.results)
  const draws: FamilyDraws = {
    statistics: chunks.flatMap((chunk) => chunk.statistics),
    centred: chunks.flatMap((chunk) => rowsOf(chunk.centred, settings.resamples)),
    studentised: chunks.flatMap((chunk) => rowsOf(chunk.studentised, settings.resamples)),
    blocks: blocks.count,
  }
  return { results: controlFamily(results, draws), best: bestOfAll(results, draws), blocks }
}

function rowsOf(text: string, width: number): readonly Float32Array[] {
  const floats = floatsOf(text)
  return Array.from({ length: floats.length / width }, (_, row) => floats.subarray(row * width, (row + 1) * width))
}
