import fs, { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { createGuardedFiles } from '../../../src/main/adapters/files/guardedFiles.ts'
import { codeOf, valueFrom } from '../ledger/ledgerFixture.ts'
import { assay } from './cliFixture.ts'
import {
  type Door,
  fill,
  makePair,
  NAME,
  published,
  run,
  SAMPLE,
  sampledHome,
  treeHashes,
  useHomes,
  useTwoDetectors,
  workspaceOf,
} from './pipelineFixture.ts'

const newHome = useHomes()
let fresh = ''
let whole = ''
let runId = ''

beforeAll(async () => {
  fresh = await sampledHome(newHome())
  useTwoDetectors(fresh)
  whole = newHome(fresh)
  runId = valueFrom(await run(whole)).runId
}, 120_000)

const dataOf = (home: string) => treeHashes(join(workspaceOf(home), 'data'))

/** What the command line answers, for sure without a stack trace. */
async function refused(home: string, ...more: readonly string[]): Promise<string> {
  const { exitCode, document, err } = await assay(home, 'pipeline', 'run', NAME, ...more)
  expect(exitCode).toBe(1)
  expect(err).not.toContain('    at ')
  expect(document.error.message).toMatch(/^[A-Z0-9].*\.$/)
  expect(document.error.hint).not.toBe('')
  return document.error.code
}

function bars(count: number, startMs: number): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const price = 100 + Math.sin(index / 9)
    return [startMs + index * 3_600_000, price, price + 1, price - 1, price + 0.5, 10 + index, 3].join(',')
  })
  return `time,open,high,low,close,volume,trades\n${rows.join('\n')}\n`
}

describe('input that no run can be made of', () => {
  test.each(['-5', '0'])('a capital of %s', async (capital) => {
    expect(await refused(fresh, '--start-capital', capital)).toBe('bad-capital')
    expect(existsSync(join(workspaceOf(fresh), 'runs'))).toBe(false)
  })

  test('one instrument, no data, an unknown detector', async () => {
    const single = newHome()
    await assay(single, 'workspace', 'create', NAME, '--primary', 'BTC')
    expect(await refused(single)).toBe('pair-needed')
    const empty = newHome()
    await makePair(empty)
    expect(await refused(empty)).toBe('no-data')
    const odd = newHome(fresh)
    const manifest = join(workspaceOf(odd), 'workspace.yaml')
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('residual-reversion', 'crystal-ball'))
    expect(await refused(odd)).toBe('unknown-detector')
    for (const home of [single, empty, odd]) expect(existsSync(join(workspaceOf(home), 'hold-out.json'))).toBe(false)
  })

  test('legs that do not overlap', async () => {
    const home = newHome()
    await makePair(home)
    for (const [role, year] of [
      ['primary', 2019],
      ['secondary', 2021],
    ] as const) {
      const file = join(home, `${role}.csv`)
      writeFileSync(file, bars(300, Date.UTC(year, 0, 1)))
      const words = ['data', 'import', NAME, '--role', role, '--file', file, '--time-unit', 'ms']
      expect(await assay(home, ...words)).toMatchObject({ exitCode: 0 })
    }
    const before = dataOf(home)
    expect(await refused(home)).toBe('legs-do-not-overlap')
    expect(dataOf(home)).toEqual(before)
  })

  test('too few bars fix no boundary: the next bars decide where the hold-out begins', async () => {
    const home = newHome()
    await makePair(home)
    await fill(home, { ...SAMPLE, bars: 500 })
    const before = dataOf(home)
    expect(await refused(home)).toBe('too-few-bars')
    expect(dataOf(home)).toEqual(before)
    expect(existsSync(join(workspaceOf(home), 'hold-out.json'))).toBe(false)
    expect(existsSync(join(workspaceOf(home), 'runs'))).toBe(false)
  })

  test('a workspace of a newer version, a damaged boundary, data that is not what its passport says', async () => {
    const newer = newHome(fresh)
    const manifest = join(workspaceOf(newer), 'workspace.yaml')
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('schemaVersion: 1', 'schemaVersion: 2'))
    expect(await refused(newer)).toBe('workspace-too-new')
    const lost = newHome(whole)
    writeFileSync(join(workspaceOf(lost), 'hold-out.json'), '{"half":')
    expect(await refused(lost)).toBe('hold-out-broken')
    const cut = newHome(fresh)
    const parquet = join(workspaceOf(cut), 'data/clean/btc_1h.parquet')
    writeFileSync(parquet, readFileSync(parquet).subarray(0, 2000))
    expect(await refused(cut)).toBe('data-broken')
  })

  test('a hold-out that begins after the last bar is no hold-out', async () => {
    const home = newHome(fresh)
    valueFrom(await run(home, { to: 'prepare' }))
    const file = join(workspaceOf(home), 'hold-out.json')
    const kept = JSON.parse(readFileSync(file, 'utf8'))
    for (const key of Object.keys(kept.boundariesMs)) kept.boundariesMs[key] = Date.UTC(2030, 0, 1)
    writeFileSync(file, JSON.stringify(kept))
    expect(await refused(home)).toBe('hold-out-empty')
  })
})

