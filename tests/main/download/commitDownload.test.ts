import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { DownloadJournal } from '../../../src/core/contract/downloadJournal.ts'
import type { LayerManifest } from '../../../src/core/contract/layer.ts'
import { assembleWorkspacePorts } from '../../../src/main/assemble.ts'
import { type DownloadOptions, downloadData } from '../../../src/main/engine/download/downloadData.ts'
import { downloadPaths } from '../../../src/main/engine/download/downloadLayout.ts'
import type { GuardedFiles } from '../../../src/main/engine/ports/guardedFiles.ts'
import { openWorkspace } from '../../../src/main/engine/queries/openWorkspace.ts'
import { asked, codeOf, type DownloadScene, must, withHome, withScene } from './downloadScene.ts'
import { Killed } from './memoryFiles.ts'

const RANGE = { from: '2018-03-01T00:00:00Z', to: '2018-03-12T00:00:00Z' }
const WISH = { ...RANGE, symbols: ['BTC'], politeMs: 0 }
const PATHS = downloadPaths('BTC', '1h')

type Dying = GuardedFiles & { readonly changes: string[] }

/** The files of a process that is killed before its change number `killedAt`: after that it changes nothing any more. */
function dyingFiles(files: GuardedFiles, killedAt: number): Dying {
  const changes: string[] = []
  const change = <T>(path: string, act: () => T): T => {
    if (changes.length >= killedAt) throw new Killed(path)
    changes.push(path)
    return act()
  }
  return {
    ...files,
    changes,
    writeText: (path, text) => change(path, () => files.writeText(path, text)),
    writeBytes: (path, bytes) => change(path, () => files.writeBytes(path, bytes)),
    appendLine: (path, line) => change(path, () => files.appendLine(path, line)),
    rename: (from, to) => change(to, () => files.rename(from, to)),
    remove: (path) => change(path, () => files.remove(path)),
  }
}

async function downloadUntilKilled(scene: DownloadScene, killedAt: number): Promise<readonly string[]> {
  const opened = must(openWorkspace(assembleWorkspacePorts(scene.home), 'btc_eth'))
  const ports = await scene.ports()
  const files = dyingFiles(ports.files, killedAt)
  const options: DownloadOptions = {
    gateway: { address: { host: '127.0.0.1', port: scene.gateway.port, clientId: 71 }, politeMs: 0, patienceMs: 1e6 },
    range: { fromMs: Date.parse(RANGE.from), toMs: Date.parse(RANGE.to) },
    wish: { what: null, regularHours: null, venue: null, primaryExchange: null },
    symbols: ['BTC'],
    confirmHoles: true,
  }
  const job = {
    signal: new AbortController().signal,
    beat: () => {},
    note: () => {},
    stage: <T>(_stage: string, run: () => Promise<T>) => run(),
  }
  try {
    must(await scene.time.run(() => downloadData({ ...ports, files }, opened, options, job)))
  } catch (error) {
    if (!(error instanceof Killed)) throw error
  }
  return files.changes
}

/** All that must be the same after a kill. */
function stateOf(scene: DownloadScene) {
  const { counts, ...journal } = scene.journal('BTC')
  const { counts: shown, hash, ...proof } = scene.proof('BTC')
  const { resumes, ...others } = counts
  expect(shown).toEqual(counts)
  expect(hash).not.toBe('')
  const layers = scene.layers().map(({ download, rows, sourceSha256 }) => ({ download, rows, sourceSha256 }))
  return { journal, counts: others, proof, layers, data: scene.dataHash('BTC') }
}

describe('a kill', () => {
  test('before each change of a file, from the last answer on: the same in the end, and nothing is asked again', async () => {
    const { changes, whole } = await withScene({}, async (scene) => ({
      changes: await downloadUntilKilled(scene, Number.POSITIVE_INFINITY),
      whole: stateOf(scene),
    }))
    const lastAnswer = changes.findLastIndex((path) => path.startsWith(PATHS.answers))
    expect(changes.slice(lastAnswer)).toContain(PATHS.journal)
    expect(changes.length - lastAnswer).toBeGreaterThan(8)
    for (let killedAt = lastAnswer + 1; killedAt < changes.length; killedAt++) {
      await withScene({}, async (scene) => {
        await downloadUntilKilled(scene, killedAt)
        const before = asked(scene, 'bars').length
        await scene.mustDownload(WISH)
        expect(asked(scene, 'bars').length, `killed before ${changes[killedAt]}`).toBe(before)
        expect(stateOf(scene), `killed before ${changes[killedAt]}`).toEqual(whole)
      })
    }
  }, 60_000)
})

function edited(scene: DownloadScene, path: string, edit: (text: string) => string): void {
  const file = join(scene.root, path)
  writeFileSync(file, edit(readFileSync(file, 'utf8')))
}

function editedJournal(scene: DownloadScene, edit: (journal: DownloadJournal) => DownloadJournal): void {
  edited(scene, PATHS.journal, (text) => JSON.stringify(edit(JSON.parse(text))))
}

function lastLayer(scene: DownloadScene): LayerManifest {
  return scene.layers().at(-1)!
}

