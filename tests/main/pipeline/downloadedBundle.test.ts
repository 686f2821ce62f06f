import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { seriesPaths } from '../../../src/main/engine/data/layout.ts'
import { completenessFixture } from '../../core/report/reportFixture.ts'
import { valueFrom } from '../ledger/ledgerFixture.ts'
import {
  makePair,
  readJson,
  run,
  sampledHome,
  useHomes,
  useTwoDetectors,
  verify,
  workspaceOf,
} from './pipelineFixture.ts'

const newHome = useHomes()

test('the proof of a download goes into the bundle, and a symbol named like its venue blocks nothing', async () => {
  const home = await sampledHome(newHome())
  useTwoDetectors(home)
  await makePair(home, 'other')
  const other = join(workspaceOf(home, 'other'), 'workspace.yaml')
  writeFileSync(other, readFileSync(other, 'utf8').replaceAll('BTC', 'PAXOS'))
  const folder = workspaceOf(home)
  const passport = join(folder, seriesPaths('BTC', '1h').passport)
  // The download ended in the minute of the run.
  const completeness = completenessFixture({ to: new Date().toISOString() })
  writeFileSync(passport, JSON.stringify({ ...readJson(passport), completeness }))

  const { runId } = valueFrom(await run(home))
  const readme = readFileSync(join(folder, 'final output', 'README.txt'), 'utf8')
  expect(readme).toContain('HOW THE DATA WAS DOWNLOADED')
  expect(readme).toContain('venue PAXOS, conId 479624278')
  expect(readme).not.toContain('\nETH\n  Complete')
  const report = readFileSync(join(folder, 'exports', runId, 'report.html'), 'utf8')
  expect(report).toContain('<caption>Download of BTC</caption>')
  expect(report).not.toContain('<caption>Download of ETH</caption>')
  expect(valueFrom(await verify(home, runId)).verified).toBe(true)
}, 120_000)
