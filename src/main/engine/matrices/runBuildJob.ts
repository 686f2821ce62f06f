import type { MatrixPassport } from '../../../core/contract/matrixPassport.ts'
import type { MatrixReport } from '../../../core/contract/workbench/buildViews.ts'
import type { StageWeight } from '../../../core/job/jobProgress.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { WorkspaceJob } from '../commands/withWorkspaceJob.ts'
import type { Job } from '../jobs/job.ts'
import type { BuildPorts } from './buildPorts.ts'
import { examineBuild } from './examineBuild.ts'
import { featureStore } from './featureStore.ts'
import { inTurns } from './inTurns.ts'
import { keptMatrix } from './keptMatrix.ts'
import { matrixFiles } from './matrixFiles.ts'
import { matrixFrame } from './matrixFrame.ts'
import { type MatrixRows, matrixRows } from './matrixRows.ts'
import { closeAll } from './ownFamilies.ts'
import { type PreparedBuild, prepareBuild } from './prepareBuild.ts'
import { probeBuild } from './probeBuild.ts'
import { type BuildWish, type ReadBuild, readBuildSpec } from './readBuildSpec.ts'
import { stoppable } from './stoppable.ts'
import { storeMatrix } from './storeMatrix.ts'
import { writeBuildSchema } from './writeBuildSchema.ts'

export const BUILD_STAGES: readonly StageWeight[] = [
  { stage: 'prepare', weight: 1 },
  { stage: 'features', weight: 4 },
  { stage: 'check', weight: 4 },
  { stage: 'write', weight: 2 },
]

/** `unchanged`: the same matrix was there already. `computed`: columns that the feature store did not have. Files are relative to the workspace. */
export type BuildReport = {
  readonly workspace: string
  readonly unchanged: boolean
  readonly passport: MatrixPassport
  readonly report: MatrixReport
  readonly computed: number
  readonly notes: readonly string[]
  readonly files: readonly string[]
}

/**
 * Builds a matrix with its report and its passport, below `matrices/`. An error that the report finds does not stop it: the passport then says that the matrix is not to
 * be trusted. Errors: those of `readBuildSpec`, `prepareBuild` and of a feature's own code; `empty-matrix`, `empty-target`.
 */
export async function runBuildJob(
  ports: BuildPorts,
  { job, opened }: WorkspaceJob,
  wish: BuildWish,
): Promise<Outcome<BuildReport>> {
  const { workspace } = opened
  const schema = writeBuildSchema(ports.files)
  if (!schema.ok) return schema
  const read = readBuildSpec(workspace, wish)
  if (!read.ok) return read
  return stoppable(async () => {
    const prepared = await job.stage('prepare', () =>
      prepareBuild(ports, workspace, read.value, () => job.beat('prepare', 0, 1, 'own features')),
    )
    if (!prepared.ok) return prepared
    try {
      return await buildPrepared(ports, { job, opened }, prepared.value, read.value)
    } finally {
      await closeAll(prepared.value.own)
    }
  })
}

async function buildPrepared(
  ports: BuildPorts,
  { job, opened: { workspace } }: Pick<WorkspaceJob, 'job' | 'opened'>,
  build: PreparedBuild,
  { spec }: ReadBuild,
): Promise<Outcome<BuildReport>> {
  job.note(`matrix ${build.sha256.slice(0, 8)}`)
  const kept = await keptMatrix(ports, build.sha256)
  if (kept !== null) return success({ ...reported(workspace.name, kept.passport, kept.report), unchanged: true })
  const store = featureStore(ports)
  const rows = await job.stage('features', () => computedRows(ports, job, build, store))
  if (!rows.ok) return rows
  const frame = matrixFrame(rows.value)
  if (frame.timeMs.length === 0) return emptyMatrix(build)
  if (frame.target.every((value) => Number.isNaN(value))) return emptyTarget(build, spec.target)
  const report = await job.stage('check', async () => {
    const beat = (done: number) => job.beat('check', done, 2, done === 0 ? 'later bars' : 'columns')
    const probes = await inTurns(ports, job, probeBuild(build, rows.value), () => beat(0))
    return inTurns(ports, job, examineBuild(build, frame, probes), () => beat(1))
  })
  const stored = await job.stage('write', () => storeMatrix(ports, workspace, build, rows.value, frame, report))
  if (!stored.ok) return stored
  return success({
    ...reported(workspace.name, stored.value, report),
    computed: rows.value.computed,
    notes: store.notes(),
  })
}

function computedRows(
  ports: BuildPorts,
  job: Job,
  build: PreparedBuild,
  store: ReturnType<typeof featureStore>,
): Promise<Outcome<MatrixRows>> {
  const count = build.source.instruments.length
  const beat = (done: number, note: string) => job.beat('features', done, count, note)
  return inTurns(ports, job, matrixRows(ports, store, build, beat), () => {})
}

function reported(workspace: string, passport: MatrixPassport, report: MatrixReport): BuildReport {
  const { table, passport: passportFile, report: reportFile, build } = matrixFiles(passport.name, passport.sha256)
  const files = [table, passportFile, reportFile, build]
  return { workspace, unchanged: false, passport, report, computed: 0, notes: [], files }
}

function emptyMatrix({ features, source }: PreparedBuild): Outcome<never> {
  const longest = features.reduce((most, feature) => (feature.warmupBars > most.warmupBars ? feature : most))
  return failure(
    'empty-matrix',
    `No row is left in the range: ${longest.name} has its first value after ${longest.warmupBars} bars of ${source.interval.label}.`,
    'Import earlier bars, choose a longer range, or leave that feature out.',
  )
}

function emptyTarget({ target }: PreparedBuild, written: unknown): Outcome<never> {
  return failure(
    'empty-target',
    `The target ${typeof written === 'string' ? written : target.name} is known in no row of the range.`,
    'Choose a longer range: a label needs all bars of its horizon, without a missing one.',
  )
}
