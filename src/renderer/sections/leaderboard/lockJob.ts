import type { JobView } from '../../../core/contract/workbench/views.ts'

/** What a locking does, in its order; the words are for a person. */
export const LOCK_STEPS: readonly { readonly stage: string; readonly words: string }[] = [
  { stage: 'check', words: 'Review, gates by the ledger of now, and the hash of every kept file' },
  { stage: 'rebuild', words: 'The matrix that the model learned from comes out of today’s bars again' },
  { stage: 'prepare', words: 'Data, costs and engine of today give the same backtest' },
  { stage: 'compute', words: 'The backtest is computed again' },
  { stage: 'compare', words: 'Every file has the same bytes' },
  { stage: 'dry-run', words: 'The event engine, which executes, trades alike' },
  { stage: 'lock', words: 'The configuration is written, hashed and read-only' },
]

export type StepState = 'waiting' | 'running' | 'done' | 'failed'

/** The newest locking of an entry, by the command that it was started with: `--id=3f2a`, whole or by its first letters. */
export function newestLock(jobs: readonly JobView[], entryId: string): JobView | null {
  const of = jobs.filter(({ kind, command }) => {
    const named = /--id[= ]["']?([0-9a-z-]+)/i.exec(command)?.[1]
    return kind === 'lock' && named !== undefined && entryId.startsWith(named)
  })
  return of.reduce<JobView | null>(
    (newest, job) => (newest === null || job.startedMs >= newest.startedMs ? job : newest),
    null,
  )
}

export function stepState(job: JobView | null, stage: string): StepState {
  if (job === null) return 'waiting'
  if (job.state === 'done') return 'done'
  const isBegun = job.state === 'starting' || job.state === 'running'
  if (isBegun && job.stages.length === 0 && stage === LOCK_STEPS[0]?.stage) return 'running'
  const step = job.stages.find((one) => one.stage === stage)
  if (step === undefined) return 'waiting'
  const isLast = job.stages.at(-1) === step
  if (!isLast) return 'done'
  if (isBegun) return step.seconds === null ? 'running' : 'done'
  return 'failed'
}

export type LockedFileFacts = {
  readonly path: string
  readonly isNew: boolean
  readonly sha256: string
  readonly deployedAt: string
  readonly configSha: string
  readonly matrixSha: string | null
}

/** What a locking that came to its end wrote; null where the job gave no such report. */
export function lockedFacts({ result }: JobView): LockedFileFacts | null {
  const path = textAt(result, ['path'])
  const sha256 = textAt(result, ['deployment', 'sha256'])
  const deployedAt = textAt(result, ['deployment', 'deployed_at'])
  const configSha = textAt(result, ['deployment', 'locked', 'config_sha'])
  if (path === null || sha256 === null || deployedAt === null || configSha === null) return null
  const isNew = valueAt(result, ['isNew']) === true
  const matrixSha = textAt(result, ['deployment', 'locked', 'matrix_sha'])
  return { path, isNew, sha256, deployedAt, configSha, matrixSha }
}

function textAt(value: unknown, path: readonly string[]): string | null {
  const found = valueAt(value, path)
  return typeof found === 'string' ? found : null
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? Object.entries(at).find(([name]) => name === key)?.[1] : undefined,
    value,
  )
}
