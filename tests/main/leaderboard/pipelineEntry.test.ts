import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { summarySchema } from '../../../src/core/contract/summary.ts'
import { valueFrom } from '../ledger/ledgerFixture.ts'
import { assay } from '../pipeline/cliFixture.ts'
import {
  NAME,
  readJson,
  run,
  sampledHome,
  useHomes,
  useTwoDetectors,
  workspaceOf,
} from '../pipeline/pipelineFixture.ts'

const newHome = useHomes()
let home = ''
let runId = ''

beforeAll(async () => {
  home = await sampledHome(newHome())
  useTwoDetectors(home)
  runId = valueFrom(await run(home)).runId
}, 120_000)

const told = async (...words: readonly string[]) => (await assay(home, ...words, '--json')).document.data
const stage = (name: string) => join(workspaceOf(home), 'runs', runId, 'stages', `${name}.json`)

test('a run of the pipeline stands on the board with the figures that it published', async () => {
  await told('leaderboard', 'update')
  const [row] = (await told('leaderboard', 'show', NAME)).rows
  const summary = summarySchema.parse(
    readJson(workspaceOf(home), 'runs', runId, 'published', 'reports', 'final_output_summary.json'),
  )
  const { startCapital, endEquity, maxDrawdown, stress, trials, verdict } = summary
  expect(row.entry).toMatchObject({ id: runId, kind: 'pipeline', verdict, synthetic: true, subject: 'pair' })
  expect(row.entry.run.values.totalReturn).toBeCloseTo(endEquity / startCapital - 1, 9)
  expect(row.entry.run.values.maxDrawdown).toBeCloseTo(maxDrawdown!, 9)
  expect(row.entry.run.profitAtCosts150).toBe(stress.x150)
  const { iterate, robustness } = { iterate: readJson(stage('iterate')), robustness: readJson(stage('robustness')) }
  const { account } = (iterate.accepted ?? robustness).curve
  expect(row.entry.run.values.sharpeRatio).toBeCloseTo(account.sharpePerYear, 9)
  expect(row.entry.run.values.tradeCount).toBe(account.trades)
  expect(row.entry.deflation.trials).toBe(trials)
  expect(row.judgement.deflation.trials).toBe(trials)
  const own = row.judgement.gates.find(({ id }: { id: string }) => id === 'pipeline-verdict')
  expect(own.pass).toBe(verdict === 'edge')
})

test('stages that are not what was published are not shown', async () => {
  for (const name of ['iterate', 'robustness']) {
    const text = readFileSync(stage(name), 'utf8')
    writeFileSync(stage(name), text.replaceAll(/"endEquity":[0-9.]+/g, '"endEquity":99999'))
  }
  const [updated] = (await told('leaderboard', 'update', NAME)).updates
  expect(updated.unreadable).toMatchObject([{ artefact: `runs/${runId}` }])
  expect((await told('leaderboard', 'show', NAME)).rows).toEqual([])
})
