import {
  type DiscoveryComplete,
  type DiscoveryManifest,
  discoveryCompleteSchema,
  discoveryManifestSchema,
  discoveryMarkSchema,
} from '../../../core/contract/discoveryRecord.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'

const RUNS = 'runs'

/** Files of a run, below `runs/<id>`. */
export const DISCOVERY_FILES = {
  manifest: 'manifest.json',
  context: 'stages/context.json',
  counts: 'stages/phase1.json',
  findings: 'stages/phase2.json',
  trials: 'ledger.json',
  complete: 'complete.json',
} as const

/** What a discovery goes through, in order. */
export const DISCOVERY_STEPS = [
  'context',
  'hypotheses',
  'phase1',
  'phase2',
  'candidates',
  'expectancy',
  'robustness',
  'reports',
] as const
export type DiscoveryStep = (typeof DISCOVERY_STEPS)[number]

/** Of the workspace; each holds a folder a run. */
export const REPORT_FOLDERS = {
  hypotheses: 'reports/hypothesis_generator',
  phase2: 'reports/phase2',
  candidates: 'reports/edge_candidates',
  expectancy: 'reports/expectancy',
} as const

export function discoveryPath(runId: string, name: string): string {
  return `${RUNS}/${runId}/${name}`
}

export function logFile(stage: string): string {
  return `logs/${stage}.log`
}

/** Where units are kept until the run is done: counted ones have other contents than tested ones. */
export function discoveryUnits(runId: string, isTested: boolean): string {
  return discoveryPath(runId, `units/${isTested ? 'tested' : 'counted'}`)
}

/** Runs that are discoveries, those with a damaged manifest too: `runs/` holds those of the pipeline as well. */
export function discoveryIds(files: GuardedFiles): readonly string[] {
  return files.listFolders(RUNS).filter((runId) => isDiscovery(files, runId))
}

function isDiscovery(files: GuardedFiles, runId: string): boolean {
  return (
    readPart(files, discoveryPath(runId, DISCOVERY_FILES.manifest), discoveryMarkSchema) !== null ||
    files.exists(discoveryPath(runId, DISCOVERY_FILES.context)) ||
    readComplete(files, runId) !== null
  )
}

type Shape<T> = { readonly safeParse: (value: unknown) => { readonly data?: T | undefined } }

/** Null where there is no such file, or where it is damaged. */
export function readPart<T>(files: GuardedFiles, path: string, shape: Shape<T>): T | null {
  if (!files.exists(path)) return null
  const text = files.readText(path)
  if (!text.ok) return null
  try {
    return shape.safeParse(JSON.parse(text.value)).data ?? null
  } catch {
    return null
  }
}

export function readDiscoveryManifest(files: GuardedFiles, runId: string): DiscoveryManifest | null {
  return readPart(files, discoveryPath(runId, DISCOVERY_FILES.manifest), discoveryManifestSchema)
}

/** Null where there is none, or where it is damaged. */
export function readComplete(files: GuardedFiles, runId: string): DiscoveryComplete | null {
  return readPart(files, discoveryPath(runId, DISCOVERY_FILES.complete), discoveryCompleteSchema)
}

export type KeptDiscovery = { readonly manifest: DiscoveryManifest; readonly complete: DiscoveryComplete }

/** A finished discovery, its files as they were written; null where it is not finished. Error: `discovery-broken`. */
export function readKeptDiscovery(files: GuardedFiles, runId: string): Outcome<KeptDiscovery | null> {
  const complete = readComplete(files, runId)
  if (complete === null) return unsealed(files, runId)
  const damaged = Object.entries(complete.files).find(([path, sha256]) => !isFile(files, path, sha256))
  if (damaged !== undefined) return brokenDiscovery(runId, damaged[0])
  const manifest = readDiscoveryManifest(files, runId)
  return manifest === null ? brokenDiscovery(runId, DISCOVERY_FILES.manifest) : success({ manifest, complete })
}

function isFile(files: GuardedFiles, path: string, sha256: string): boolean {
  const found = files.exists(path) ? files.sha256(path) : null
  return found?.ok === true && found.value === sha256
}

/** Not finished where its last file is not there; broken where that is there and says nothing. */
function unsealed(files: GuardedFiles, runId: string): Outcome<null> {
  const isThere = files.exists(discoveryPath(runId, DISCOVERY_FILES.complete))
  return isThere ? brokenDiscovery(runId, DISCOVERY_FILES.complete) : success(null)
}

/** What `complete.json` says beside its files. */
type DiscoverySeal = Required<Pick<DiscoveryComplete, 'contentId' | 'stages' | 'counts'>>

/** Writes `complete.json` over these files, relative to the workspace. */
export function sealDiscovery(
  files: GuardedFiles,
  runId: string,
  seal: DiscoverySeal,
  paths: readonly string[],
): Outcome<void> {
  const hashes: Record<string, string> = {}
  const bytes: Record<string, number> = {}
  for (const path of [...new Set(paths)].sort()) {
    const sha256 = files.sha256(path)
    if (!sha256.ok) return sha256
    const size = files.sizeBytes(path)
    if (!size.ok) return size
    hashes[path] = sha256.value
    bytes[path] = size.value
  }
  const complete: DiscoveryComplete = { schemaVersion: 1, ...seal, files: hashes, bytes }
  return files.writeText(discoveryPath(runId, DISCOVERY_FILES.complete), `${JSON.stringify(complete, null, 2)}\n`)
}

/** A finished discovery by the first letters of its id. Errors: `discovery-missing`, `discovery-ambiguous`, `discovery-unfinished`, `discovery-broken`. */
export function findDiscovery(files: GuardedFiles, workspace: string, idStart: string): Outcome<KeptDiscovery> {
  const hint = `See the discoveries with: assay discover list ${workspace}`
  const ids = discoveryIds(files)
  const found = ids.includes(idStart) ? [idStart] : ids.filter((id) => id.startsWith(idStart))
  if (found.length > 1 || idStart === '')
    return failure('discovery-ambiguous', `${found.length} discoveries of ${workspace} begin with "${idStart}".`, hint)
  const [runId] = found
  if (runId === undefined)
    return failure('discovery-missing', `The workspace ${workspace} has no discovery ${idStart}.`, hint)
  const kept = readKeptDiscovery(files, runId)
  if (!kept.ok) return kept
  if (kept.value !== null) return success(kept.value)
  return failure(
    'discovery-unfinished',
    `The discovery ${runId} was begun and not finished.`,
    'Run the same command again: it goes on where it stopped.',
  )
}

/** What a file that was changed or damaged leads to. */
export function brokenDiscovery(runId: string, name: string): Outcome<never> {
  return failure(
    'discovery-broken',
    `The file ${name} of the discovery ${runId} is not what was written.`,
    `Run the same discovery again, with --run-id ${runId} where it has a name of its own: it is made anew, with the same bytes.`,
  )
}
