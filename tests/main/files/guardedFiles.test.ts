import fs, { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../../src/core/outcome/outcome.ts'
import type { FileCalls } from '../../../src/main/adapters/files/fileCalls.ts'
import { createGuardedFiles } from '../../../src/main/adapters/files/guardedFiles.ts'
import { sweepTemporaryFiles } from '../../../src/main/adapters/files/temporaryFiles.ts'
import { useTemporaryFolders } from './temporaryFolder.ts'

const freshFolder = useTemporaryFolders()

function codeOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? 'ok' : outcome.trouble.code
}

function house() {
  const base = freshFolder()
  const root = join(base, 'workspaces', 'one')
  const foreign = join(base, 'workspaces', 'two')
  mkdirSync(root, { recursive: true })
  mkdirSync(foreign)
  writeFileSync(join(foreign, 'secret.txt'), 'as before')
  return { base, root, foreign, files: createGuardedFiles(root) }
}

function failing(errno: string, at: keyof FileCalls): FileCalls {
  const fail = () => {
    throw Object.assign(new Error(errno), { code: errno })
  }
  return { ...fs, [at]: fail }
}

const REFUSED = [
  '..',
  '../two/secret.txt',
  'a/../../two/secret.txt',
  'a/..',
  './a',
  'a//b',
  'a/',
  '/etc/passwd',
  '//server/share',
  '\\windows',
  'a\\..\\b',
  'C:/windows',
  'C:evil',
  'a\0b',
  'a\nb',
  'a\u001b[2J',
  'CON',
  'con.txt',
  'a/NUL',
  'aux.tar.gz',
  'COM1',
  'lpt9.csv',
  'dots.',
  'dots...',
  'space ',
  'a/. ',
  'stream.txt:hidden',
  'what?',
  'star*',
  '"quoted"',
  'a|b',
  '<a>',
  'x'.repeat(300),
  'é'.repeat(150),
  `${'deep/'.repeat(300)}file`,
  '\ud800',
]

describe('what is no plain name below the root', () => {
  it.each(REFUSED)('refuses %j everywhere, and writes nothing', (path) => {
    const { base, root, files } = house()
    const calls = [
      files.resolve(path),
      files.readText(path),
      files.writeText(path, 'x'),
      files.writeBytes(path, new Uint8Array(1)),
      files.writeReadOnly(path, 'x'),
      files.appendLine(path, 'x'),
      files.makeFolder(path),
      files.remove(path),
      files.rename(path, 'target'),
      files.copyIn(join(base, 'workspaces', 'two', 'secret.txt'), path),
      files.sha256(path),
    ]
    expect(calls.map(codeOf)).toEqual(calls.map(() => 'path-outside-workspace'))
    expect(files.exists(path)).toBe(false)
    expect(readdirSync(root)).toEqual([])
    expect(readdirSync(join(base, 'workspaces')).sort()).toEqual(['one', 'two'])
    expect(readFileSync(join(base, 'workspaces', 'two', 'secret.txt'), 'utf8')).toBe('as before')
  })

  it('refuses to replace or remove the workspace itself', () => {
    const { root, files } = house()
    expect(codeOf(files.writeText('', 'x'))).toBe('path-outside-workspace')
    expect(codeOf(files.remove(''))).toBe('path-outside-workspace')
    expect(codeOf(files.rename('', 'a'))).toBe('path-outside-workspace')
    expect(existsSync(root)).toBe(true)
  })

  it('whatever the path, nothing appears outside the root', () => {
    const segment = fc.oneof(fc.constantFrom('..', '.', '', 'two', 'a', 'secret.txt', '/'), fc.string({ maxLength: 6 }))
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 6 }), (segments) => {
        const { base, foreign, files } = house()
        files.writeText(segments.join('/'), 'written')
        files.remove(segments.join('/'))
        expect(readdirSync(base)).toEqual(['workspaces'])
        expect(readdirSync(join(base, 'workspaces')).sort()).toEqual(['one', 'two'])
        expect(readFileSync(join(foreign, 'secret.txt'), 'utf8')).toBe('as before')
      }),
      { numRuns: 200 },
    )
  })
})

