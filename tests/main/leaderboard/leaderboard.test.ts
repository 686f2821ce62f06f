import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonicalJson } from '../../../src/core/contract/canonicalJson.ts'
import { sha256 } from '../../../src/main/adapters/hash/sha256.ts'
import { assay } from '../backtests/backtestScene.ts'
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

const BOARD = 'leaderboard/entries.json'
const inside = (home: string, path: string) => join(home, 'workspaces', 'stocks', path)
const read = (home: string, path: string) => readFileSync(inside(home, path), 'utf8')
const codeOf = ({ document }: { document: { error?: { code: string } } }) => document.error?.code ?? 'ok'

/** A copy of the proven home whose board is up to date. */
async function board(): Promise<string> {
  const home = copyOf(madeIn, freshFolder())
  await assay(home, 'leaderboard', 'update')
  return home
}
/** Exit code of a program of its own. */
function program(...words: readonly string[]): Promise<number | null> {
  const entry = join(import.meta.dirname, '../../../src/main/doors/cli/main.ts')
  return new Promise((resolve) => {
    spawn(process.execPath, [entry, ...words], { stdio: 'ignore' }).on('exit', resolve)
  })
}
const accept = (home: string) =>
  assay(home, 'leaderboard', 'review', proven.id.slice(0, 6), '--note', 'Looked at every trade', '--accept')

describe('assay leaderboard update', () => {
  it('puts a finished backtest on the board, and the same bytes again', async () => {
    const home = await board()
    const first = read(home, BOARD)
    const again = await assay(home, 'leaderboard', 'update', 'stocks')
    expect(again.document.data.updates).toEqual([
      {
        workspace: 'stocks',
        entries: 1,
        added: [],
        changed: [],
        gone: [],
        refused: [],
        unreadable: [],
        rebuilt: false,
      },
    ])
    expect(read(home, BOARD)).toBe(first)
    expect(readdirSync(inside(home, 'leaderboard'))).toEqual(['entries.json'])
  })

  it('takes off what is gone, with a note, and puts it back when it comes back', async () => {
    const home = await board()
    const kept = read(home, BOARD)
    rmSync(inside(home, `backtests/${proven.id}`), { recursive: true })
    const before = await assay(home, 'leaderboard', 'show')
    expect(before.document.data.notes.join()).toContain('there no more')
    const updated = await assay(home, 'leaderboard', 'update')
    expect(updated.document.data.updates[0].gone).toMatchObject([{ id: proven.id, kind: 'backtest' }])
    const shown = await assay(home, 'leaderboard', 'show', 'stocks')
    expect(shown.document.data).toMatchObject({ rows: [], total: 0, gone: [{ id: proven.id, workspace: 'stocks' }] })
    const still = read(home, BOARD)
    expect((await assay(home, 'leaderboard', 'update')).document.data.updates[0].gone).toEqual([])
    expect(read(home, BOARD)).toBe(still)
    copyOf(inside(madeIn, `backtests/${proven.id}`), inside(home, `backtests/${proven.id}`))
    await assay(home, 'leaderboard', 'update')
    expect(read(home, BOARD)).toBe(kept)
  })

  it('leaves out what was altered, saying what', async () => {
    const home = await board()
    spoil(home, `backtests/${proven.id}/metrics.json`, (text) => text.replace('"endEquity": ', '"endEquity": 9'))
    const updated = await assay(home, 'leaderboard', 'update')
    expect(updated.document.data.updates[0]).toMatchObject({
      entries: 0,
      gone: [{ id: proven.id }],
      unreadable: [{ artefact: `backtests/${proven.id}` }],
    })
    expect(updated.document.data.updates[0].gone[0].why).toContain('metrics.json')
  })

  it('is made from the results anew where the board cannot be read', async () => {
    const home = await board()
    const kept = read(home, BOARD)
    for (const broken of ['{', '{}', '[]', kept.replace('"sharpeRatio"', '"sharpeRatio":"x","y"')]) {
      writeFileSync(inside(home, BOARD), broken)
      expect(codeOf(await assay(home, 'leaderboard', 'show', 'stocks'))).toBe('leaderboard-broken')
      expect((await assay(home, 'leaderboard', 'show')).document.data.notes.join()).toContain('stocks is left out')
      expect((await assay(home, 'leaderboard', 'update')).document.data.updates[0].rebuilt).toBe(true)
      expect(read(home, BOARD)).toBe(kept)
    }
  })

  it('says of results that came since that they are not on it', async () => {
    const home = copyOf(madeIn, freshFolder())
    const shown = await assay(home, 'leaderboard', 'show')
    expect(shown.document.data.rows).toEqual([])
    expect(shown.document.data.notes).toEqual([
      '1 finished results of stocks do not stand on the board yet. Run: assay leaderboard update stocks',
    ])
  })

  it('many at once end as one', async () => {
    const home = copyOf(madeIn, freshFolder())
    const ends = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        index % 3 === 2
          ? assay(home, 'leaderboard', 'show', 'stocks')
          : assay(home, 'leaderboard', 'update', ...(index % 2 === 0 ? [] : ['stocks'])),
      ),
    )
    expect(ends.map(({ exitCode }) => exitCode)).toEqual(ends.map(() => 0))
    const alone = await board()
    expect(read(home, BOARD)).toBe(read(alone, BOARD))
    expect(readdirSync(inside(home, 'leaderboard'))).toEqual(['entries.json'])
  })
})

