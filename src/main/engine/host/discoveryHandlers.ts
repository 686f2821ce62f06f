import type { Hash } from '../../../core/contract/hash.ts'
import type { Api } from '../../../core/contract/workbench/api.ts'
import type {
  DiscoveryFamiliesView,
  DiscoveryListItem,
  EventStudyView,
} from '../../../core/contract/workbench/discoveryViews.ts'
import type { Handlers } from '../../../core/contract/workbench/rpc.ts'
import { CONTEXT_DIMENSIONS } from '../../../core/discovery/context/dimensionRegistry.ts'
import { EVENT_FAMILIES } from '../../../core/discovery/families/familyRegistry.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import { withWorkspaceLock } from '../commands/withWorkspaceLock.ts'
import { type ReopenedDiscovery, reopenDiscovery, studyEvents } from '../discovery/discoveryAgain.ts'
import type { DiscoveryLookPorts } from '../discovery/discoveryPorts.ts'
import { type ListedDiscovery, listDiscoveries } from '../discovery/listDiscoveries.ts'
import { planDiscoveryRun } from '../discovery/planDiscoveryRun.ts'
import { promoteCandidate } from '../discovery/promoteCandidate.ts'
import type { ColumnFiles } from '../ports/barFiles.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { SpecFiles } from '../ports/specFiles.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'
import { type OpenedWorkspace, openWorkspace } from '../queries/openWorkspace.ts'
import { discoveryShelf, type ShelvedDiscovery, testedFindings } from './discoveryShelf.ts'
import { candidateRobustness, discoveryPoints, hypothesisPage, hypothesisRows } from './hypothesisPages.ts'
import { recentValues } from './recentValues.ts'

export type DiscoveryHandlerPorts = WorkspacePorts & {
  readonly columns: ColumnFiles
  readonly hash: Hash
  readonly specs: SpecFiles
}

type DiscoveryNames =
  | 'discoveries.list'
  | 'discoveries.families'
  | 'discoveries.plan'
  | 'discoveries.get'
  | 'discoveries.hypotheses'
  | 'discoveries.points'
  | 'discoveries.eventStudy'
  | 'discoveries.robustness'
  | 'discoveries.promote'
export type DiscoveryHandlers = Pick<Handlers<Api, AbortSignal>, DiscoveryNames>

/** Discoveries whose bars are held, to be asked about their events. */
const MOST_REOPENED = 2

/** Stored discoveries: counted, filtered and sorted here, so that the page never holds them all. */
export function discoveryHandlers(ports: DiscoveryHandlerPorts): DiscoveryHandlers {
  const shelf = discoveryShelf()
  const reopened = recentValues<ReopenedDiscovery>(MOST_REOPENED)
  const opened = (workspace: string) => openWorkspace(ports, workspace)
  const taken = (workspace: string, runId: string): Outcome<ShelvedDiscovery> => {
    const found = opened(workspace)
    return found.ok ? shelf.take(found.value.files, workspace, runId) : found
  }
  const tested = (workspace: string, runId: string) => {
    const discovery = taken(workspace, runId)
    return discovery.ok ? testedFindings(discovery.value) : discovery
  }
  return {
    'discoveries.list': ({ workspace }) => {
      const found = opened(workspace)
      return found.ok ? success(listDiscoveries(found.value.files).map(listItem)) : found
    },
    'discoveries.families': () => success(familiesView()),
    'discoveries.plan': ({ workspace, spec, symbols }) => {
      const found = opened(workspace)
      if (!found.ok) return found
      const written = ports.specs.parse(spec, 'discovery.yaml')
      if (!written.ok) return written
      const { files, workspace: manifest } = found.value
      return planDiscoveryRun(lookPorts(ports, files), manifest, { written: written.value ?? {}, symbols })
    },
    'discoveries.get': ({ workspace, runId }) => {
      const discovery = taken(workspace, runId)
      return discovery.ok ? success(discovery.value.view) : discovery
    },
    'discoveries.hypotheses': (input) => {
      const discovery = taken(input.workspace, input.runId)
      return discovery.ok ? success(hypothesisPage(hypothesisRows(discovery.value), input)) : discovery
    },
    'discoveries.points': ({ workspace, runId }) => {
      const findings = tested(workspace, runId)
      return findings.ok ? success(discoveryPoints(findings.value)) : findings
    },
    'discoveries.eventStudy': async ({ workspace, runId, id }): Promise<Outcome<EventStudyView>> => {
      const found = opened(workspace)
      if (!found.ok) return found
      const discovery = shelf.take(found.value.files, workspace, runId)
      if (!discovery.ok) return discovery
      const { manifest } = discovery.value.view
      const key = `${workspace} ${manifest.contentId} ${dataMark(found.value)}`
      const known = reopened.get(key)
      if (known !== undefined) return studyEvents(known, id)
      const again = await reopenDiscovery(lookPorts(ports, found.value.files), found.value.workspace, manifest)
      if (!again.ok) return again
      reopened.set(key, again.value)
      return studyEvents(again.value, id)
    },
    'discoveries.robustness': ({ workspace, runId, id }) => {
      const findings = tested(workspace, runId)
      return findings.ok ? candidateRobustness(findings.value, id) : findings
    },
    'discoveries.promote': ({ workspace, runId, id, form }) =>
      withWorkspaceLock(ports, workspace, `assay discover promote ${workspace}`, async (locked) =>
        promoteCandidate(lookPorts(ports, locked.files), locked.workspace, { idStart: runId, candidate: id, form }),
      ),
  }
}

function lookPorts({ columns, clock, hash }: DiscoveryHandlerPorts, files: GuardedFiles): DiscoveryLookPorts {
  return { files, columns, clock, hash }
}

/** Another text where the manifest, a series, a table or a hold-out is another. */
function dataMark({ files, manifestText }: OpenedWorkspace): string {
  const passports = ['data/clean', 'data/tables'].flatMap((folder) =>
    files
      .listFiles(folder)
      .filter((name) => name.endsWith('.passport.json'))
      .map((name) => `${folder}/${name}`),
  )
  const marks = [...passports, 'hold-out.json'].map((path) => {
    const sha256 = files.exists(path) ? files.sha256(path) : null
    return `${path} ${sha256?.ok === true ? sha256.value : ''}`
  })
  return [manifestText, ...marks].join('\n')
}

function listItem({ runId, state, manifest, counts }: ListedDiscovery): DiscoveryListItem {
  if (manifest === null) return { runId, state, manifest: null, counts: null }
  const { symbols, interval, firstTime, lastTime, bars, hypotheses, synthetic, holdOut, warnings } = manifest
  return {
    runId,
    state,
    manifest: { symbols, interval, firstTime, lastTime, bars, hypotheses, synthetic, holdOut, warnings },
    counts,
  }
}

function familiesView(): DiscoveryFamiliesView {
  return {
    families: EVENT_FAMILIES.map(({ id, title, formula, source, needs, readsOthers }) => ({
      id,
      title,
      formula,
      source,
      needs,
      readsOthers,
    })),
    dimensions: CONTEXT_DIMENSIONS.map(({ id, title, formula, states, needs }) => ({
      id,
      title,
      formula,
      states,
      needs,
    })),
  }
}
