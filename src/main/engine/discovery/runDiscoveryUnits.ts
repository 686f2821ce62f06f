import { canonicalJson } from '../../../core/contract/canonicalJson.ts'
import type { JsonValue } from '../../../core/contract/jsonValue.ts'
import type { WorkerTask } from '../../../core/contract/unitRunner.ts'
import { planDiscovery } from '../../../core/discovery/discoveryRunner.ts'
import type { DiscoveryTask, DiscoveryUnit } from '../../../core/discovery/discoveryTask.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { Job } from '../jobs/job.ts'
import type { WorkerPool } from '../ports/workerPool.ts'
import { discoveryUnits } from '../queries/discoveryFolder.ts'
import type { DiscoveryPorts } from './discoveryPorts.ts'

type UnitsParts = {
  readonly ports: DiscoveryPorts
  readonly job: Job
  readonly runId: string
  readonly task: DiscoveryTask
  readonly workers: number
}

/** All units of a discovery, wave by wave, from what is kept of them; results in the order in which their units were planned. */
export async function runDiscoveryUnits(parts: UnitsParts): Promise<Outcome<readonly JsonValue[]>> {
  const { ports, job, task, workers } = parts
  const workerData: WorkerTask = { runner: 'discover', payload: task }
  let pool: WorkerPool | null = null
  const started = () => {
    pool ??= ports.pools.create({ workers, workerData })
    return pool
  }
  const results: JsonValue[] = []
  try {
    for (;;) {
      const units = planDiscovery(task, results)
      const [first] = units
      if (first === undefined) return success(results)
      const done = await job.stage(stageOf(first, task), () => runWave(parts, started, units, results.length))
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

function stageOf({ kind }: DiscoveryUnit, { settings }: DiscoveryTask): string {
  if (kind === 'study') return 'robustness'
  return settings.tested ? 'phase2' : 'phase1'
}

async function runWave(
  { ports: { files }, job, runId, task }: UnitsParts,
  pool: () => WorkerPool,
  units: readonly DiscoveryUnit[],
  offset: number,
): Promise<Outcome<readonly JsonValue[]>> {
  const stage = stageOf(units[0]!, task)
  const folder = discoveryUnits(runId, task.settings.tested)
  const pathOf = (at: number) => `${folder}/${String(offset + at).padStart(6, '0')}.json`
  const readUnit = (at: number): JsonValue | null => {
    const text = files.exists(pathOf(at)) ? files.readText(pathOf(at)) : null
    return text?.ok === true ? keptResult(text.value, units[at]!) : null
  }
  const missing = units.flatMap((_, at) => (readUnit(at) === null ? [at] : []))
  const kept = units.length - missing.length
  job.beat(stage, kept, units.length, `${missing.length} of ${units.length} units to do`)
  if (missing.length > 0) {
    let broken: Outcome<void> = success(undefined)
    const ran = await pool().run(
      missing.map((at) => jsonOf(units[at]!)),
      {
        signal: job.signal,
        onBeat: (beat) => job.beat(stage, Math.round(100 * (kept + beat.progressUnits)) / 100, units.length, beat.note),
        onResult: (index, result) => {
          const at = missing[index]!
          const written = files.writeText(pathOf(at), `${JSON.stringify({ unit: units[at]!, result })}\n`)
          if (!written.ok && broken.ok) broken = written
        },
      },
    )
    if (!ran.ok) return ran
    if (!broken.ok) return broken
  }
  const results: JsonValue[] = []
  for (let at = 0; at < units.length; at++) {
    const result = readUnit(at)
    if (result === null) throw new Error(`The unit ${pathOf(at)} cannot be read back`)
    results.push(result)
  }
  return success(results)
}

/** Null where a file is not the result of this very unit. */
function keptResult(text: string, unit: DiscoveryUnit): JsonValue | null {
  try {
    const kept: { readonly unit?: JsonValue; readonly result?: JsonValue } = JSON.parse(text)
    return canonicalJson(kept.unit) === canonicalJson(jsonOf(unit)) ? (kept.result ?? null) : null
  } catch {
    return null
  }
}

function jsonOf(unit: DiscoveryUnit): JsonValue {
  return JSON.parse(JSON.stringify(unit))
}
