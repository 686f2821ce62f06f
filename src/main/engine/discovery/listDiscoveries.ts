import { discoveryFindingsSchema } from '../../../core/contract/discoveryFindings.ts'
import type { DiscoveryManifest } from '../../../core/contract/discoveryRecord.ts'
import type { DiscoveryCounts, DiscoveryView } from '../../../core/contract/workbench/discoveryViews.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import {
  DISCOVERY_FILES,
  discoveryIds,
  discoveryPath,
  findDiscovery,
  readDiscoveryManifest,
  readKeptDiscovery,
  readPart,
} from '../queries/discoveryFolder.ts'
import { countsOf, discoveryView } from './discoveryView.ts'

/** `state`: `unfinished` was begun and goes on with the same command; `broken` is not what was written. `counts` only where it was tested. */
export type ListedDiscovery = {
  readonly runId: string
  readonly state: 'done' | 'unfinished' | 'broken'
  readonly manifest: DiscoveryManifest | null
  readonly counts: DiscoveryCounts | null
}

/** Every discovery of a workspace, by its id. */
export function listDiscoveries(files: GuardedFiles): readonly ListedDiscovery[] {
  return discoveryIds(files).map((runId): ListedDiscovery => {
    const kept = readKeptDiscovery(files, runId)
    const manifest = readDiscoveryManifest(files, runId)
    if (!kept.ok || manifest === null) return { runId, state: 'broken', manifest, counts: null }
    if (kept.value === null) return { runId, state: 'unfinished', manifest, counts: null }
    const findings = readPart(files, discoveryPath(runId, DISCOVERY_FILES.findings), discoveryFindingsSchema)
    return { runId, state: 'done', manifest, counts: findings === null ? null : countsOf(manifest, findings) }
  })
}

/** A finished one by the first letters of its id. Errors: those of `findDiscovery`, `discovery-broken`. */
export function showDiscovery(files: GuardedFiles, workspace: string, idStart: string): Outcome<DiscoveryView> {
  const found = findDiscovery(files, workspace, idStart)
  return found.ok ? discoveryView(files, found.value) : found
}
