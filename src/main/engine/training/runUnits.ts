import { canonicalJson } from '../../../core/contract/canonicalJson.ts'
import type { JsonValue } from '../../../core/contract/jsonValue.ts'
import type { DataSpan } from '../../../core/contract/ledger.ts'
import type { WorkerTask } from '../../../core/contract/unitRunner.ts'
import { trialId } from '../../../core/job/trialId.ts'
import { sharesThreads } from '../../../core/models/learners.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { countUnits, planTraining } from '../../../core/pipeline/training/planTraining.ts'
import type { TrainPayload, TrainTask } from '../../../core/pipeline/training/trainingTask.ts'
import { trainResultOf } from '../../../core/pipeline/training/trainRunner.ts'
import type { TrainResult, TrainUnit } from '../../../core/pipeline/training/trainUnits.ts'
import type { Job } from '../jobs/job.ts'
import type { WorkerPool } from '../ports/workerPool.ts'
import type { PreparedTraining } from './prepareTraining.ts'
import { modelPath, shortVersion, versionFiles } from './trainFolder.ts'
import type { TrainPorts } from './trainPorts.ts'

/** How the ledger names a training. */
export type TrainScope = {
  readonly runId: string
  readonly symbols: string
  readonly interval: string
  readonly span: DataSpan
}

const TRIALS = 'training'

/** All units of a training, wave by wave, from what is kept of them. The trials of a wave are in the ledger before its first unit runs. */
export async function runUnits(
  ports: TrainPorts,
  job: Job,
  prepared: PreparedTraining,
  scope: TrainScope,
  workers: number,
): Promise<Outcome<readonly TrainResult[]>> {
  const { payload, learner } = prepared
  const atOnce = Math.min(workers, countUnits(payload))
  const threads = new Int32Array(new SharedArrayBuffer(4)).fill(1)
  const task: TrainTask = { ...payload, threads }
  const workerData: WorkerTask = { runner: 'train', payload: task }
  let pool: WorkerPool | null = null
  const started = () => {
    pool ??= ports.pools.create({ workers: atOnce, workerData })
    return pool
  }
  const results: TrainResult[] = []
  try {
    for (let wave = 0; ; wave++) {
      const units = planTraining(payload, learner, results)
      if (units.length === 0) return success(results)
      const recorded = recordTrials(ports, prepared, scope, wave, units)
      if (!recorded.ok) return recorded
      const done = await runWave({ ports, job, prepared, pool: started, workers, threads }, units, results.length)
      if (!done.ok) return done
      results.push(...done.value)
    }
  } finally {
    await closed(pool)
  }
}

async function closed(pool: WorkerPool | null): Promise<void> {
  await pool?.close()
}

/** One trial a draw and training part; without a search one for the whole plan. What a search won is a trial already. */
function recordTrials(
  { ledger, hash }: TrainPorts,
  { manifest, payload }: PreparedTraining,
  scope: TrainScope,
  wave: number,
  units: readonly TrainUnit[],
): Outcome<void> {
  const { search, learningCurve: _curve, given: _given, ...recipe } = payload.recipe
  const base = {
    kind: 'training',
    matrix: manifest.matrix.contentSha256,
    features: manifest.features,
    from: manifest.from,
    recipe,
  }
  const idOf = (rows: JsonValue, settings: TrainUnit['settings']) => {
    const config = JSON.parse(JSON.stringify({ ...base, rows, recipe: { ...recipe, settings } }))
    return trialId(hash, { symbols: scope.symbols, interval: scope.interval, span: scope.span, stage: TRIALS, config })
  }
  const searched = units.flatMap((unit) => (unit.kind === 'search' ? [idOf(unit.part, unit.settings)] : []))
  const ids = search === null && wave === 0 ? [idOf('all', payload.recipe.settings)] : [...new Set(searched)]
  if (ids.length === 0) return success(undefined)
  const added = ledger.appendTrialBlock({ ...scope, stage: TRIALS, name: `wave-${wave}`, ids })
  return added.ok ? success(undefined) : added
}

type WaveParts = {
  readonly ports: TrainPorts
  readonly job: Job
  readonly prepared: PreparedTraining
  readonly pool: () => WorkerPool
  readonly workers: number
  /** Of each worker, for the units that are handed out next. */
  readonly threads: Int32Array
}

async function runWave(
  { ports: { files }, job, prepared, pool, workers, threads }: WaveParts,
  units: readonly TrainUnit[],
  offset: number,
): Promise<Outcome<readonly TrainResult[]>> {
  const { manifest, payload } = prepared
  const total = Math.max(countUnits(payload), offset + units.length)
  const folder = modelPath(manifest.modelId, versionFiles(shortVersion(manifest.sha256)).units)
  const pathOf = (at: number) => `${folder}/${String(offset + at).padStart(6, '0')}.json`
  const readUnit = (at: number) => {
    if (!files.exists(pathOf(at))) return null
    const text = files.readText(pathOf(at))
    return text.ok ? keptResult(text.value, units[at]!) : null
  }
  const missing = units.flatMap((_, at) => (readUnit(at) === null ? [at] : []))
  const kept = offset + units.length - missing.length
  job.beat('train', kept, total, `${missing.length} of ${units.length} units to do`)
  let broken: Outcome<void> = success(undefined)
  let before = kept
  for (const batch of batchesOf(missing, workers, payload)) {
    Atomics.store(threads, 0, Math.max(1, Math.floor(workers / batch.length)))
    const done = before
    const ran = await pool().run(
      batch.map((at) => JSON.parse(JSON.stringify(units[at]!))),
      {
        signal: job.signal,
        onBeat: (beat) => job.beat('train', Math.round(100 * (done + beat.progressUnits)) / 100, total, beat.note),
        onResult: (index, result) => {
          const written = files.writeText(pathOf(batch[index]!), `${JSON.stringify(result)}\n`)
          if (!written.ok && broken.ok) broken = written
        },
      },
    )
    if (!ran.ok) return ran
    before += batch.length
  }
  if (!broken.ok) return broken
  const results: TrainResult[] = []
  for (let at = 0; at < units.length; at++) {
    const result = readUnit(at)
    if (result === null) throw new Error(`The unit ${pathOf(at)} cannot be read back`)
    results.push(result)
  }
  return success(results)
}

/** Units that leave workers without one come last, and share all threads: where several threads make a fit shorter. */
function batchesOf(
  missing: readonly number[],
  workers: number,
  { recipe: { type, members } }: TrainPayload,
): readonly (readonly number[])[] {
  const types = members.length > 0 ? members.map((member) => member.type) : [type]
  const rest = types.some(sharesThreads) ? missing.length % workers : 0
  const whole = missing.slice(0, missing.length - rest)
  return [whole, missing.slice(whole.length)].filter(({ length }) => length > 0)
}

/** Null where a file is not the result of this very unit. */
function keptResult(text: string, unit: TrainUnit): TrainResult | null {
  try {
    const result = trainResultOf(JSON.parse(text))
    const asked = Object.keys(unit)
    const own = Object.fromEntries(Object.entries(result).filter(([name]) => asked.includes(name)))
    return canonicalJson(own) === canonicalJson(JSON.parse(JSON.stringify(unit))) ? result : null
  } catch {
    return null
  }
}