it('what a sweep proposes stands on the board, judged by the profile that the sweep asks for', async () => {
  const home = copyOf(madeIn, freshFolder())
  const spec = join(home, 'sweep.yaml')
  writeFileSync(
    spec,
    'strategy: { id: moving-average-cross }\nparameter_grid: { fast: [5, 10, 15], slow: [20, 30, 40] }\nrisk_profile: Conservative\nbacktest: { instruments: [AAPL] }\n',
  )
  const swept = await assay(home, 'sweep', 'run', 'stocks', '--spec', spec, '--workers', '1')
  expect(swept.document.error).toBeUndefined()
  await assay(home, 'leaderboard', 'update')
  const shown = await assay(home, 'leaderboard', 'show', '--filter', 'subject:moving-average-cross')
  expect(shown.document.data.rows.map(({ entry }: { entry: { kind: string } }) => entry.kind).sort()).toEqual([
    'sweep-best',
    'sweep-plateau',
  ])
  for (const { profile, judgement, entry } of shown.document.data.rows) {
    expect(profile).toBe('Conservative')
    expect(judgement.deflation.trials).toBe(10)
    expect(entry.deflation.trials).toBe(10)
    expect(Object.keys(entry.parameters).sort()).toEqual(['fast', 'slow'])
  }
})

