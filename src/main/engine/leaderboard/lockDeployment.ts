import { runByEvents } from '../../../core/backtest/event/runByEvents.ts'
import { backtestSpecSchema } from '../../../core/contract/backtestSpec.ts'
import { canonicalJson } from '../../../core/contract/canonicalJson.ts'
import { type Deployment, deploymentSchema, type LockedDeployment } from '../../../core/contract/leaderboard.ts'
import type { StageWeight } from '../../../core/job/jobProgress.ts'
import { cartItems } from '../../../core/leaderboard/foldJournal.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { type KeptBacktest, readKeptBacktest } from '../backtests/backtestFolder.ts'
import type { BacktestPorts } from '../backtests/backtestPorts.ts'
import type { WorkspaceJob } from '../commands/withWorkspaceJob.ts'
import { checkLineage, type LineagePorts } from '../training/checkLineage.ts'
import { type KeptModel, shortVersion, versionFiles } from '../training/trainFolder.ts'
import { backtestAgain } from './backtestAgain.ts'
import { riskProfileNamed } from './cart.ts'
import { type DryRun, dryRun } from './dryRun.ts'
import { type FoundEntry, findEntry } from './findEntry.ts'
import { appendJournal, readJournal } from './journal.ts'
import { DEPLOYMENTS_FOLDER } from './leaderboardLayout.ts'
import type { JudgingPorts } from './leaderboardPorts.ts'
import { readChecked } from './readChecked.ts'
import { checkChoosable, type Standing, standingOf } from './standing.ts'
import { storedBacktest } from './storedEntries.ts'
import { withBoardLock } from './withBoardLock.ts'

export const DEPLOY_STAGES: readonly StageWeight[] = [
  { stage: 'check', weight: 1 },
  { stage: 'rebuild', weight: 4 },
  { stage: 'prepare', weight: 2 },
  { stage: 'compute', weight: 3 },
  { stage: 'compare', weight: 4 },
  { stage: 'dry-run', weight: 2 },
  { stage: 'lock', weight: 1 },
]

export type DeployPorts = {
  readonly judging: JudgingPorts
  readonly backtests: BacktestPorts
  readonly builds: LineagePorts
}
/** `isNew` false: exactly this was locked before, and its file is as it was. */
export type LockedFile = { readonly path: string; readonly deployment: Deployment; readonly isNew: boolean }

type Chosen = { readonly found: FoundEntry; readonly standing: Standing; readonly kept: KeptBacktest }

/**
 * The final validation of a chosen backtest, and its production configuration, locked. Errors: those of `findEntry` and `checkChoosable`; `not-a-backtest`, `not-in-cart`, `synthetic-data`,
 * `entry-outdated`, `backtest-broken`; those of `checkLineage` and `backtestAgain`; `dry-run-differs`, `deployment-changed`.
 */
export async function lockDeployment(
  ports: DeployPorts,
  parts: WorkspaceJob,
  id: string,
  signal: AbortSignal,
): Promise<Outcome<LockedFile>> {
  const { job } = parts
  const chosen = await job.stage('check', async () => chosenBacktest(ports, parts, id))
  if (!chosen.ok) return chosen
  const model = await trainedModel(ports, parts, chosen.value)
  if (!model.ok) return model
  const request = await backtestAgain(ports.backtests, parts, chosen.value.kept)
  if (!request.ok) return request
  const ran = await job.stage('dry-run', async () => dryRun(request.value, runByEvents))
  if (!ran.ok) return ran
  const locked = lockedPart(chosen.value, model.value, ran.value)
  return job.stage('lock', () => writeLocked(ports.judging, chosen.value.found, locked, signal))
}

function chosenBacktest({ judging }: DeployPorts, { opened }: WorkspaceJob, id: string): Outcome<Chosen> {
  const found = findEntry(judging, opened.workspace.name, id)
  if (!found.ok) return found
  const { board, entry } = found.value
  if (entry.kind !== 'backtest')
    return failure(
      'not-a-backtest',
      `The entry ${entry.id} is a ${entry.kind}; only a backtest can be made again and run dry.`,
      entry.kind === 'pipeline'
        ? 'Run what it found as a backtest: assay backtest run'
        : 'Run its configuration as a backtest, review that one and lock it: assay backtest run',
    )
  const item = cartItems(board.journal).find(({ entryId }) => entryId === entry.id)
  if (item === undefined || item.artefactHash !== entry.artefactHash)
    return failure(
      'not-in-cart',
      `The entry ${entry.id} as it is now does not lie in the selection cart.`,
      `Review it, then: assay cart add ${entry.id}`,
    )
  const standing = standingOf(judging, found.value, riskProfileNamed(item.profile))
  if (!standing.ok) return standing
  const choosable = checkChoosable(standing.value)
  if (!choosable.ok) return choosable
  if (entry.synthetic)
    return failure(
      'synthetic-data',
      `The entry ${entry.id} was tested on generated data, which prove nothing of a market.`,
      'Test it on real data.',
    )
  const kept = readKeptBacktest(opened.files, entry.id)
  if (!kept.ok) return kept
  // The board is only a list: what it says of an entry must be what the files say.
  const stored = storedBacktest(opened.files, judging.hash, entry.id)
  if (!stored.ok) return stored
  const [asStored] = stored.value
  if (kept.value !== null && asStored !== undefined && canonicalJson(asStored) === canonicalJson(entry))
    return success({ found: found.value, standing: standing.value, kept: kept.value })
  return failure(
    'entry-outdated',
    `The files of ${entry.id} are not those that stand on the leaderboard.`,
    `Run: assay leaderboard update ${board.workspace}, and review it as it is now.`,
  )
}

