import { z } from 'zod'
import type { DiscoveryListItem } from '../../../core/contract/workbench/discoveryViews.ts'
import type { JobView } from '../../../core/contract/workbench/views.ts'

/** The first of the names that there is; where none is, the finished one with the most hypotheses. */
export function chosenDiscovery(
  list: readonly DiscoveryListItem[],
  names: readonly (string | null)[],
): DiscoveryListItem | null {
  const named = names.flatMap((name) => list.find(({ runId }) => runId === name) ?? [])[0]
  return named ?? [...list].sort((left, right) => sizeOf(right) - sizeOf(left))[0] ?? null
}

function sizeOf({ state, counts, manifest }: DiscoveryListItem): number {
  if (state !== 'done') return -1
  return counts?.declared ?? manifest?.hypotheses ?? 0
}

const resultSchema = z.object({ runId: z.string() })

/** The discovery that a job finished last; null: none did since the engine was started. */
export function newestMade(jobs: readonly Pick<JobView, 'kind' | 'state' | 'endedMs' | 'result'>[]): string | null {
  const done = jobs.filter(({ kind, state }) => kind === 'discover' && state === 'done')
  const newest = done.sort((left, right) => (right.endedMs ?? 0) - (left.endedMs ?? 0))[0]
  const read = resultSchema.safeParse(newest?.result)
  return read.success ? read.data.runId : null
}