describe('symbolic and hard links', () => {
  it('refuses a file link that leads out, for reading and writing', () => {
    const { root, foreign, files } = house()
    symlinkSync(join(foreign, 'secret.txt'), join(root, 'link.txt'))
    expect(codeOf(files.readText('link.txt'))).toBe('path-outside-workspace')
    expect(codeOf(files.writeText('link.txt', 'x'))).toBe('path-outside-workspace')
    expect(codeOf(files.appendLine('link.txt', 'x'))).toBe('path-outside-workspace')
    expect(readFileSync(join(foreign, 'secret.txt'), 'utf8')).toBe('as before')
  })

  it('refuses a folder link that leads out anywhere on the way', () => {
    const { root, foreign, files } = house()
    mkdirSync(join(root, 'a'))
    symlinkSync(foreign, join(root, 'a', 'b'))
    symlinkSync('../../two', join(root, 'a', 'relative'))
    for (const path of ['a/b/new.txt', 'a/b/deep/new.txt', 'a/relative/new.txt']) {
      expect(codeOf(files.writeText(path, 'x'))).toBe('path-outside-workspace')
      expect(codeOf(files.makeFolder(path))).toBe('path-outside-workspace')
      expect(codeOf(files.remove(path))).toBe('path-outside-workspace')
    }
    expect(files.listFiles('a/b')).toEqual([])
    expect(readdirSync(foreign)).toEqual(['secret.txt'])
  })

  it('refuses a link to nothing and a link to a sibling whose name begins like the root', () => {
    const { base, root, files } = house()
    mkdirSync(join(base, 'workspaces', 'one-more'))
    symlinkSync(join(base, 'nowhere'), join(root, 'dangling'))
    symlinkSync(join(base, 'workspaces', 'one-more'), join(root, 'sibling'))
    expect(codeOf(files.writeText('dangling', 'x'))).toBe('path-outside-workspace')
    expect(codeOf(files.writeText('sibling/x', 'x'))).toBe('path-outside-workspace')
    expect(existsSync(join(base, 'nowhere'))).toBe(false)
  })

  it('follows a link that stays inside, and removes a link without touching where it leads', () => {
    const { root, foreign, files } = house()
    mkdirSync(join(root, 'real'))
    symlinkSync(join(root, 'real'), join(root, 'alias'))
    symlinkSync(foreign, join(root, 'out'))
    expect(codeOf(files.writeText('alias/x.txt', 'x'))).toBe('ok')
    expect(readFileSync(join(root, 'real', 'x.txt'), 'utf8')).toBe('x')
    expect(codeOf(files.remove('out'))).toBe('ok')
    expect(readdirSync(foreign)).toEqual(['secret.txt'])
  })

  it('does not change a file that has a second name outside', () => {
    const { root, foreign, files } = house()
    linkSync(join(foreign, 'secret.txt'), join(root, 'hard.txt'))
    expect(codeOf(files.appendLine('hard.txt', 'x'))).toBe('path-outside-workspace')
    expect(codeOf(files.writeText('hard.txt', 'new'))).toBe('ok')
    expect(readFileSync(join(foreign, 'secret.txt'), 'utf8')).toBe('as before')
  })

  it('works where the root itself is reached through a link', () => {
    const { base, root } = house()
    symlinkSync(root, join(base, 'shortcut'))
    const files = createGuardedFiles(join(base, 'shortcut'))
    expect(codeOf(files.writeText('a/b.txt', 'x'))).toBe('ok')
    expect(readFileSync(join(root, 'a', 'b.txt'), 'utf8')).toBe('x')
  })
})

