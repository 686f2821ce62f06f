import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { JsonValue } from '../../../src/core/contract/jsonValue.ts'
import { Cancelled } from '../../../src/core/job/cancelled.ts'
import { threadPools } from '../../../src/main/adapters/threads/workerPool.ts'
import type { PoolWatch, UnitBeat, WorkerPool } from '../../../src/main/engine/ports/workerPool.ts'
import { codeOf } from '../ledger/ledgerFixture.ts'
import { temporaryFolder } from '../ledger/temporaryFolder.ts'
import type { TestUnit } from './testWorker.ts'

const ENTRY = new URL('./testWorker.ts', import.meta.url)

function poolOf(workers: number): { pool: WorkerPool; marker: string } {
  const column = new Float64Array(new SharedArrayBuffer(8 * 4))
  column.set([1, 2, 3, 4])
  const marker = join(temporaryFolder(), 'died')
  const pool = threadPools(ENTRY).create({ workers, workerData: { column, marker } })
  onTestFinished(() => pool.close())
  return { pool, marker }
}

function watching(part: Partial<PoolWatch> = {}) {
  const results: [number, JsonValue][] = []
  const beats: UnitBeat[] = []
  const controller = new AbortController()
  const watch: PoolWatch = {
    signal: controller.signal,
    onBeat: (beat) => beats.push(beat),
    onResult: (index, result) => results.push([index, result]),
    ...part,
  }
  return { results, beats, controller, watch }
}

const plan = (...units: TestUnit[]): TestUnit[] => units

test.each([1, 2, 4])('%i workers give every result with its index', async (workers) => {
  const { pool } = poolOf(workers)
  const { results, beats, watch } = watching()
  const units = Array.from({ length: 9 }, (): TestUnit => ({ do: 'sum' }))
  expect(codeOf(await pool.run(units, watch))).toBe('ok')
  expect(results.map(([index]) => index).sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
  expect(new Set(results.map(([, result]) => result))).toEqual(new Set([10]))
  expect(beats.at(-1)).toMatchObject({ finishedUnits: 9, progressUnits: 9, plannedUnits: 9 })
  expect(codeOf(await pool.run(plan({ do: 'sum' }), watch))).toBe('ok')
  expect(codeOf(await pool.run([], watch))).toBe('ok')
})

test('one worker takes the units in plan order', async () => {
  const { pool } = poolOf(1)
  const { results, watch } = watching()
  await pool.run(
    Array.from({ length: 5 }, (): TestUnit => ({ do: 'sum' })),
    watch,
  )
  expect(results.map(([index]) => index)).toEqual([0, 1, 2, 3, 4])
})

test('beats come through, at most about four a second from a unit, with the fraction of the unit', async () => {
  const { pool } = poolOf(1)
  const { beats, watch } = watching()
  await pool.run(plan({ do: 'spin', spinMs: 900 }), watch)
  const own = beats.slice(0, -1)
  expect(own.length).toBeGreaterThanOrEqual(2)
  expect(own.length).toBeLessThanOrEqual(4)
  expect(own.every((beat) => beat.note === 'spinning' && beat.total === 900 && beat.finishedUnits === 0)).toBe(true)
  expect(own.at(-1)!.progressUnits).toBeCloseTo(own.at(-1)!.done / 900, 12)
})

test.each<[string, TestUnit]>([
  ['that beats', { do: 'spin', spinMs: 60_000 }],
  ['that never beats', { do: 'hang', spinMs: 60_000 }],
])('a unit %s is stopped', async (_what, unit) => {
  const { pool } = poolOf(2)
  const { controller, watch } = watching()
  const running = pool.run([unit, unit, unit], watch)
  await new Promise((resolve) => setTimeout(resolve, 400))
  const askedMs = performance.now()
  controller.abort()
  await expect(running).rejects.toThrow(Cancelled)
  expect(performance.now() - askedMs).toBeLessThan(10_000)
})

test('Cancelled thrown by the listener stops the plan; so does a signal given before the start', async () => {
  const { watch } = watching({
    onBeat: () => {
      throw new Cancelled()
    },
  })
  await expect(poolOf(2).pool.run(plan({ do: 'spin', spinMs: 60_000 }, { do: 'sum' }), watch)).rejects.toThrow(
    Cancelled,
  )
  const early = watching()
  early.controller.abort()
  await expect(poolOf(1).pool.run(plan({ do: 'sum' }), early.watch)).rejects.toThrow(Cancelled)
  expect(early.results).toEqual([])
})

test('a unit whose worker dies is run again once', async () => {
  const { pool, marker } = poolOf(2)
  const { results, watch } = watching()
  const outcome = await pool.run(plan({ do: 'sum' }, { do: 'die-once' }, { do: 'sum' }, { do: 'sum' }), watch)
  expect(codeOf(outcome)).toBe('ok')
  expect(existsSync(marker)).toBe(true)
  expect(results.map(([index]) => index).sort((a, b) => a - b)).toEqual([0, 1, 2, 3])
})

test('a unit that kills two workers fails the plan', async () => {
  const { watch } = watching()
  expect(codeOf(await poolOf(2).pool.run(plan({ do: 'sum' }, { do: 'die' }, { do: 'sum' }), watch))).toBe('worker-died')
})

test('an error thrown by a unit, or by the listener, is thrown on', async () => {
  await expect(poolOf(2).pool.run(plan({ do: 'sum' }, { do: 'throw' }), watching().watch)).rejects.toThrow(
    'planted bug',
  )
  const { watch } = watching({
    onResult: () => {
      throw new Error('listener bug')
    },
  })
  await expect(poolOf(2).pool.run(plan({ do: 'sum' }, { do: 'spin', spinMs: 60_000 }), watch)).rejects.toThrow(
    'listener bug',
  )
})
