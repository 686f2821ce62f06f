import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { RunReport } from '../../../src/main/engine/pipeline/runPipeline.ts'
import { codeOf, valueFrom } from '../ledger/ledgerFixture.ts'
import { assay } from './cliFixture.ts'
import {
  NAME,
  published,
  readJson,
  run,
  sampledHome,
  treeHashes,
  useHomes,
  useTwoDetectors,
  workspaceOf,
} from './pipelineFixture.ts'

const newHome = useHomes()
let home = ''
let report: RunReport

beforeAll(async () => {
  home = await sampledHome(newHome())
  useTwoDetectors(home)
}, 120_000)

const stageFiles = () =>
  Object.keys(treeHashes(join(workspaceOf(home), 'runs')))
    .filter((path) => path.includes('/stages/'))
    .map((path) => path.split('/stages/')[1])

test('wrong ranges are refused with a code', async () => {
  const unknown = await run(home, { only: 'guess' })
  expect(codeOf(unknown)).toBe('unknown-stage')
  expect(unknown.ok ? '' : unknown.trouble.hint).toContain('prepare, events, analyze, select')
  expect(codeOf(await run(home, { from: 'robustness', to: 'select' }))).toBe('stage-order')
  expect(await assay(home, 'pipeline', 'run', NAME, '--to', 'guess')).toMatchObject({
    exitCode: 1,
    document: { error: { code: 'unknown-stage' } },
  })
})

test('a stage without what it needs says what is missing', async () => {
  const needs = await run(home, { only: 'select' })
  expect(codeOf(needs)).toBe('stage-needed')
  expect(needs.ok ? '' : needs.trouble.message).toContain('"events"')
})

test('--to ends early, a plain run goes on from there, and only the whole run publishes', async () => {
  const early = valueFrom(await run(home, { to: 'analyze' }))
  expect(early).toMatchObject({ lastStage: 'analyze', verdict: null, summary: null, published: [] })
  expect(stageFiles()).toEqual(['analyze.json', 'events.json'])
  expect(existsSync(join(workspaceOf(home), 'final output'))).toBe(false)
  const listed = await assay(home, 'runs', 'list', NAME)
  expect(listed.document.data).toMatchObject([{ runId: early.runId, state: 'unfinished', verdict: null }])
  const one = valueFrom(await run(home, { only: 'select' }))
  expect(one).toMatchObject({ lastStage: 'select', runId: early.runId })
  expect(stageFiles()).toEqual(['analyze.json', 'events.json', 'select.json'])
  report = valueFrom(await run(home))
  expect(report).toMatchObject({ runId: early.runId, lastStage: 'cleanup', unchanged: false })
  expect(stageFiles()).toHaveLength(11)
})

test('stages done anew give the same bytes, and --to export stops before the cleanup', async () => {
  const before = treeHashes(join(workspaceOf(home), 'runs'))
  const opened = readJson(workspaceOf(home), 'runs', report.runId, 'stages', 'hold-out.json').openings
  expect(valueFrom(await run(home, { only: 'ml-backtest' }))).toMatchObject({ lastStage: 'ml-backtest', verdict: null })
  const exported = valueFrom(await run(home, { from: 'robustness', to: 'export' }))
  expect(exported).toMatchObject({ lastStage: 'export', verdict: report.verdict, summary: report.summary })
  const kept = Object.keys(treeHashes(join(workspaceOf(home), 'runs', report.runId)))
  expect(kept.some((path) => path.startsWith('units/robustness/'))).toBe(true)
  expect(kept).not.toContain('complete.json')
  expect(valueFrom(await run(home))).toMatchObject({ unchanged: false })
  expect(treeHashes(join(workspaceOf(home), 'runs'))).toEqual(before)
  expect(opened).toBe(1)
})

test('--iterate 0 is a run of its own without tries', async () => {
  const still = valueFrom(await run(home, { iterate: 0 }))
  expect(still.runId).not.toBe(report.runId)
  expect(still.summary).toMatchObject({ endpoint: expect.stringContaining('off'), tries: [] })
  expect(report.summary?.tries.length).toBeGreaterThan(0)
  // Everything but the tries had been tried before on these bars.
  expect(still.summary?.trials).toBe(report.summary?.trials)
})

test('--pattern-aid is reported, and its fits are trials', async () => {
  const aided = valueFrom(await run(home, { patternAid: true }))
  expect(aided.summary?.patternAid).toMatchObject({ requested: true, reason: expect.stringMatching(/\w{4}/) })
  expect(report.summary?.patternAid).toMatchObject({ requested: false, used: false })
  expect((aided.summary?.trials ?? 0) - (report.summary?.trials ?? 0)).toBeGreaterThanOrEqual(32)
  const html = readFileSync(join(workspaceOf(home), 'runs', aided.runId, 'published', 'report.html'), 'utf8')
  // 32 draws, the same 32 with pattern features, and the default training that the guards may ask for.
  expect(html).toMatch(/optimize[\s\S]{0,80}65/)
  expect(Object.keys(published(home, aided.runId))).toHaveLength(5)
})