describe('a journal that is', () => {
  const LONGER = { ...WISH, to: '2018-03-20T00:00:00Z' }

  test.each([
    ['lost', () => null],
    ['damaged', () => '{"schemaVersion":1,'],
    ['of another shape', (text: string) => text.replace('"schemaVersion": 1', '"schemaVersion": 2')],
  ])(
    '%s: everything that is wanted is asked again and compared, with a note; the head is known again',
    async (_, edit) => {
      await withScene({}, async (scene) => {
        await scene.mustDownload(WISH)
        const before = scene.journal('BTC')
        const text = edit(scene.bytes(PATHS.journal).toString())
        if (text === null) rmSync(join(scene.root, PATHS.journal))
        else edited(scene, PATHS.journal, () => text)
        await scene.mustDownload(LONGER)
        const after = scene.journal('BTC')
        expect(after.headTimeMs).toBe(before.headTimeMs)
        expect(after.terms).toEqual(before.terms)
        expect(after.notes.join()).toContain('journal of the series was lost')
        expect(after.counts.revisions).toBe(0)
        expect(after.counts.identicalOverlaps).toBeGreaterThan(260)
        expect(lastLayer(scene).rows).toBe(8 * 24)
        const { expectedBars, receivedBars, from, to } = scene.proof('BTC')
        expect([expectedBars, receivedBars, from.slice(0, 10), to.slice(0, 10)]).toEqual([
          456,
          456,
          '2018-03-01',
          '2018-03-20',
        ])
      })
    },
    30_000,
  )

  test('of another contract: nothing is mixed', async () => {
    await withScene({}, async (scene) => {
      await scene.mustDownload(WISH)
      editedJournal(scene, (journal) => {
        const contract = { ...journal.terms.contract, exchange: 'ZEROHASH', conId: 541686651 }
        return { ...journal, terms: { ...journal.terms, contract } }
      })
      const data = scene.dataHash('BTC')
      expect(codeOf(await scene.download(LONGER))).toBe('journal-mismatch')
      expect(scene.dataHash('BTC')).toBe(data)
      rmSync(join(scene.root, PATHS.folder), { recursive: true })
      await scene.mustDownload(LONGER)
      expect(scene.proof('BTC').terms.contract.exchange).toBe('PAXOS')
    })
  }, 30_000)

  test('of the future (the clock was wrong) hides nothing that comes after the present', async () => {
    await withHome(async (home) => {
      await withScene({ home, startMs: Date.parse('2018-03-12T00:00:30Z') }, async (scene) => {
        await scene.mustDownload({ from: RANGE.from, symbols: ['BTC'] })
        editedJournal(scene, (journal) => ({
          ...journal,
          asked: journal.asked.map((span, index) =>
            index === journal.asked.length - 1 ? { ...span, toMs: Date.parse('2019-01-01T00:00Z') } : span,
          ),
        }))
      })
      await withScene({ home, startMs: Date.parse('2018-03-12T06:00:30Z') }, async (scene) => {
        await scene.mustDownload({ from: RANGE.from, symbols: ['BTC'] })
      })
      await withScene({ home, startMs: Date.parse('2018-03-13T00:00:30Z') }, async (scene) => {
        await scene.mustDownload({ from: RANGE.from, symbols: ['BTC'] })
        expect(scene.proof('BTC')).toMatchObject({ receivedBars: 12 * 24, expectedBars: 12 * 24 })
      })
    })
  }, 30_000)

  test('lost when a split has come: the old scale is not mixed in, and what was stored beyond the wish is fetched anew', async () => {
    await withHome(async (home) => {
      await withScene({ home }, (scene) => scene.mustDownload(WISH))
      await withScene({ home, market: { split: { symbol: 'BTC', ratio: 4 } } }, async (scene) => {
        rmSync(join(scene.root, PATHS.journal))
        await scene.mustDownload({ ...WISH, from: '2018-03-08T00:00:00Z', to: '2018-03-14T00:00:00Z' })
        const { open, timeMs } = await scene.series('BTC')
        expect(timeMs.length).toBe(13 * 24)
        const steps = Array.from(open, (price, row) => price / (open[row - 1] ?? price))
        expect(Math.max(...steps)).toBeLessThan(2)
        expect(Math.min(...steps)).toBeGreaterThan(0.5)
        expect(lastLayer(scene).supersedes).toEqual([1])
      })
    })
  }, 30_000)

  test('there without any layer: the series is downloaded anew', async () => {
    await withScene({}, async (scene) => {
      await scene.mustDownload(WISH)
      const clean = scene.cleanHash('BTC')
      rmSync(join(scene.root, 'data/raw/layers'), { recursive: true })
      rmSync(join(scene.root, 'data/clean'), { recursive: true })
      await scene.mustDownload(WISH)
      expect(scene.cleanHash('BTC')).toBe(clean)
    })
  }, 30_000)
})

describe('a pending download', () => {
  test('of an older shape is begun anew, and it is said', async () => {
    await withScene({}, async (scene) => {
      const file = join(scene.root, PATHS.plan)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, '{"schemaVersion":0,"spans":[]}')
      await scene.mustDownload(WISH)
      expect(scene.notes.join('\n')).toContain('cannot be read')
      expect(scene.proof('BTC').unexplainedBars).toBe(0)
    })
  })

  test('that was counted in already, of which a kill left the plan, is not done again', async () => {
    await withScene({}, async (scene) => {
      const changes = await downloadUntilKilled(scene, Number.POSITIVE_INFINITY)
      expect(changes.at(-1)).toBe(PATHS.pending)
      const { plan } = scene.journal('BTC')
      const file = join(scene.root, PATHS.plan)
      mkdirSync(dirname(file), { recursive: true })
      const { terms, headTimeMs } = scene.journal('BTC')
      const spans = lastLayer(scene).download!.spans
      const left = { schemaVersion: 1, id: plan, terms, interval: '1h', headTimeMs, spans, replaces: false, notes: [] }
      writeFileSync(file, JSON.stringify(left))
      const state = stateOf(scene)
      const before = asked(scene, 'bars').length
      await scene.mustDownload(WISH)
      expect(asked(scene, 'bars').length).toBe(before)
      expect(stateOf(scene)).toEqual(state)
    })
  })
})
