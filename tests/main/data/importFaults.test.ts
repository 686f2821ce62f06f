import { describe, expect, it } from 'vitest'
import type { silentBeat } from '../../../src/core/job/beat.ts'
import { Cancelled } from '../../../src/core/job/cancelled.ts'
import { failure } from '../../../src/core/outcome/outcome.ts'
import { systemFileCalls } from '../../../src/main/adapters/files/fileCalls.ts'
import { createGuardedFiles } from '../../../src/main/adapters/files/guardedFiles.ts'
import { importData } from '../../../src/main/engine/commands/importData.ts'
import type { DataPorts } from '../../../src/main/engine/ports/dataPorts.ts'
import { readSeries } from '../../../src/main/engine/queries/readSeries.ts'
import { codeOf, contents, dataPorts, hourlyCsv, importInto, sourceFile, testWorkspace, unwrap } from './dataBench.ts'

const SPAN = { symbol: 'BTC', interval: '1h', startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY }
const full = failure('disk-full', 'The disk is full.', 'Free some space.')

/** The same ports, whose `failing`-th write of any kind finds the disk full. `count` tells how many there were. */
function faulty(ports: DataPorts, failing: number): { ports: DataPorts; count: () => number } {
  let writes = 0
  const fails = () => ++writes === failing
  const { files, columns, scratch } = ports
  return {
    count: () => writes,
    ports: {
      ...ports,
      files: {
        ...files,
        writeText: (path, text) => (fails() ? full : files.writeText(path, text)),
        makeFolder: (path) => (fails() ? full : files.makeFolder(path)),
      },
      scratch: {
        ...scratch,
        copyIn: async (from, to, progress) => (fails() ? full : scratch.copyIn(from, to, progress)),
        openText: (path) => {
          const opened = scratch.openText(path)
          if (!opened.ok) return opened
          const { write, finish, abandon } = opened.value
          const value = {
            write: (text: string) => (fails() ? full : write(text)),
            finish: () => (fails() ? full : finish()),
            abandon,
          }
          return { ok: true, value }
        },
      },
      columns: {
        ...columns,
        openParquet: async (path, names) => {
          const opened = await columns.openParquet(path, names)
          if (!opened.ok) return opened
          const { append, finish, abandon } = opened.value
          return {
            ok: true,
            value: {
              append: async (values, rows) => (fails() ? full : append(values, rows)),
              finish: async (pulse) => (fails() ? full : finish(pulse)),
              abandon,
            },
          }
        },
      },
    },
  }
}