/** Null where it traded no model that was trained here. */
async function trainedModel(
  { builds }: DeployPorts,
  parts: WorkspaceJob,
  { found, kept }: Chosen,
): Promise<Outcome<KeptModel | null>> {
  const trained = kept.manifest.predictions?.trained
  if (trained === undefined) return success(null)
  return parts.job.stage('rebuild', () => checkLineage(builds, parts, modelIdOf(found), trained))
}

/** `ID@1f0a93bc` is a version of ID. */
function modelIdOf({ entry }: FoundEntry): string {
  return entry.subject.split('@')[0] ?? entry.subject
}

function lockedModel({ manifest, complete }: KeptModel): LockedDeployment['model'] {
  const { sha256, matrix, configSha256 } = manifest
  const version = shortVersion(sha256)
  return {
    version,
    version_sha: sha256,
    model_sha: complete.files[versionFiles(version).model] ?? '',
    config_sha: configSha256,
    matrix: matrix.name,
    matrix_content_sha: matrix.contentSha256,
  }
}

function lockedPart(
  { found, standing, kept }: Chosen,
  model: KeptModel | null,
  { bars, fills }: DryRun,
): LockedDeployment {
  const { entry, board } = found
  const { manifest, complete } = kept
  const spec = backtestSpecSchema.parse(manifest.spec)
  const limits: LockedDeployment['risk_limits'] = JSON.parse(
    JSON.stringify({
      ...spec.risk_management,
      position_sizing: spec.position_sizing,
      direction: spec.direction,
      allowed_hours: spec.allowed_hours,
      leverage: spec.execution.leverage,
      volume_share: spec.execution.volume_share,
    }),
  )
  return {
    model_id: model === null ? entry.subject : modelIdOf(found),
    config_sha: manifest.configHash,
    matrix_sha: entry.matrixHash,
    ...(model === null ? {} : { model: lockedModel(model) }),
    workspace: board.workspace,
    backtest_id: manifest.backtestId,
    artefact_sha: entry.artefactHash,
    engine_version: manifest.engineVersion,
    instruments: manifest.instruments,
    interval: manifest.interval,
    data_sha: manifest.dataHashes,
    config: manifest.spec,
    risk_limits: limits,
    risk_profile: standing.profile,
    through_hold_out: entry.throughHoldOut,
    ...(entry.inSampleUnknown === undefined ? {} : { in_sample: 'unknown' as const }),
    gates: [...standing.judgement.gates],
    deflated_sharpe: standing.judgement.deflation,
    validation: {
      artefacts: Object.keys(complete.files).length,
      computed_again: true,
      event_engine_bars: bars,
      event_engine_fills: fills,
    },
  }
}

/** The same thing locked twice is one file; its moment is that of the first time. */
function writeLocked(
  ports: JudgingPorts,
  { board, entry }: FoundEntry,
  locked: LockedDeployment,
  signal: AbortSignal,
): Promise<Outcome<LockedFile>> {
  const { files } = board
  const sha256 = ports.hash(canonicalJson(locked))
  const path = `${DEPLOYMENTS_FOLDER}/${sha256.slice(0, 8)}.json`
  return withBoardLock(ports, files, `assay deploy lock ${entry.id}`, signal, (): Outcome<LockedFile> => {
    if (files.exists(path)) return lockedBefore(ports, files, path, sha256)
    const journal = readJournal(files, ports.hash)
    if (!journal.ok) return journal
    const atMs = ports.clock.nowMs()
    const deployment: Deployment = { schemaVersion: 1, sha256, deployed_at: new Date(atMs).toISOString(), locked }
    const written = files.writeReadOnly(path, `${JSON.stringify(deployment, null, 2)}\n`)
    if (!written.ok) return written
    const { id, artefactHash } = entry
    const line = { kind: 'deployment', atMs, entryId: id, artefactHash, file: path, deploymentHash: sha256 } as const
    const noted = appendJournal(files, ports.hash, journal.value, line)
    return noted.ok ? success({ path, deployment, isNew: true }) : noted
  })
}

function lockedBefore(
  { hash }: JudgingPorts,
  files: FoundEntry['board']['files'],
  path: string,
  sha256: string,
): Outcome<LockedFile> {
  const kept = readChecked(files, path, deploymentSchema)
  if (kept.ok && kept.value.sha256 === sha256 && hash(canonicalJson(kept.value.locked)) === sha256)
    return success({ path, deployment: kept.value, isNew: false })
  return failure(
    'deployment-changed',
    `The file ${path} is there and is not what was locked.`,
    'Move it away and find out who changed it; then lock again.',
  )
}