describe('writing', () => {
  it('writes, appends, renames, copies, hashes and lists', () => {
    const { base, files } = house()
    files.writeText('b.txt', 'abc')
    files.writeText('B.txt', 'upper')
    files.appendLine('log.txt', 'one')
    files.appendLine('log.txt', 'two')
    files.makeFolder('folder/deep')
    writeFileSync(join(base, 'outside.csv'), '1,2')
    files.copyIn(join(base, 'outside.csv'), 'folder/in.csv')
    expect(files.readText('log.txt')).toEqual({ ok: true, value: 'one\ntwo\n' })
    expect(files.listFiles('')).toEqual(['B.txt', 'b.txt', 'log.txt'])
    expect(files.listFolders('')).toEqual(['folder'])
    expect(files.listFiles('missing')).toEqual([])
    // SHA-256 of "abc": FIPS 180-2, appendix B.1.
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
    expect(files.sha256('b.txt')).toEqual({ ok: true, value: abc })
    files.rename('b.txt', 'folder/in.csv')
    expect(files.readText('folder/in.csv')).toEqual({ ok: true, value: 'abc' })
    files.writeText('other/x', 'old')
    files.rename('folder', 'other')
    expect(files.listFiles('other')).toEqual(['in.csv'])
    expect(files.listFolders('')).toEqual(['other'])
  })

  it('says what is missing', () => {
    const { base, files } = house()
    expect(codeOf(files.readText('no.txt'))).toBe('file-missing')
    expect(codeOf(files.sha256('no.txt'))).toBe('file-missing')
    expect(codeOf(files.rename('no.txt', 'b'))).toBe('file-missing')
    expect(codeOf(files.copyIn(join(base, 'no.csv'), 'a'))).toBe('file-missing')
    files.makeFolder('folder')
    expect(codeOf(files.readText('folder'))).toBe('not-a-file')
    expect(codeOf(files.writeText('folder', 'x'))).toBe('not-a-file')
  })

  it.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EROFS', 'not-writable'],
    ['EACCES', 'not-writable'],
  ])('%s is %s; the old file is as before and nothing half-written is left', (errno, code) => {
    const { root } = house()
    createGuardedFiles(root).writeText('kept.txt', 'old')
    for (const at of ['openSync', 'writeSync', 'fsyncSync', 'renameSync'] as const) {
      const files = createGuardedFiles(root, failing(errno, at))
      expect(codeOf(files.writeText('kept.txt', 'new'))).toBe(code)
      expect(codeOf(files.writeText('fresh.txt', 'new'))).toBe(code)
    }
    expect(codeOf(createGuardedFiles(root, failing(errno, 'copyFileSync')).copyIn(join(root, 'kept.txt'), 'c'))).toBe(
      code,
    )
    expect(readdirSync(root)).toEqual(['kept.txt'])
    expect(readFileSync(join(root, 'kept.txt'), 'utf8')).toBe('old')
  })

  it('takes back a line that the full disk cut', () => {
    const { root } = house()
    createGuardedFiles(root).appendLine('log.txt', 'whole')
    let writes = 0
    const halfWrite = (file: number, bytes: Uint8Array) => {
      if (writes++ > 0) throw Object.assign(new Error('full'), { code: 'ENOSPC' })
      return fs.writeSync(file, bytes, 0, 2)
    }
    const files = createGuardedFiles(root, { ...fs, writeSync: halfWrite as typeof fs.writeSync })
    expect(codeOf(files.appendLine('log.txt', 'cut'))).toBe('disk-full')
    expect(readFileSync(join(root, 'log.txt'), 'utf8')).toBe('whole\n')
  })

  it('hides what is being written, and sweeps what a killed writer left', () => {
    const { root, files } = house()
    files.writeText('runs/a.txt', 'x')
    writeFileSync(join(root, 'runs', '.b.txt.1-0-1.tmp'), 'half')
    mkdirSync(join(root, '.final output.aside'))
    writeFileSync(join(root, '.final output.aside', 'README.txt'), 'old')
    expect(files.listFiles('runs')).toEqual(['a.txt'])
    sweepTemporaryFiles(root)
    expect(readdirSync(join(root, 'runs'))).toEqual(['a.txt'])
    expect(readFileSync(join(root, 'final output', 'README.txt'), 'utf8')).toBe('old')
  })
})