describe('an import that fails', () => {
  it('leaves the stored data as before, whichever write finds the disk full', async () => {
    const ports = dataPorts()
    unwrap(await importInto(ports, sourceFile('first.csv', hourlyCsv(1500))))
    const before = contents(ports.files.root)
    const second = sourceFile('second.csv', hourlyCsv(1600))
    let writes = 1
    for (let failing = 1; failing <= writes; failing++) {
      const broken = faulty(ports, failing)
      const outcome = await importInto(broken.ports, second)
      if (outcome.ok) break
      writes = failing + 1
      expect([failing, codeOf(outcome), contents(ports.files.root)]).toEqual([failing, 'disk-full', before])
    }
    expect(writes).toBeGreaterThan(12)
    expect(unwrap(await importInto(ports, second)).passport.clean).toBe(1600)
  })

  it('leaves the stored data as before where it is cancelled, at any beat', async () => {
    const ports = dataPorts()
    unwrap(await importInto(ports, sourceFile('first.csv', hourlyCsv(1500))))
    const before = contents(ports.files.root)
    const second = sourceFile('second.csv', hourlyCsv(1600))
    for (let stopAt = 1; stopAt < 200; stopAt += 3) {
      let beats = 0
      const beat = () => {
        if (++beats === stopAt) throw new Cancelled()
      }
      const running = importData(ports, testWorkspace(), { kind: 'bars', role: 'primary', file: second }, beat)
      const ended = await running.then(
        () => 'done',
        (error: unknown) => (error instanceof Cancelled ? 'cancelled' : Promise.reject(error)),
      )
      if (ended === 'done') return expect(stopAt).toBeGreaterThan(6)
      expect([stopAt, contents(ports.files.root)]).toEqual([stopAt, before])
    }
  })

  it('is made good where it was killed between two renames, and readers see one whole state meanwhile', async () => {
    const whole = dataPorts()
    const first = sourceFile('first.csv', hourlyCsv(500))
    const second = sourceFile('second.csv', hourlyCsv(600))
    unwrap(await importInto(whole, first))
    unwrap(await importInto(whole, second))
    for (let renames = 0; renames < 6; renames++) {
      const ports = dataPorts()
      unwrap(await importInto(ports, first))
      let done = 0
      const killed = {
        ...ports,
        files: {
          ...ports.files,
          rename: (from: string, to: string) => {
            if (done === renames) throw new Error('killed')
            done++
            return ports.files.rename(from, to)
          },
        },
      }
      await expect(importInto(killed, second)).rejects.toThrow('killed')
      const meanwhile = unwrap(await readSeries(ports, SPAN))
      expect([renames, meanwhile.timeMs.length]).toEqual([renames, 600])
      unwrap(await importInto(ports, second))
      const after = contents(ports.files.root)
      for (const [path, bytes] of Object.entries(contents(whole.files.root)))
        if (!path.endsWith('manifest.json')) expect(after[path] === bytes, path).toBe(true)
      expect(Object.keys(after)).toEqual(Object.keys(contents(whole.files.root)))
    }
  })

  it('says disk-full where the file system does', async () => {
    const ports = dataPorts()
    const calls = {
      ...systemFileCalls,
      writeSync: () => {
        throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
      },
    }
    const files = createGuardedFiles(ports.files.root, calls)
    expect(codeOf(await importInto({ ...ports, files }, sourceFile('bars.csv', hourlyCsv(40))))).toBe('disk-full')
    expect(contents(ports.files.root)).toEqual({})
  })

  it('sees a file that changes while it is imported', async () => {
    const ports = dataPorts()
    const file = sourceFile('bars.csv', hourlyCsv(40))
    const digests: DataPorts['digests'] = {
      ...ports.digests,
      ofFile: async (path, progress) => {
        const digest = await ports.digests.ofFile(path, progress)
        return digest.ok && path === file ? { ok: true, value: { ...digest.value, sha256: 'another' } } : digest
      },
    }
    expect(codeOf(await importInto({ ...ports, digests }, file))).toBe('file-changed')
    expect(contents(ports.files.root)).toEqual({})
  })

  it('sees stored bars that are no longer whole', async () => {
    const ports = dataPorts()
    unwrap(await importInto(ports, sourceFile('bars.csv', hourlyCsv(2000))))
    const clean = 'data/clean/btc_1h.parquet'
    const bytes = unwrap(ports.files.readBytes(clean))
    unwrap(ports.files.writeBytes(clean, bytes.subarray(0, bytes.length / 2)))
    expect(codeOf(await readSeries(ports, SPAN))).toBe('data-broken')
    unwrap(ports.files.writeText('data/clean/btc_1h.passport.json', '{"half'))
    expect(codeOf(await readSeries(ports, SPAN))).toBe('passport-broken')
    unwrap(await importInto(ports, sourceFile('bars.csv', hourlyCsv(2000))))
    expect(unwrap(await readSeries(ports, SPAN)).timeMs.length).toBe(2000)
  })

  it('refuses to go on over a layer whose manifest is half-written', async () => {
    const ports = dataPorts()
    unwrap(await importInto(ports, sourceFile('bars.csv', hourlyCsv(40))))
    unwrap(ports.files.writeText('data/raw/layers/0001/manifest.json', '{"schemaVersion": 1,'))
    const before = contents(ports.files.root)
    expect(codeOf(await importInto(ports, sourceFile('more.csv', hourlyCsv(50))))).toBe('layer-broken')
    expect(contents(ports.files.root)).toEqual(before)
  })

  it('beats while it works', async () => {
    const notes = new Set<string>()
    const ports = dataPorts()
    const file = sourceFile('bars.csv', hourlyCsv(3000))
    const beat: typeof silentBeat = (done, total, note) => {
      expect(done).toBeLessThanOrEqual(total)
      notes.add(note.replace(/\d+/, 'N'))
    }
    unwrap(await importData(ports, testWorkspace(), { kind: 'bars', role: 'primary', file }, beat))
    expect([...notes]).toEqual([
      'checking the file',
      'copying',
      'reading, N rows',
      'hashing',
      'sorting rows by month',
      'cleaning bars',
    ])
  })
})