describe('assay leaderboard show', () => {
  it('judges by the profile asked for and by the trials of now', async () => {
    const home = await board()
    const passes = await assay(home, 'leaderboard', 'show', '--filter', 'gate:pass,profile:balanced,trades:>=50')
    expect(passes.document.data.rows).toMatchObject([
      { rank: 1, workspace: 'stocks', profile: 'Balanced', review: 'none', judgement: { state: 'pass' } },
    ])
    const { judgement, entry } = passes.document.data.rows[0]
    expect(judgement.deflation.trials).toBe(1)
    expect(entry.deflation.trials).toBe(1)
    for (const month of [3, 6])
      await assay(
        home,
        'backtest',
        'run',
        'stocks',
        '--config',
        proven.config,
        '--to',
        `2023-0${month}-28`,
        '--from',
        '2022-06-15',
      )
    const later = await assay(home, 'leaderboard', 'show', '--filter', 'subject:momentum')
    expect(later.document.data.rows[0].judgement.deflation.trials).toBe(3)
    expect(later.document.data.rows[0].entry.deflation.trials).toBe(1)
    expect(later.document.data.notes[0]).toContain('2 finished results')
  })

  it("a person's own gates come on top, and may not loosen", async () => {
    const home = await board()
    const strict = join(home, 'strict.yaml')
    writeFileSync(strict, 'sharpe_ratio: "> 1.0"\nnum_trades: "> 100000"\n')
    const shown = await assay(home, 'leaderboard', 'show', '--gates', strict)
    expect(shown.document.data.rows[0].judgement.state).toBe('not-enough-data')
    writeFileSync(strict, 'sharpe_ratio: "> 0.1"\n')
    expect(codeOf(await assay(home, 'leaderboard', 'show', '--gates', strict))).toBe('gate-below-floor')
    expect(codeOf(await assay(home, 'leaderboard', 'show', '--gates', join(home, 'none.yaml')))).toBe(
      'gates-file-missing',
    )
  })

  it('an unknown figure, key or workspace is told with the nearest', async () => {
    const home = await board()
    expect(codeOf(await assay(home, 'leaderboard', 'show', '--by', 'shrpe'))).toBe('rank-unknown')
    expect(codeOf(await assay(home, 'leaderboard', 'show', '--filter', 'gates:pass'))).toBe('filter-key-unknown')
    expect(codeOf(await assay(home, 'leaderboard', 'show', 'stock'))).toBe('workspace-missing')
    expect(codeOf(await assay(home, 'leaderboard', 'entry', 'ffff'))).toBe('entry-missing')
    expect(codeOf(await assay(home, 'leaderboard', 'entry', ''))).toBe('entry-missing')
  })
})

describe('reviews and the cart', () => {
  it('a review only grows, and a line that was changed is found', async () => {
    const home = await board()
    expect((await accept(home)).document.data.review).toBe('accepted')
    const first = read(home, 'leaderboard/journal.jsonl')
    await assay(home, 'leaderboard', 'review', proven.id, '--note', 'Once more', '--reject')
    const both = read(home, 'leaderboard/journal.jsonl')
    expect(both.startsWith(first)).toBe(true)
    expect(codeOf(await assay(home, 'cart', 'add', proven.id))).toBe('review-rejected')
    writeFileSync(inside(home, 'leaderboard/journal.jsonl'), both.replace('every trade', 'every  trade'))
    expect(codeOf(await assay(home, 'leaderboard', 'show', 'stocks'))).toBe('journal-broken')
    writeFileSync(inside(home, 'leaderboard/journal.jsonl'), both.split('\n').slice(1).join('\n'))
    expect(codeOf(await accept(home))).toBe('entry-missing')
    writeFileSync(inside(home, 'leaderboard/journal.jsonl'), both.slice(0, -5))
    expect(codeOf(await assay(home, 'cart', 'show', 'stocks'))).toBe('journal-broken')
  })

  it('reviews written by several programs at the same time are all kept', async () => {
    const home = await board()
    const ends = await Promise.all(
      Array.from({ length: 4 }, (_, index) =>
        program('leaderboard', 'review', proven.id, '--note', `Reader ${index}`, '--home', home),
      ),
    )
    expect(ends).toEqual([0, 0, 0, 0])
    const view = await assay(home, 'leaderboard', 'entry', proven.id)
    const notes = view.document.data.journal.map((line: { note: string }) => line.note)
    expect([...notes].sort()).toEqual(Array.from({ length: 4 }, (_, index) => `Reader ${index}`))
  })

  it('an empty note says nothing', async () => {
    const home = await board()
    expect(codeOf(await assay(home, 'leaderboard', 'review', proven.id, '--note', '  '))).toBe('review-empty')
    expect(existsSync(inside(home, 'leaderboard/journal.jsonl'))).toBe(false)
  })

  it('the cart takes what was accepted and passes, once, and gives it back', async () => {
    const home = await board()
    expect(codeOf(await assay(home, 'cart', 'add', proven.id))).toBe('not-reviewed')
    await accept(home)
    expect((await assay(home, 'cart', 'add', proven.id)).document.data).toMatchObject({
      profile: 'Balanced',
      changed: true,
    })
    expect((await assay(home, 'cart', 'add', proven.id)).document.data.changed).toBe(false)
    const shown = await assay(home, 'cart', 'show')
    expect(shown.document.data.lines).toMatchObject([{ workspace: 'stocks', trouble: null }])
    await assay(home, 'cart', 'remove', proven.id.slice(0, 5))
    expect((await assay(home, 'cart', 'show')).document.data.lines).toEqual([])
    expect(codeOf(await assay(home, 'cart', 'remove', proven.id))).toBe('not-in-cart')
  })

  it('what fails a gate is refused with each gate', async () => {
    const home = await board()
    await accept(home)
    const strict = join(home, 'strict.yaml')
    writeFileSync(strict, 'num_trades: "> 100000"\nsharpe_ratio: "> 90"\n')
    const refused = await assay(home, 'cart', 'add', proven.id, '--gates', strict)
    expect(refused.document.error).toMatchObject({ code: 'gates-failed' })
    expect(refused.document.error.message).toMatch(/fails 2 gates of Balanced: .*100000.*90/)
    expect(refused.document.error.hint.length).toBeGreaterThan(20)
  })

  it('a review of other bytes does not count', async () => {
    const home = await board()
    await accept(home)
    spoil(home, `backtests/${proven.id}/complete.json`, (text) => `${text}\n`)
    await assay(home, 'leaderboard', 'update')
    expect(codeOf(await assay(home, 'cart', 'add', proven.id))).toBe('not-reviewed')
  })
})

