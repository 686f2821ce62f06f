import type { JsonValue } from '../../../core/contract/jsonValue.ts'
import type { WorkerTask } from '../../../core/contract/unitRunner.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { PairOutputs } from '../../../core/pipeline/pairPipeline.ts'
import { PAIR_STAGES } from '../../../core/pipeline/pairPipeline.ts'
import type { RunPayload } from '../../../core/pipeline/unitRunner.ts'
import type { Job } from '../jobs/job.ts'
import type { RunPorts } from '../ports/runPorts.ts'
import type { WorkerPool } from '../ports/workerPool.ts'
import type { Prepared } from './preparePair.ts'
import type { RunFolder } from './runFolder.ts'
import { stageFile } from './runFolder.ts'
import { runStage } from './runStage.ts'
import { stageIndex } from './stageRange.ts'
import type { TrialBook } from './trialBook.ts'

export type ComputeRequest = {
  readonly prepared: Prepared
  readonly folder: RunFolder
  readonly book: TrialBook
  readonly workers: number
  readonly last: string
  /** Stages before this one are not run, only read; null runs all that is missing. */
  readonly redo: string | null
}

/** Outputs by stage name; those after `last` are missing. */
export type ComputedOutputs = Partial<PairOutputs>

/** The pool is made when the first unit needs one: a run that is done starts no thread. */
function lazyPool(ports: RunPorts, { prepared, workers }: ComputeRequest) {
  let pool: WorkerPool | null = null
  const payload: RunPayload = { columns: prepared.development, config: prepared.config, seed: prepared.seed }
  const workerData: WorkerTask = { runner: 'pair', payload }
  return {
    get: () => {
      pool ??= ports.pools.create({ workers, workerData })
      return pool
    },
    close: async () => {
      await pool?.close()
    },
  }
}

function stageMissing(stage: string, redo: string): Outcome<never> {
  return failure(
    'stage-needed',
    `The stage "${redo}" needs the output of "${stage}", which this run has not got yet.`,
    `Run the pipeline with --to ${stage} first, or without --only and --from.`,
  )
}

/** Every rung that a fold had to leave, in the log and in the heartbeat. */
function tellFallbacks({ select }: ComputedOutputs, job: Job): void {
  const left = select?.attempts.filter(({ passed }) => passed === 0) ?? []
  for (const { fold, name } of left) {
    const text = `fold ${fold + 1}: no configuration passed the rung "${name}"`
    job.note(text)
    job.beat('select', 1, 1, text)
  }
}

/** The computing stages in order, up to the last one asked for. */
export async function computeRun(
  ports: RunPorts,
  request: ComputeRequest,
  job: Job,
): Promise<Outcome<ComputedOutputs>> {
  const { prepared, folder, book, last, redo } = request
  const pool = lazyPool(ports, request)
  const outputs: Record<string, JsonValue> = {}
  try {
    for (const stage of PAIR_STAGES) {
      if (stageIndex(stage.name) > stageIndex(last)) break
      if (redo !== null && stageIndex(stage.name) < stageIndex(redo) && !folder.has(stageFile(stage.name)))
        return stageMissing(stage.name, redo)
      const input = { config: prepared.config, seed: prepared.seed, plan: prepared.plan, outputs }
      const output = await job.stage(stage.name, () =>
        runStage({ hash: ports.hash, folder, pool: pool.get, book, job }, stage, input),
      )
      if (!output.ok) return output
      outputs[stage.name] = output.value
      if (stage.name === 'select') tellFallbacks(outputs, job)
    }
    return success(outputs)
  } finally {
    await pool.close()
  }
}
