import { createStream } from '../stats/seededStream.ts'
import type { DiscoveryTask } from './discoveryTask.ts'
import { type CalendarBlocks, drawBlocks, planCalendarBlocks } from './expectancy/calendarBlocks.ts'

/** The calendar blocks of a discovery and how often each is in each resample, drawn when first asked for: the same for everything that is said with them. */
export type TaskBlocks = CalendarBlocks & { readonly times: () => readonly Uint8Array[] }

export function taskBlocks({ market, grammar, settings }: DiscoveryTask): TaskBlocks {
  const { timeMs, intervalMs } = market.market
  const blocks = planCalendarBlocks(timeMs.length, intervalMs, Math.max(...grammar.horizonsBars))
  let drawn: readonly Uint8Array[] | null = null
  return {
    ...blocks,
    times: () => {
      drawn ??= drawBlocks(blocks.count, settings.resamples, createStream(settings.seed, 'discovery|blocks'))
      return drawn
    },
  }
}
