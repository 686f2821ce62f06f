import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { bundleHash } from '../../../src/core/contract/bundleRecord.ts'
import { sha256 } from '../../../src/main/adapters/hash/sha256.ts'
import { assay, stockHouse } from '../backtests/backtestScene.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'

const freshFolder = useTemporaryFolders()

beforeAll(async () => {
  await import('@duckdb/node-api')
  await import('@resvg/resvg-js')
  await import('pdfkit')
})

const CROSS = `strategy: { id: moving-average-cross, parameters: { fast: 2, slow: 5 } }
instruments: [AAPL]
initial_capital: 100000
direction: both
`

async function house() {
  const made = await stockHouse(freshFolder())
  const backtest = await assay(made.home, 'backtest', 'run', 'stocks', '--config', made.file('cross.yaml', CROSS))
  const { backtestId } = backtest.document.data
  const say = (...words: readonly string[]) => assay(made.home, ...words)
  return { ...made, backtest: backtest.document.data, backtestId, say }
}

/** Text of a PDF where the machine has a reader for it. */
function textOfPdf(path: string): string | null {
  const read = spawnSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })
  return read.error === undefined && read.status === 0 ? read.stdout : null
}

describe('a report of a backtest', () => {
  it('is a page and sheets with its numbers, its data, its ledger and its hashes, the same bytes twice', {
    timeout: 60_000,
  }, async () => {
    const { say, backtestId, backtest, folder, home } = await house()
    const first = await say('report', 'stocks', backtestId.slice(0, 6))
    expect(first.document.error).toBeUndefined()
    const page = readFileSync(join(folder, 'exports', backtestId, 'report.html'), 'utf8')
    const { figures } = backtest.metrics.performance
    const sharpe = String(Number(figures.sharpeRatio.value.toPrecision(4)))
    for (const text of [sharpe, backtestId, 'Data passports', 'Trial ledger', 'Assumptions', 'Glossary'])
      expect(page).toContain(text)
    const complete = JSON.parse(readFileSync(join(folder, 'backtests', backtestId, 'complete.json'), 'utf8'))
    for (const hash of Object.values<string>(complete.files)) expect(page).toContain(hash)
    expect(page).toContain(`assay verify stocks --run ${backtestId}`)
    expect(page).not.toContain(home)
    expect(page.length).toBeLessThan(2_000_000)
    expect(page).toContain('echarts')

    const sheets = readFileSync(join(folder, 'exports', backtestId, 'report.pdf'))
    expect(sheets.subarray(0, 5).toString()).toBe('%PDF-')
    expect(sheets.toString('latin1')).toMatch(/\/Type \/Outlines|\/Outlines/)
    expect(sheets.toString('latin1')).toContain('D:20000101000000Z')
    const text = textOfPdf(join(folder, 'exports', backtestId, 'report.pdf'))
    // Where no reader is installed, only their frame is looked at.
    for (const word of [sharpe, backtestId, 'Trial ledger', '1 of ']) expect(text ?? word).toContain(word)

    const again = await say('report', 'stocks', backtestId)
    expect(again.document.data.files).toEqual(first.document.data.files)
  })

  it('is written where it is wished for, in the form that is wished for', { timeout: 60_000 }, async () => {
    const { say, backtestId } = await house()
    const out = join(freshFolder(), 'given')
    await say('report', 'stocks', backtestId, '--pdf', '--out', out)
    expect(readdirSync(out)).toEqual(['report.pdf'])
    const { document } = await say('report', 'stocks', 'zzz')
    expect(document.error.code).toBe('result-missing')
  })
})

describe('verifying', () => {
  it('makes a backtest again, and says so of one whose data are others', { timeout: 60_000 }, async () => {
    const { say, backtestId, folder } = await house()
    const { exitCode, document } = await say('verify', 'stocks', '--run', backtestId)
    expect(document.error).toBeUndefined()
    expect(exitCode).toBe(0)
    expect(document.data).toMatchObject({ kind: 'backtest', runId: backtestId, verified: true })
    writeFileSync(join(folder, 'backtests', backtestId, 'trades.csv'), 'forged\n')
    const forged = await say('verify', 'stocks', '--run', backtestId)
    expect(forged.document.error.code).toBe('backtest-broken')
    expect((await say('verify', 'stocks')).document.error.code).toBe('verify-what')
  })

  it('finds every file of a bundle that was changed, removed or added, and a list that was', {
    timeout: 90_000,
  }, async () => {
    const { say, backtestId } = await house()
    const bundle = join(freshFolder(), 'bundle')
    const made = await say('report', 'stocks', backtestId, '--bundle', '--out', bundle)
    expect(made.document.error).toBeUndefined()
    const whole = await say('verify', '--bundle', bundle)
    expect(whole.document.error).toBeUndefined()
    expect(whole.document.data.verified).toBe(true)

    const list = join(bundle, 'bundle.json')
    const record = JSON.parse(readFileSync(list, 'utf8'))
    const names = Object.keys(record.files)
    expect(names.length).toBeGreaterThan(8)
    for (const name of names) {
      const path = join(bundle, name)
      const bytes = readFileSync(path)
      writeFileSync(path, Buffer.concat([bytes, Buffer.from('x')]))
      const { error } = (await say('verify', '--bundle', bundle)).document
      expect([name, error.code]).toEqual([name, 'bundle-changed'])
      expect(error.message).toContain(`changed: ${name}`)
      rmSync(path)
      expect((await say('verify', '--bundle', bundle)).document.error.message).toContain(`missing: ${name}`)
      writeFileSync(path, bytes)
    }
    writeFileSync(join(bundle, 'more.txt'), '')
    expect((await say('verify', '--bundle', bundle)).document.error.message).toContain('added: more.txt')
    rmSync(join(bundle, 'more.txt'))

    const text = readFileSync(list, 'utf8')
    writeFileSync(list, text.replace('"kind": "backtest"', '"kind": "sweep"'))
    expect((await say('verify', '--bundle', bundle)).document.error.code).toBe('bundle-list-changed')
    rmSync(list)
    expect((await say('verify', '--bundle', bundle)).document.error.code).toBe('bundle-missing')

    const trades = `result/backtests/${backtestId}/trades.csv`
    writeFileSync(join(bundle, trades), 'forged\n')
    const forged = { ...record, files: { ...record.files, [trades]: sha256('forged\n') } }
    writeFileSync(list, JSON.stringify({ ...forged, sha256: bundleHash(forged, sha256) }))
    const told = (await say('verify', '--bundle', bundle)).document.error
    expect(told.code).toBe('bundle-differs')
    expect(told.message).toContain('trades.csv')
    expect(statSync(list).isFile()).toBe(true)
  })
})
