import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { Cancelled } from '../../../src/core/job/cancelled.ts'
import { createTrainRunner } from '../../../src/core/pipeline/training/trainRunner.ts'
import { createGuardedFiles } from '../../../src/main/adapters/files/guardedFiles.ts'
import { sha256 } from '../../../src/main/adapters/hash/sha256.ts'
import { loadModelKernels } from '../../../src/main/adapters/wasm/modelKernels.ts'
import { assembleJobPorts, assembleSweepPorts } from '../../../src/main/assemble.ts'
import { withWorkspaceJob } from '../../../src/main/engine/commands/withWorkspaceJob.ts'
import type { WorkerPools } from '../../../src/main/engine/ports/workerPool.ts'
import { readModelFile } from '../../../src/main/engine/training/readModelFile.ts'
import { runTrainJob, TRAIN_STAGES } from '../../../src/main/engine/training/runTrainJob.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { LOGISTIC, trainHouse } from './trainScene.ts'

const freshFolder = useTemporaryFolders()

beforeAll(async () => {
  await import('@duckdb/node-api')
  await import('@resvg/resvg-js')
})

/** Units run here, in the order given backwards, until so many are done. */
function countingPools(most: number) {
  const ran: string[] = []
  const pools: WorkerPools = {
    create: ({ workerData }) => {
      const { payload } = workerData as { payload: unknown }
      const runUnit = createTrainRunner(payload, loadModelKernels)
      return {
        run: async (units, { onResult }) => {
          for (const [back, unit] of units.toReversed().entries()) {
            if (ran.length >= most) throw new Cancelled()
            ran.push(JSON.stringify(unit))
            onResult(
              units.length - 1 - back,
              runUnit(unit, () => {}),
            )
          }
          return { ok: true, value: undefined }
        },
        close: async () => {},
      }
    },
  }
  return { pools, ran }
}

async function trainWith(home: string, pools: WorkerPools) {
  const jobs = await assembleJobPorts(home)
  const spec = { command: 'test', spec: {}, stages: TRAIN_STAGES }
  const watch = { signal: new AbortController().signal, listener: () => {} }
  return withWorkspaceJob(jobs, 'stocks', spec, watch, async (parts) => {
    const ports = await assembleSweepPorts(home, parts.opened.files)
    if (!ports.ok) return ports
    try {
      const wish = { written: { model_type: 'logistic', seeds: 2 }, matrix: 'latest' }
      return await runTrainJob({ ...ports.value, pools }, parts, wish, 2)
    } finally {
      ports.value.ledger.close()
    }
  })
}

describe('a training that was cancelled', () => {
  it('goes on with what is kept, and ends with the same bytes as one that was not', { timeout: 120_000 }, async () => {
    const { home, read } = await trainHouse(freshFolder())
    const first = countingPools(7)
    const cancelled = await trainWith(home, first.pools)
    expect(cancelled).toMatchObject({ ok: false, trouble: { code: 'cancelled' } })
    const second = countingPools(1_000)
    const done = await trainWith(home, second.pools)
    if (!done.ok) throw new Error(done.trouble.message)
    // Five folds and all rows, twice, and five points of five curves.
    expect(first.ran.length + second.ran.length).toBe(12 + 25)
    expect(second.ran.filter((unit) => first.ran.includes(unit))).toEqual([])
    const { modelId, version } = done.value
    const other = await trainHouse(freshFolder())
    const whole = await trainWith(other.home, countingPools(1_000).pools)
    expect(whole).toMatchObject({ ok: true, value: { version } })
    for (const name of [`artifacts/models/model_${version}.json`, `artifacts/metrics/validation_${version}.json`])
      expect(other.read(`models/${modelId}/${name}`)).toBe(read(`models/${modelId}/${name}`))
  })

  it('makes a damaged unit anew', { timeout: 120_000 }, async () => {
    const { home, folder } = await trainHouse(freshFolder())
    await trainWith(home, countingPools(7).pools)
    const files = createGuardedFiles(folder)
    const [model] = files.listFolders('models')
    const [version] = files.listFolders(`models/${model}/versions`)
    const units = `models/${model}/versions/${version}/units`
    const [unit] = files.listFiles(units)
    writeFileSync(join(folder, units, unit!), '{"kind":"fit","part":99')
    const again = countingPools(1_000)
    const done = await trainWith(home, again.pools)
    expect(done.ok).toBe(true)
    expect(again.ran).toHaveLength(12 + 25 - 6)
  })
})

describe('a model file', () => {
  it('is read back as what was trained, and refused where it was altered or is of another form', {
    timeout: 60_000,
  }, async () => {
    const { folder, train } = await trainHouse(freshFolder())
    const { modelId, version } = (await train(LOGISTIC)).document.data
    const ports = { files: createGuardedFiles(folder), hash: sha256 }
    const path = join(folder, `models/${modelId}/artifacts/models/model_${version}.json`)
    const text = readFileSync(path, 'utf8')
    expect(readModelFile(ports, modelId, version)).toMatchObject({ ok: true, value: { models: [{ form: 'linear' }] } })
    const codeAfter = (changed: string) => {
      writeFileSync(path, changed)
      const read = readModelFile(ports, modelId, version)
      return read.ok ? null : read.trouble.code
    }
    expect(codeAfter(text.replace('"intercept":', '"intercept":1'))).toBe('model-changed')
    expect(codeAfter(text.replace('"schemaVersion":1', '"schemaVersion":2'))).toBe('model-version')
    expect(codeAfter(text.slice(0, -20))).toBe('model-changed')
    expect(codeAfter(text)).toBe(null)
  })
})
