import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { leakScanRecordSchema } from '../../../src/core/contract/leakScanRecord.ts'
import { sha256 } from '../../../src/main/adapters/hash/sha256.ts'
import { assay, predictionFile, predictionRows } from '../backtests/backtestScene.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { copyOf, provenHouse, spoil } from './leaderboardScene.ts'

const freshFolder = useTemporaryFolders()
let proven: Awaited<ReturnType<typeof provenHouse>>
let madeIn: string

beforeAll(async () => {
  madeIn = mkdtempSync(join(tmpdir(), 'assay-test-'))
  proven = await provenHouse(madeIn)
}, 60_000)
afterAll(() => rmSync(madeIn, { recursive: true, force: true }))

const scanPath = () => `backtests/${proven.id}/leak-scan.json`
const completePath = () => `backtests/${proven.id}/complete.json`
const read = (home: string, path: string) => readFileSync(join(home, 'workspaces', 'stocks', path), 'utf8')

async function refusals(home: string) {
  const [update] = (await assay(home, 'leaderboard', 'update', 'stocks')).document.data.updates
  const shown = (await assay(home, 'leaderboard', 'show', 'stocks')).document.data
  expect(shown.refused.map(({ id }: { id: string }) => id)).toEqual(update.refused.map(({ id }: { id: string }) => id))
  return { update, shown, entry: (await assay(home, 'leaderboard', 'entry', proven.id)).document.error }
}

it('lies beside a backtest, with its parts, and lets it pass', async () => {
  const record = leakScanRecordSchema.parse(JSON.parse(read(madeIn, scanPath())))
  expect(record).toMatchObject({ state: 'clean', parts: [{ kind: 'strategy', subject: 'momentum', findingCount: 0 }] })
  expect(record.parts[0]!.compared).toBeGreaterThan(10_000)
  expect(JSON.parse(read(madeIn, completePath())).files['leak-scan.json']).toBe(sha256(read(madeIn, scanPath())))
  const home = copyOf(madeIn, freshFolder())
  const { shown } = await refusals(home)
  expect(shown.rows[0].judgement.gates.find(({ id }: { id: string }) => id === 'leak-scan')).toMatchObject({
    pass: true,
  })
  expect(shown.refused).toEqual([])
})

it('refuses a result that was made without one, with what to do', async () => {
  const home = copyOf(madeIn, freshFolder())
  await assay(home, 'leaderboard', 'update')
  spoil(home, completePath(), (text) => text.replace(/ *"leak-scan.json": "[0-9a-f]{64}",\n/, ''))
  const { update, shown, entry } = await refusals(home)
  expect(update).toMatchObject({ entries: 0, gone: [], refused: [{ id: proven.id, code: 'leak-scan-missing' }] })
  expect(shown.rows).toEqual([])
  expect(shown.notes).toEqual([])
  expect(entry).toMatchObject({ code: 'leak-scan-missing', hint: expect.stringContaining('assay backtest run') })
})

it('refuses a result that leaks, saying what', async () => {
  const home = copyOf(madeIn, freshFolder())
  spoil(home, scanPath(), (text) =>
    text.replace('"state": "clean"', '"state": "leaks"').replace(/"reason": "[^"]*"/, '"reason": "It reads bar 7."'),
  )
  const forged = sha256(read(home, scanPath()))
  spoil(home, completePath(), (text) => text.replace(/("leak-scan.json": ")[0-9a-f]{64}/, `$1${forged}`))
  const { update, entry } = await refusals(home)
  expect(update.refused).toMatchObject([{ code: 'leak-scan-failed', why: 'It reads bar 7.' }])
  expect(entry.code).toBe('leak-scan-failed')
})

it('passes no predictions of a file: nobody can make them again', async () => {
  const home = copyOf(madeIn, freshFolder())
  const signals = proven.file('signals.csv', predictionFile(predictionRows()))
  const config = proven.file('traded.yaml', 'start_date: 2022-06-10\n')
  const made = await assay(home, 'backtest', 'run', 'stocks', '--config', config, '--predictions', signals)
  const record = leakScanRecordSchema.parse(
    JSON.parse(read(home, `backtests/${made.document.data.backtestId}/leak-scan.json`)),
  )
  expect(record.parts.map(({ kind, state }) => `${kind} ${state}`)).toEqual(['strategy clean', 'predictions unproven'])
  await assay(home, 'leaderboard', 'update')
  const shown = await assay(home, 'leaderboard', 'show', '--filter', 'subject:signals.csv')
  const [{ judgement }] = shown.document.data.rows
  expect(judgement.state).not.toBe('pass')
  expect(judgement.gates.find(({ id }: { id: string }) => id === 'leak-scan')).toMatchObject({
    pass: false,
    reason: expect.stringContaining('came as a file'),
  })
})
