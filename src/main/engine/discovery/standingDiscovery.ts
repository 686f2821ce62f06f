import type { DiscoveryManifest } from '../../../core/contract/discoveryRecord.ts'
import { type DiscoveryStages, discoverySpecSchema } from '../../../core/contract/discoverySpec.ts'
import type { LedgerBasis } from '../../../core/contract/ledger.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import {
  DISCOVERY_FILES,
  type DiscoveryStep,
  discoveryIds,
  discoveryPath,
  REPORT_FOLDERS,
  readComplete,
  readDiscoveryManifest,
  readKeptDiscovery,
} from '../queries/discoveryFolder.ts'
import type { PreparedDiscovery } from './prepareDiscovery.ts'
import { withNeeds } from './readDiscoverySpec.ts'

/** What lies under the name of a discovery that is about to run. */
export type StandingDiscovery = {
  /** Finished and as it was written. */
  readonly isWhole: boolean
  /** What it was taken to: nothing of that is left out when it is made again. */
  readonly steps: readonly string[]
  /** Why it has to be made anew; null where nothing of it is damaged. */
  readonly damage: string | null
  /** What others had tried when it recorded its hypotheses; null where it recorded none yet, or where that cannot be believed. */
  readonly basis: Readonly<Record<string, LedgerBasis>> | null
}

const NOTHING: StandingDiscovery = { isWhole: false, steps: [], damage: null, basis: null }

/** A name that holds something else is not written over; what is damaged is. Errors: `run-id-taken`, `discovery-broken` where nobody can tell which one it was. */
export function standingDiscovery(
  files: GuardedFiles,
  { runId, manifest }: PreparedDiscovery,
): Outcome<StandingDiscovery> {
  const places = [DISCOVERY_FILES.manifest, DISCOVERY_FILES.complete].map((name) => discoveryPath(runId, name))
  if (!places.some((path) => files.exists(path))) return success(NOTHING)
  const known = readDiscoveryManifest(files, runId)
  const complete = readComplete(files, runId)
  const contentId = complete?.contentId ?? known?.contentId ?? null
  if (contentId === null && runId !== manifest.contentId) return untold(files, runId)
  if (contentId !== null && contentId !== manifest.contentId) return taken(runId)
  const kept = readKeptDiscovery(files, runId)
  if (kept.ok) {
    const isTold = known !== null || !files.exists(discoveryPath(runId, DISCOVERY_FILES.manifest))
    return success({
      isWhole: kept.value !== null,
      steps: kept.value?.complete.stages ?? [],
      damage: isTold ? null : `The manifest of the discovery ${runId} cannot be read.`,
      basis: known === null || !isTested(known) ? null : known.ledgerBasis,
    })
  }
  const path = discoveryPath(runId, DISCOVERY_FILES.manifest)
  const sha256 = files.sha256(path)
  const isBelieved = complete === null || (sha256.ok && complete.files[path] === sha256.value)
  return success({
    isWhole: false,
    steps: complete?.stages ?? (known === null ? [] : stepsOf(stagesOf(known))),
    damage: kept.trouble.message,
    basis: known !== null && isBelieved && isTested(known) ? known.ledgerBasis : null,
  })
}

/** Everything of a damaged discovery, its reports included. */
export function removeDiscovery(files: GuardedFiles, runId: string): Outcome<void> {
  for (const folder of ['runs', ...Object.values(REPORT_FOLDERS)]) {
    const path = `${folder}/${runId}`
    const removed = files.exists(path) ? files.remove(path) : success(undefined)
    if (!removed.ok) return removed
  }
  return success(undefined)
}

export function stepsOf(stages: DiscoveryStages): readonly DiscoveryStep[] {
  const { hypothesis, phase2, candidates, expectancy, robustness } = withNeeds(stages)
  const asked: readonly (DiscoveryStep | false)[] = [
    'context',
    hypothesis && 'hypotheses',
    hypothesis && 'phase1',
    phase2 && 'phase2',
    candidates && 'candidates',
    expectancy && 'expectancy',
    robustness && 'robustness',
    'reports',
  ]
  return asked.filter((step) => step !== false)
}

/** The stages of a specification, and those steps besides. */
export function stagesWith(stages: DiscoveryStages, steps: ReadonlySet<string>): DiscoveryStages {
  return {
    hypothesis: stages.hypothesis || steps.has('hypotheses'),
    phase2: stages.phase2 || steps.has('phase2'),
    candidates: stages.candidates || steps.has('candidates'),
    expectancy: stages.expectancy || steps.has('expectancy'),
    robustness: stages.robustness || steps.has('robustness'),
  }
}

function stagesOf({ spec }: DiscoveryManifest): DiscoveryStages {
  const read = discoverySpecSchema.safeParse(spec)
  return read.success ? read.data.stages : discoverySpecSchema.parse({}).stages
}

function isTested(manifest: DiscoveryManifest): boolean {
  return withNeeds(stagesOf(manifest)).phase2
}

function taken(runId: string): Outcome<never> {
  return failure(
    'run-id-taken',
    `The run ${runId} is there already and is another one: other data, another grammar or other settings.`,
    'Choose another --run-id, or leave it out: a run is then named by what decides it.',
  )
}

function untold(files: GuardedFiles, runId: string): Outcome<never> {
  if (!discoveryIds(files).includes(runId)) return taken(runId)
  return failure(
    'discovery-broken',
    `The discovery ${runId} is damaged so far that nobody can tell which one it was.`,
    `Choose another --run-id, or remove the folder runs/${runId} and run it again.`,
  )
}
