import fs from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { createExportFolders } from '../../../src/main/adapters/files/exportFolders.ts'
import { systemFileCalls } from '../../../src/main/adapters/files/fileCalls.ts'
import { sha256 } from '../../../src/main/adapters/hash/sha256.ts'
import type { ExportFile } from '../../../src/main/engine/ports/exportFolders.ts'
import { codeOf, valueFrom } from '../ledger/ledgerFixture.ts'
import { temporaryFolder } from '../ledger/temporaryFolder.ts'

let root = ''
let files: readonly ExportFile[] = []
beforeEach(() => {
  root = temporaryFolder()
  fs.mkdirSync(join(root, 'home/workspaces/one'), { recursive: true })
  const absoluteSource = join(root, 'home/workspaces/one/a.txt')
  fs.writeFileSync(absoluteSource, 'evidence')
  const sha = sha256('evidence')
  files = [
    { file: 'a.txt', absoluteSource, sha256: sha },
    { file: 'charts/b.txt', absoluteSource, sha256: sha },
  ]
})

const exports = () => createExportFolders([join(root, 'home/workspaces')])

describe('an export', () => {
  test('into a folder that is not there, and into an empty one', () => {
    for (const folder of ['new/deep', 'empty']) {
      if (folder === 'empty') fs.mkdirSync(join(root, folder))
      expect(valueFrom(exports().write(join(root, folder), files))).toBe(join(root, folder))
      expect(fs.readdirSync(join(root, folder)).sort()).toEqual(['a.txt', 'charts'])
      expect(fs.readFileSync(join(root, folder, 'charts/b.txt'), 'utf8')).toBe('evidence')
    }
    expect(fs.readdirSync(root).sort()).toEqual(['empty', 'home', 'new'])
  })

  test('never writes over anything', () => {
    fs.mkdirSync(join(root, 'full/.git'), { recursive: true })
    fs.writeFileSync(join(root, 'file'), 'x')
    fs.symlinkSync(join(root, 'nowhere'), join(root, 'dangling'))
    fs.mkdirSync(join(root, 'links'))
    fs.symlinkSync(join(root, 'file'), join(root, 'links/one'))
    expect(codeOf(exports().write(join(root, 'full'), files))).toBe('folder-not-empty')
    expect(codeOf(exports().write(join(root, 'links'), files))).toBe('folder-not-empty')
    expect(codeOf(exports().write(join(root, 'file'), files))).toBe('folder-not-empty')
    expect(codeOf(exports().write(join(root, 'dangling'), files))).toBe('folder-unusable')
    expect(codeOf(exports().write(join(root, 'file/below'), files))).not.toBe('ok')
    expect(fs.readFileSync(join(root, 'file'), 'utf8')).toBe('x')
  })

  test.each([
    ['relative/path', 'folder-not-absolute'],
    ['', 'folder-not-absolute'],
    ['/with\0nul', 'folder-not-absolute'],
    ['/', 'folder-unusable'],
  ])('%j: %s', (folder, code) => {
    expect(codeOf(exports().write(folder, files))).toBe(code)
  })

  test('never goes into the workspaces, by no detour', () => {
    fs.symlinkSync(join(root, 'home/workspaces/one'), join(root, 'detour'))
    for (const folder of [
      'home/workspaces',
      'home/workspaces/two',
      'home/x/../workspaces/one/final output',
      'detour/x',
    ])
      expect(codeOf(exports().write(join(root, folder), files))).toBe('folder-inside-workspaces')
    expect(codeOf(exports().write(join(root, 'home/workspaces-of-mine'), files))).toBe('ok')
  })

  test('nor into any other folder that is the engine’s own', () => {
    const own = createExportFolders(['workspaces', 'engine', 'ibkr', 'trash'].map((name) => join(root, 'home', name)))
    for (const folder of ['home/engine', 'home/engine/x', 'home/trash/one', 'home/ibkr/x/y'])
      expect(codeOf(own.write(join(root, folder), files))).toBe('folder-inside-workspaces')
    expect(codeOf(own.write(join(root, 'home/exports'), files))).toBe('ok')
  })

  test('a file that changed, is gone, or a full disk: nothing is left', () => {
    const changed = [...files, { ...files[0]!, file: 'c.txt', sha256: sha256('other') }]
    expect(codeOf(exports().write(join(root, 'out'), changed))).toBe('published-changed')
    const gone = [...files, { ...files[0]!, file: 'c.txt', absoluteSource: join(root, 'gone') }]
    expect(codeOf(exports().write(join(root, 'out'), gone))).toBe('file-missing')
    const full = createExportFolders([join(root, 'home/workspaces')], {
      ...systemFileCalls,
      copyFileSync: () => {
        throw Object.assign(new Error('full'), { code: 'ENOSPC' })
      },
    })
    expect(codeOf(full.write(join(root, 'out'), files))).toBe('disk-full')
    expect(fs.readdirSync(root)).toEqual(['home'])
  })
})