describe('a run folder that was damaged', () => {
  const file = (home: string, name: string) => join(workspaceOf(home), 'runs', runId, name)

  test('stages, units and the last mark are made anew', async () => {
    const home = newHome(fresh)
    valueFrom(await run(home, { to: 'optimize' }))
    for (const name of ['stages/select.json', 'stages/optimize.json']) {
      const text = readFileSync(file(home, name), 'utf8')
      writeFileSync(file(home, name), text.slice(0, text.length / 2))
    }
    writeFileSync(file(home, 'units/optimize/000003.json'), '')
    writeFileSync(file(home, 'units/select/000000.json'), '\u0000garbage')
    expect(valueFrom(await run(home)).runId).toBe(runId)
    expect(treeHashes(join(workspaceOf(home), 'runs'))).toEqual(treeHashes(join(workspaceOf(whole), 'runs')))
    writeFileSync(file(home, 'complete.json'), '{"published":')
    expect(valueFrom(await run(home)).unchanged).toBe(false)
    rmSync(file(home, 'published/charts'), { recursive: true })
    expect(valueFrom(await run(home)).unchanged).toBe(false)
    expect(treeHashes(join(workspaceOf(home), 'runs'))).toEqual(treeHashes(join(workspaceOf(whole), 'runs')))
  })

  test.each(['{"schemaVersion":2}', '{"half'])('a manifest of %s is told, not guessed', async (text) => {
    const home = newHome(whole)
    writeFileSync(file(home, 'manifest.json'), text)
    rmSync(file(home, 'complete.json'))
    expect(await refused(home)).toBe('run-broken')
    expect(published(home, runId)).toEqual(published(whole, runId))
  })

  test('a ledger that was lost after half a run holds every trial again at its end', async () => {
    const home = newHome(fresh)
    valueFrom(await run(home, { to: 'ml-backtest' }))
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(home, `ledger.sqlite${suffix}`), { force: true })
    valueFrom(await run(home))
    expect(published(home, runId)).toEqual(published(whole, runId))
  })
})

/** A door whose disk fails from the given write on. */
function failingDoor(errno: string, fromWrite: number): Door {
  let writes = 0
  const writeSync = (file: number, bytes: Uint8Array, offset?: number) => {
    if (++writes >= fromWrite) throw Object.assign(new Error(errno), { code: errno })
    return fs.writeSync(file, bytes, offset)
  }
  return (files) => createGuardedFiles(files.root, { ...fs, writeSync: writeSync as typeof fs.writeSync })
}

describe('a disk that fails in the middle', () => {
  test.each([
    ['ENOSPC', 'disk-full', 1],
    ['ENOSPC', 'disk-full', 12],
    ['ENOSPC', 'disk-full', 60],
    ['EROFS', 'not-writable', 30],
  ])(
    '%s is %s at write %d; what was stored is as before, and the next run ends in the same bytes',
    async (errno, code, from) => {
      const home = newHome(fresh)
      const before = dataOf(home)
      expect(codeOf(await run(home, { door: failingDoor(errno, from) }))).toBe(code)
      expect(dataOf(home)).toEqual(before)
      expect(existsSync(join(workspaceOf(home), 'final output'))).toBe(false)
      if (from !== 60) return
      valueFrom(await run(home))
      expect(published(home, runId)).toEqual(published(whole, runId))
    },
  )

  test('while publishing: the bundle of the run before stays whole', async () => {
    const home = newHome(whole)
    const shown = treeHashes(join(workspaceOf(home), 'final output'))
    valueFrom(await run(home, { seed: 2, to: 'hold-out' }))
    expect(codeOf(await run(home, { seed: 2, door: failingDoor('ENOSPC', 12) }))).toBe('disk-full')
    expect(treeHashes(join(workspaceOf(home), 'final output'))).toEqual(shown)
  })
})
