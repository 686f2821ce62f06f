import {
  discoveryCountsSchema,
  discoveryFindingsSchema,
  type StoredDiscoveryCounts,
  type StoredDiscoveryFindings,
} from '../../../core/contract/discoveryFindings.ts'
import type { DiscoveryView } from '../../../core/contract/workbench/discoveryViews.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { discoveryView } from '../discovery/discoveryView.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { DISCOVERY_FILES, discoveryPath, findDiscovery, readPart } from '../queries/discoveryFolder.ts'
import { recentValues } from './recentValues.ts'

/** A finished discovery, read once. `findings` null: nothing was tested; `counts` null: no hypotheses were made. */
export type ShelvedDiscovery = {
  readonly view: DiscoveryView
  readonly findings: StoredDiscoveryFindings | null
  readonly counts: StoredDiscoveryCounts | null
}

export type DiscoveryShelf = {
  take(files: GuardedFiles, workspace: string, runId: string): Outcome<ShelvedDiscovery>
}

const MOST_HELD = 4

/** Its files are held against their hashes whenever its last file is another one than before. */
export function discoveryShelf(): DiscoveryShelf {
  const held = recentValues<ShelvedDiscovery>(MOST_HELD)
  return {
    take: (files, workspace, runId) => {
      const mark = files.sha256(discoveryPath(runId, DISCOVERY_FILES.complete))
      const key = mark.ok ? `${workspace} ${runId} ${mark.value}` : null
      const known = key === null ? undefined : held.get(key)
      if (known !== undefined) return success(known)
      const found = findDiscovery(files, workspace, runId)
      if (!found.ok) return found
      const view = discoveryView(files, found.value)
      if (!view.ok) return view
      const pathOf = (name: string) => discoveryPath(found.value.manifest.runId, name)
      const shelved = {
        view: view.value,
        findings: readPart(files, pathOf(DISCOVERY_FILES.findings), discoveryFindingsSchema),
        counts: readPart(files, pathOf(DISCOVERY_FILES.counts), discoveryCountsSchema),
      }
      if (key !== null) held.set(key, shelved)
      return success(shelved)
    },
  }
}

/** Error: `not-tested`. */
export function testedFindings({ view, findings }: ShelvedDiscovery): Outcome<StoredDiscoveryFindings> {
  if (findings !== null) return success(findings)
  return failure(
    'not-tested',
    `The hypotheses of the discovery ${view.manifest.runId} were counted and not tested.`,
    'Run it again with its tests.',
  )
}
