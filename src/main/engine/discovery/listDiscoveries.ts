import { discoveryFindingsSchema } from '../../../core/contract/discoveryFindings.ts'
import type { DiscoveryComplete, DiscoveryManifest } from '../../../core/contract/discoveryRecord.ts'
import type { DiscoveryCounts, DiscoveryView } from '../../../core/contract/workbench/discoveryViews.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import {
  DISCOVERY_FILES,
  discoveryIds,
  discoveryPath,
  findDiscovery,
  readComplete,
  readDiscoveryManifest,
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

/** Every discovery of a workspace, by its id. Files are told from damaged ones by their size alone: who opens a discovery has every byte of it checked. */
export function listDiscoveries(files: GuardedFiles): readonly ListedDiscovery[] {
  return discoveryIds(files).map((runId): ListedDiscovery => {
    const complete = readComplete(files, runId)
    const manifest = readDiscoveryManifest(files, runId)
    const untold = { runId, manifest, counts: null }
    if (manifest === null) return { ...untold, state: 'broken' }
    if (complete === null) {
      const isThere = files.exists(discoveryPath(runId, DISCOVERY_FILES.complete))
      return { ...untold, state: isThere ? 'broken' : 'unfinished' }
    }
    if (!isWhole(files, complete)) return { ...untold, state: 'broken' }
    return { ...untold, state: 'done', counts: complete.counts ?? storedCounts(files, manifest) }
  })
}

function isWhole(files: GuardedFiles, { files: hashes, bytes }: DiscoveryComplete): boolean {
  return Object.keys(hashes).every((path) => {
    const size = files.sizeBytes(path)
    return size.ok && (bytes === undefined || bytes[path] === size.value)
  })
}

/** Of a discovery whose last file does not say it. */
function storedCounts(files: GuardedFiles, manifest: DiscoveryManifest): DiscoveryCounts | null {
  const path = discoveryPath(manifest.runId, DISCOVERY_FILES.findings)
  const findings = readPart(files, path, discoveryFindingsSchema)
  return findings === null ? null : countsOf(manifest, findings)
}

/** A finished one by the first letters of its id. Errors: those of `findDiscovery`, `discovery-broken`. */
export function showDiscovery(files: GuardedFiles, workspace: string, idStart: string): Outcome<DiscoveryView> {
  const found = findDiscovery(files, workspace, idStart)
  return found.ok ? discoveryView(files, found.value) : found
}