it('an optimistic fill is marked, and judged with its next-open run', async () => {
  const home = copyOf(madeIn, freshFolder())
  const spec = join(home, 'close.yaml')
  writeFileSync(
    spec,
    'start_date: 2022-06-10\ninstruments: [AAPL]\nstrategy: { id: momentum, parameters: { lookback: 1 } }\nexecution: { fill: this_close, slippage: 0.0001, commission: 0.0001 }\n',
  )
  await assay(home, 'backtest', 'run', 'stocks', '--config', spec)
  await assay(home, 'leaderboard', 'update')
  const shown = await assay(home, 'leaderboard', 'show', '--filter', 'fill:optimistic')
  const [{ entry }] = shown.document.data.rows
  expect(shown.document.data.rows).toHaveLength(1)
  expect(entry.nextOpen.values.totalReturn).not.toBe(entry.run.values.totalReturn)
  expect(entry.nextOpen.profitAtCosts150).not.toBe(null)
})

describe('assay deploy lock', () => {
  const lock = (home: string, ...words: readonly string[]) =>
    assay(home, 'deploy', 'lock', 'stocks', '--id', proven.id, ...words)
  async function chosen(): Promise<string> {
    const home = await board()
    await accept(home)
    await assay(home, 'cart', 'add', proven.id)
    return home
  }

  it('locks what was made again with the same bytes and trades alike in both engines', async () => {
    const home = await chosen()
    const locked = await lock(home)
    expect(locked.document.error).toBeUndefined()
    const { path, deployment } = locked.document.data
    expect(path).toBe(`deployments/${deployment.sha256.slice(0, 8)}.json`)
    const text = read(home, path)
    const kept = JSON.parse(text)
    expect(sha256(canonicalJson(kept.locked))).toBe(kept.sha256)
    const told = { model_id: 'momentum', matrix_sha: null, risk_profile: 'Balanced', through_hold_out: false }
    expect(kept.locked).toMatchObject(told)
    expect(kept.locked.config_sha).toMatch(/^[0-9a-f]{64}$/)
    expect(kept.locked.risk_limits).toMatchObject({ stop_loss: null, leverage: 1, position_sizing: { fraction: 1 } })
    expect(kept.locked.gates.every(({ pass }: { pass: boolean }) => pass)).toBe(true)
    expect(kept.locked.validation.event_engine_fills).toBeGreaterThan(100)
    expect(kept.locked).not.toHaveProperty('deployed_at')
    expect(statSync(inside(home, path)).mode & 0o777).toBe(0o444)
    expect((await lock(home)).document.data.isNew).toBe(false)
    expect(read(home, path)).toBe(text)
    expect(existsSync(inside(home, 'verify'))).toBe(false)
    const listed = async () => (await assay(home, 'deploy', 'list')).document.data.lines
    expect(await listed()).toMatchObject([{ entryId: proven.id, file: path, state: 'as-locked', locked: kept.locked }])
    rmSync(inside(home, path))
    expect(await listed()).toMatchObject([{ file: path, state: 'missing', locked: null }])
    writeFileSync(inside(home, path), text.replace('"leverage": 1', '"leverage": 9'))
    expect(await listed()).toMatchObject([{ file: path, state: 'changed', locked: null }])
    expect(codeOf(await lock(home))).toBe('deployment-changed')
  })

  it('refuses what does not lie in the cart', async () => {
    const home = await board()
    expect(codeOf(await lock(home))).toBe('not-in-cart')
  })

  it.each([
    ['"kind":"pipeline"', 'not-a-backtest'],
    ['"kind":"sweep-best"', 'not-a-backtest'],
    ['"synthetic":true', 'synthetic-data'],
  ])('refuses an entry that is %s', async (field, code) => {
    const home = await chosen()
    const name = field.slice(0, field.indexOf(':') + 1)
    spoil(home, BOARD, (text) => text.replace(new RegExp(`${name}[^,]+`), field))
    expect(codeOf(await lock(home))).toBe(code)
  })

  it('refuses an entry of which the board says what its files do not', async () => {
    const home = await chosen()
    spoil(home, BOARD, (text) => text.replace(/"sharpeRatio":[^,]+/, '"sharpeRatio":99'))
    expect(codeOf(await lock(home))).toBe('entry-outdated')
  })

  it('refuses what fails a gate by now, with the gate', async () => {
    const home = await chosen()
    const strict = join(home, 'strict.yaml')
    writeFileSync(strict, 'win_rate: "> 0.9999"\n')
    const refused = await lock(home, '--gates', strict)
    expect(refused.document.error).toMatchObject({ code: 'gates-failed' })
    expect(refused.document.error.message).toContain('win')
    expect(existsSync(inside(home, 'deployments'))).toBe(false)
  })

  it('refuses files that were altered or are gone', async () => {
    const altered = await chosen()
    spoil(altered, `backtests/${proven.id}/trades.csv`, (text) => text.replace('AAPL', 'MSFT'))
    expect(codeOf(await lock(altered))).toBe('backtest-broken')
    const gone = await chosen()
    rmSync(inside(gone, `backtests/${proven.id}/equity_curve.png`))
    expect(codeOf(await lock(gone))).toBe('backtest-broken')
    const list = await chosen()
    spoil(list, `backtests/${proven.id}/complete.json`, (text) => `${text}\n`)
    expect(codeOf(await lock(list))).toBe('entry-outdated')
  })

  it('refuses data that give another backtest today', async () => {
    const home = await chosen()
    spoil(home, 'workspace.yaml', (text) => text.replace(/feeBps: *\d+/, 'feeBps: 3'))
    const refused = await lock(home)
    expect(codeOf(refused)).toBe('deploy-inputs-changed')
    expect(existsSync(inside(home, 'verify'))).toBe(false)
  })

  it('refuses results whose bytes do not come out again', async () => {
    const home = await board()
    const folder = `backtests/${proven.id}`
    spoil(home, `${folder}/trades.csv`, (text) => text.replace('AAPL', 'MSFT'))
    const forged = sha256(read(home, `${folder}/trades.csv`))
    spoil(home, `${folder}/complete.json`, (text) => text.replace(/("trades\.csv": ")[0-9a-f]{64}/, `$1${forged}`))
    await assay(home, 'leaderboard', 'update')
    await accept(home)
    await assay(home, 'cart', 'add', proven.id)
    const refused = await lock(home)
    expect(refused.document.error).toMatchObject({ code: 'deploy-differs' })
    expect(refused.document.error.message).toContain('trades.csv')
  })
})
