import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createUploadFolder } from '../../../src/main/adapters/files/uploadFolder.ts'
import { codeOf, unwrap } from '../data/dataBench.ts'
import { useTemporaryFolders } from './temporaryFolder.ts'

const freshFolder = useTemporaryFolders()
const NOW_MS = 1_800_000_000_000
const clock = { nowMs: () => 0, monotonicMs: () => 0 }
const dayClock = { ...clock, nowMs: () => NOW_MS }
const bytes = (text: string) => new TextEncoder().encode(text)

async function uploaded(uploads: ReturnType<typeof createUploadFolder>, name: string, text: string): Promise<string> {
  const upload = unwrap(await uploads.begin(name, text.length))
  unwrap(await upload.write(bytes(text)))
  return unwrap(await upload.finish())
}

describe('uploads', () => {
  test('come to lie in a folder of their own, whatever they are called', async () => {
    const folder = join(freshFolder(), 'engine', 'uploads')
    const uploads = createUploadFolder(folder, clock)
    const paths = [await uploaded(uploads, '../../a.csv', 'one'), await uploaded(uploads, 'a.csv', 'two')]
    expect(paths.map((path) => readFileSync(path, 'utf8'))).toEqual(['one', 'two'])
    for (const path of paths) expect(path).toMatch(new RegExp(`^${folder}/file-\\w{6}/a\\.csv$`))
    if (process.platform !== 'win32') expect(statSync(paths[0]!).mode & 0o777).toBe(0o600)
  })

  test('bytes that are missing or too many, and an end half-way, leave nothing', async () => {
    const folder = freshFolder()
    const uploads = createUploadFolder(folder, clock)
    for (const size of [2, 4]) {
      const upload = unwrap(await uploads.begin('a.csv', size))
      unwrap(await upload.write(bytes('abc')))
      expect(codeOf(await upload.finish())).toBe('upload-cut')
    }
    const left = unwrap(await uploads.begin('a.csv', 3))
    unwrap(await left.write(bytes('a')))
    await left.abandon()
    expect(readdirSync(folder)).toEqual([])
  })

  test('an engine starts where the folder cannot be one, and the upload is told', async () => {
    const folder = join(freshFolder(), 'uploads')
    writeFileSync(folder, 'a file')
    const uploads = createUploadFolder(folder, clock)
    const begun = await uploads.begin('a.csv', 1)
    expect(begun.ok).toBe(false)
    expect(readFileSync(folder, 'utf8')).toBe('a file')
  })

  test('too large, and a disk without room for file and import', async () => {
    const free = { bytes: 10_000_000_000 }
    const folder = freshFolder()
    const uploads = createUploadFolder(folder, clock, () => free.bytes)
    expect(codeOf(await uploads.begin('a.csv', 8 * 1024 ** 3 + 1))).toBe('upload-too-large')
    expect(codeOf(await uploads.begin('a.csv', 6_000_000_000))).toBe('disk-full')
    free.bytes = 100_000_000
    unwrap(
      await unwrap(await uploads.begin('a.csv', 10_000_000))
        .abandon()
        .then(() => ({ ok: true, value: 0 })),
    )
    expect(codeOf(await uploads.begin('a.csv', 20_000_000))).toBe('disk-full')
    expect(readdirSync(folder)).toEqual([])
  })

  test('a folder that cannot be made is told', async () => {
    const folder = join(freshFolder(), 'file')
    writeFileSync(folder, '')
    expect(codeOf(await createUploadFolder(join(folder, 'x'), clock).begin('a', 1))).toMatch(/not-a-file|file-trouble/)
  })

  test('only uploads are removed', async () => {
    const home = freshFolder()
    const folder = join(home, 'uploads')
    const uploads = createUploadFolder(folder, clock)
    const path = await uploaded(uploads, 'a.csv', 'one')
    const other = join(home, 'other', 'file-abcdef')
    mkdirSync(other, { recursive: true })
    mkdirSync(join(folder, 'mine'))
    for (const wrong of [
      join(other, 'a.csv'),
      folder,
      home,
      join(folder, 'mine', 'x'),
      join(folder, 'a.csv'),
      `${folder}/file-1/../../other/file-abcdef/x`,
      '',
      '--symbol=BTC',
    ])
      uploads.remove(wrong)
    expect([existsSync(path), existsSync(other), existsSync(join(folder, 'mine'))]).toEqual([true, true, true])
    uploads.remove(path)
    expect(readdirSync(folder)).toEqual(['mine'])
  })

  test('what is older than a day goes at the start of the engine and before the next upload', async () => {
    const folder = freshFolder()
    const make = (name: string, ageHours: number) => {
      mkdirSync(join(folder, name))
      const seconds = NOW_MS / 1000 - ageHours * 3600
      utimesSync(join(folder, name), seconds, seconds)
    }
    make('file-old', 25)
    make('file-new', 23)
    make('kept', 1_000)
    symlinkSync(join(folder, 'none'), join(folder, 'file-link'))
    const uploads = createUploadFolder(folder, dayClock)
    expect(readdirSync(folder).sort()).toEqual(['file-link', 'file-new', 'kept'])
    make('file-late', 30)
    await unwrap(await uploads.begin('a', 1)).abandon()
    expect(readdirSync(folder).sort()).toEqual(['file-link', 'file-new', 'kept'])
  })
})
