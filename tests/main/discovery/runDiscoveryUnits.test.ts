import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { JsonValue } from '../../../src/core/contract/jsonValue.ts'
import type { WorkerTask } from '../../../src/core/contract/unitRunner.ts'
import { createDiscoveryRunner } from '../../../src/core/discovery/discoveryRunner.ts'
import { Cancelled } from '../../../src/core/job/cancelled.ts'
import { success } from '../../../src/core/outcome/outcome.ts'
import { createGuardedFiles } from '../../../src/main/adapters/files/guardedFiles.ts'
import { assembleDiscoveryPorts, assembleWorkspacePorts } from '../../../src/main/assemble.ts'
import { prepareDiscovery } from '../../../src/main/engine/discovery/prepareDiscovery.ts'
import { runDiscoveryUnits } from '../../../src/main/engine/discovery/runDiscoveryUnits.ts'
import type { Job } from '../../../src/main/engine/jobs/job.ts'
import type { WorkerPools } from '../../../src/main/engine/ports/workerPool.ts'
import { openWorkspace } from '../../../src/main/engine/queries/openWorkspace.ts'
import { unwrap } from '../data/dataBench.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { coinHouse, WORKSPACE } from './discoveryScene.ts'

const freshFolder = useTemporaryFolders()

beforeAll(async () => {
  await import('@duckdb/node-api')
})

/** Runs units here, one after the other, and is cancelled after `most` of them. */
function poolsHere(most: number): { readonly pools: WorkerPools; readonly ran: JsonValue[] } {
  const ran: JsonValue[] = []
  const pools: WorkerPools = {
    create: ({ workerData }) => {
      const { payload } = workerData as WorkerTask
      const runner = createDiscoveryRunner(payload)
      return {
        run: async (units, { onResult }) => {
          for (const [index, unit] of units.entries()) {
            if (ran.length >= most) throw new Cancelled()
            ran.push(unit)
            onResult(
              index,
              runner(unit, () => {}),
            )
          }
          return success(undefined)
        },
        close: async () => {},
      }
    },
  }
  return { pools, ran }
}

const job: Job = {
  id: 'job-1',
  signal: new AbortController().signal,
  beat: () => {},
  stage: (_stage, work) => work(),
  note: () => {},
  attachRun: () => {},
  cancelRequested: () => false,
}

describe('units of a discovery', () => {
  it('are kept when it is cancelled, and only the missing ones are done again, to the same results', {
    timeout: 60_000,
  }, async () => {
    const home = freshFolder()
    const house = await coinHouse(home)
    const opened = unwrap(openWorkspace(assembleWorkspacePorts(home), WORKSPACE))
    const files = createGuardedFiles(house.folder)
    const assembled = unwrap(await assembleDiscoveryPorts(home, files))
    try {
      const families = ['volatility_shock_up', 'range_breakout_up']
      const written = { interval: '1h', families, resamples: 200, min_events: 10 }
      const { task } = unwrap(await prepareDiscovery(assembled, opened.workspace, { written }))
      const run = (runId: string, pools: WorkerPools) =>
        runDiscoveryUnits({ ports: { ...assembled, pools }, job, runId, task, workers: 1 })
      const whole = poolsHere(Number.POSITIVE_INFINITY)
      const expected = unwrap(await run('whole', whole.pools))
      const cut = poolsHere(2)
      await expect(run('cut', cut.pools)).rejects.toThrow(Cancelled)
      const units = join(house.folder, 'runs/cut/units/tested')
      expect(readdirSync(units)).toHaveLength(2)
      // A damaged unit is made anew.
      writeFileSync(join(units, '000000.json'), '{"unit":')
      const rest = poolsHere(Number.POSITIVE_INFINITY)
      expect(unwrap(await run('cut', rest.pools))).toEqual(expected)
      expect(rest.ran).toHaveLength(whole.ran.length - 1)
      expect(existsSync(units)).toBe(true)
    } finally {
      assembled.ledger.close()
    }
  })
})
