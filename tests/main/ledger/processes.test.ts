import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sha256 } from '../../../src/main/adapters/hash/sha256.ts'
import { openLedger } from '../../../src/main/adapters/sqlite/ledger.ts'
import { ledgerIn, valueFrom } from './ledgerFixture.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const SCRIPT = join(import.meta.dirname, 'appendForever.ts')

function appender(folder: string, runId: string, blocks: number): ChildProcess {
  return spawn(process.execPath, [SCRIPT, join(folder, 'ledger.sqlite'), runId, String(blocks)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

test('several processes that create and fill one ledger at once lose nothing', async () => {
  const folder = temporaryFolder()
  const children = ['one', 'two', 'three'].map((runId) => appender(folder, runId, 20))
  const codes = await Promise.all(children.map((child) => once(child, 'exit')))
  expect(codes.map(([code]) => code)).toEqual([0, 0, 0])
  expect(valueFrom(ledgerIn(folder).verify())).toMatchObject({ entries: 120, trials: 3000 })
})

test('killed in the midst of appending, the ledger is whole and goes on', async () => {
  const folder = temporaryFolder()
  for (const [round, delayMs] of [3, 17, 41, 78].entries()) {
    const child = appender(folder, `run${round}`, 1_000_000)
    const { stdout } = child
    if (stdout === null) throw new Error('no output')
    await once(stdout, 'data')
    await new Promise((resolve) => setTimeout(resolve, delayMs))
    child.kill('SIGKILL')
    await once(child, 'exit')
    const reader = valueFrom(openLedger({ path: join(folder, 'ledger.sqlite'), mode: 'read', hash: sha256 }))
    const health = valueFrom(reader.verify())
    reader.close()
    const ledger = ledgerIn(folder)
    expect(valueFrom(ledger.verify())).toEqual(health)
    expect(health.trials % 50).toBe(0)
    expect(valueFrom(ledger.basisFor('A', 'later')).trials).toBe(health.trials)
    ledger.close()
  }
  expect(valueFrom(ledgerIn(folder).totals())[0]?.runs).toBe(4)
})
