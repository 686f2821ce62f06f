import process from 'node:process'
import { Worker } from 'node:worker_threads'
import { afterAll, expect, it } from 'vitest'
import { Cancelled } from '../../../src/core/job/cancelled.ts'
import { createHistogramKernels } from '../../../src/main/adapters/wasm/treesKernels.ts'
import { allRows, drawnTable, type FitWish, fitTrees } from '../../core/models/trees/treeTable.ts'

const one = createHistogramKernels(1)
const two = createHistogramKernels(2)
const three = createHistogramKernels(3)
afterAll(() => {
  for (const kernels of [one, two, three]) kernels.close()
})

const CASES: readonly [string, 'classification' | 'regression', FitWish][] = [
  ['xgboost', 'classification', { settings: { n_estimators: 8, subsample: 0.7, colsample_bytree: 0.6 } }],
  [
    'xgboost',
    'regression',
    { settings: { n_estimators: 5, reg_alpha: 0.5, max_bin: 32 }, options: { monotone: { x0: 1 } } },
  ],
  ['lightgbm', 'classification', { settings: { n_estimators: 8, num_leaves: 20, subsample: 0.8 } }],
  ['lightgbm', 'regression', { settings: { n_estimators: 4 }, options: { monotone: { x3: -1, x0: 1 } } }],
  ['catboost', 'classification', { settings: { n_estimators: 6, depth: 5 } }],
  ['catboost', 'regression', { settings: { n_estimators: 6, rsm: 0.5 }, options: { monotone: { x0: 1 } } }],
  ['random_forest', 'classification', { settings: { n_estimators: 4, min_samples_leaf: 3 } }],
  ['random_forest', 'regression', { settings: { n_estimators: 3, max_depth: 7, max_features: 0.4 } }],
  ['extra_trees', 'classification', { settings: { n_estimators: 4, min_samples_leaf: 2 } }],
  ['extra_trees', 'regression', { settings: { n_estimators: 3, max_depth: 9 } }],
]

// 4,100 rows: more than one block of codes, and works large enough that the crew is woken.
it.each(CASES)('%s (%s) has the same bytes in JavaScript and on 1, 2 and 3 threads', (type, task, wish) => {
  expect([one.kind, two.kind]).toEqual(['wasm', 'wasm'])
  const table = drawnTable(task, `bytes ${type}`, 4_100, 19, 0.04)
  const rows = allRows(table).filter((row) => row % 7 !== 0)
  const javascript = fitTrees(type, table, { ...wish, rows })
  const bytes = JSON.stringify(javascript.data)
  expect(javascript.data.trees.some((tree) => tree.column.length > 7)).toBe(true)
  const everywhere = javascript.model.predict(table, allRows(table))
  for (const kernels of [one, two, three]) {
    const { data, model } = fitTrees(type, table, { ...wish, rows, kernels })
    expect(JSON.stringify(data) === bytes, `${kernels.threads} threads`).toBe(true)
    expect(model.predict(table, allRows(table))).toEqual(everywhere)
  }
})

it('gives its memory back after each fit, after a cancelled one too', () => {
  const table = drawnTable('classification', 'memory', 3_000, 12)
  const stop = (done: number) => {
    if (done === 2) throw new Cancelled()
  }
  for (let round = 0; round < 3; round++) {
    expect(() => fitTrees('xgboost', table, { kernels: two, beat: stop })).toThrow(Cancelled)
    const { data } = fitTrees('xgboost', table, { kernels: two, settings: { n_estimators: 3 } })
    expect(data.trees.length).toBe(3)
  }
  const outer = two.openRoom({ rows: 10, columns: 2, bins: 4, histograms: 2, tasks: 2, lists: 2, countsRows: false })
  const inner = two.openRoom({ rows: 10, columns: 2, bins: 4, histograms: 2, tasks: 2, lists: 2, countsRows: false })
  expect(() => outer.close()).toThrow('opened last')
  inner.close()
  outer.close()
})

it('never works for 200 ms without asking whether it is to stop', () => {
  const table = drawnTable('classification', 'cancel', 40_000, 40)
  let longestMs = 0
  let last = process.cpuUsage()
  // Time of the processor: other programs make everybody wait.
  const beat = () => {
    const { user, system } = process.cpuUsage(last)
    longestMs = Math.max(longestMs, (user + system) / 1_000)
    last = process.cpuUsage()
  }
  fitTrees('xgboost', table, { kernels: one, beat, settings: { n_estimators: 10 } })
  expect(longestMs).toBeLessThan(200)
})

it('lets a process end that never closed its kernels', async () => {
  const url = new URL('../../../src/main/adapters/wasm/treesKernels.ts', import.meta.url)
  const code = `import(${JSON.stringify(url.href)}).then(({ createHistogramKernels }) => createHistogramKernels(3))`
  const worker = new Worker(code, { eval: true })
  expect(await new Promise((resolve) => worker.once('exit', resolve))).toBe(0)
})
