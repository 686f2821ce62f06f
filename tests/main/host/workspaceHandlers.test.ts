import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { codeOf, temporaryFolder, unwrap } from '../data/dataBench.ts'
import { hostOf, makeWorkspace, sameAsJson, signal } from './hostBench.ts'

const DRAFT = { name: 'pair', primary: 'BTC', secondary: 'ETH' }

async function house() {
  const home = temporaryFolder()
  const host = await hostOf(home)
  return { home, host, manifest: join(home, 'workspaces/pair/workspace.yaml') }
}

describe('workspace.check and workspace.create', () => {
  it('show what is then written', async () => {
    const { home, host, manifest } = await house()
    const { yaml } = unwrap(await host['workspace.check'](DRAFT, signal))
    expect(existsSync(join(home, 'workspaces'))).toBe(false)
    const created = sameAsJson(await host['workspace.create'](DRAFT, signal))
    expect(readFileSync(manifest, 'utf8')).toBe(yaml)
    expect(created).toEqual(unwrap(await host['workspace.manifest']({ workspace: 'pair' }, signal)))
    expect(created).toMatchObject({ text: yaml, folder: join(home, 'workspaces/pair') })
    expect(codeOf(await host['workspace.check'](DRAFT, signal))).toBe('workspace-exists')
    expect(codeOf(await host['workspace.create']({ ...DRAFT, name: 'PAIR' }, signal))).toBe('workspace-exists')
  })

  it.each([
    ['no name', { name: '' }, 'bad-name'],
    ['a way up', { name: '..' }, 'bad-name'],
    ['markup', { name: '<img src=x onerror=alert(1)>' }, 'bad-name'],
    ['a device', { name: 'con' }, 'bad-name'],
    ['one symbol twice', { secondary: 'btc' }, 'same-symbol'],
    ['an odd symbol', { primary: '../x' }, 'bad-symbol'],
    ['no interval', { interval: '7x' }, 'interval-unreadable'],
    ['no capital', { capital: 0 }, 'bad-capital'],
    ['an empty currency of an unknown class', { assetClass: 'tulip' }, 'bad-asset-class'],
  ])('%s', async (_what, change, code) => {
    const { home, host } = await house()
    expect(codeOf(await host['workspace.check']({ ...DRAFT, ...change }, signal))).toBe(code)
    expect(codeOf(await host['workspace.create']({ ...DRAFT, ...change }, signal))).toBe(code)
    expect(existsSync(join(home, 'workspaces'))).toBe(false)
  })
})

describe('workspace.save', () => {
  it('keeps the text of the person, and tells the one who was overtaken', async () => {
    const { host, manifest } = await house()
    makeWorkspace(host, 'pair')
    const first = unwrap(await host['workspace.manifest']({ workspace: 'pair' }, signal))
    const text = `# mine\n${first.text.replace('capital: 10000', 'capital: 5000')}`
    const change = { workspace: 'pair', text, baseSha256: first.sha256 }
    const saved = sameAsJson(await host['workspace.save'](change, signal))
    expect(saved.workspace.capital).toBe(5000)
    expect(readFileSync(manifest, 'utf8')).toBe(text)
    expect(unwrap(await host['workspace.manifest']({ workspace: 'pair' }, signal))).toEqual(saved)
    expect(codeOf(await host['workspace.save'](change, signal))).toBe('manifest-changed')
    expect(codeOf(await host['workspace.save']({ ...change, baseSha256: saved.sha256 }, signal))).toBe('ok')
    expect(readdirSync(join(manifest, '..'))).toEqual(['workspace.yaml'])
  })

  it.each([
    ['no YAML', () => 'a: [', 'manifest-invalid'],
    ['nothing', () => '', 'manifest-invalid'],
    ['another name', (text: string) => text.replace('name: pair', 'name: other'), 'manifest-invalid'],
    ['a number that is none', (text: string) => text.replace('capital: 10000', 'capital: .nan'), 'manifest-invalid'],
    ['an unknown field', (text: string) => `${text}\nfoo: 1\n`, 'manifest-invalid'],
    [
      'bars called synthetic',
      (text: string) => `${text}\nsynthetic: { kind: noise, seed: 1, strength: null }\n`,
      'manifest-invalid',
    ],
    ['a later version', (text: string) => text.replace('schemaVersion: 1', 'schemaVersion: 9'), 'workspace-too-new'],
  ])('refuses %s', async (_what, edit, code) => {
    const { host, manifest } = await house()
    makeWorkspace(host, 'pair')
    const { text, sha256 } = unwrap(await host['workspace.manifest']({ workspace: 'pair' }, signal))
    const change = { workspace: 'pair', text: edit(text), baseSha256: sha256 }
    expect(codeOf(await host['workspace.save'](change, signal))).toBe(code)
    expect(readFileSync(manifest, 'utf8')).toBe(text)
  })

  it('waits for no job, and says who is writing', async () => {
    const { home, host } = await house()
    makeWorkspace(host, 'pair')
    const { text, sha256 } = unwrap(await host['workspace.manifest']({ workspace: 'pair' }, signal))
    const lock = unwrap(host.ports.locks.acquire(join(home, 'workspaces/pair'), 'assay pipeline run pair'))
    const saved = await host['workspace.save']({ workspace: 'pair', text, baseSha256: sha256 }, signal)
    expect(saved).toMatchObject({ ok: false, trouble: { code: 'workspace-busy' } })
    expect(codeOf(await host['workspace.remove']({ workspace: 'pair' }, signal))).toBe('workspace-busy')
    lock.release()
    expect(codeOf(await host['workspace.save']({ workspace: 'pair', text, baseSha256: sha256 }, signal))).toBe('ok')
  })

  it('keeps a manifest of an older version beside', async () => {
    const { host, manifest } = await house()
    makeWorkspace(host, 'pair')
    const old = readFileSync(manifest, 'utf8').replace('schemaVersion: 1\n', '')
    writeFileSync(manifest, old)
    const { text, sha256, workspace } = unwrap(await host['workspace.manifest']({ workspace: 'pair' }, signal))
    expect([text, workspace.schemaVersion]).toEqual([old, 1])
    const change = { workspace: 'pair', text: `schemaVersion: 1\n${old}`, baseSha256: sha256 }
    unwrap(await host['workspace.save'](change, signal))
    expect(readFileSync(join(manifest, '../workspace.v0.yaml'), 'utf8')).toBe(old)
  })
})

describe('workspace.remove', () => {
  it('moves it to the trash, once', async () => {
    const { home, host } = await house()
    makeWorkspace(host, 'pair')
    const { movedTo } = unwrap(await host['workspace.remove']({ workspace: 'pair' }, signal))
    expect(movedTo.startsWith(join(home, 'trash', 'pair-'))).toBe(true)
    expect(existsSync(join(movedTo, 'workspace.yaml'))).toBe(true)
    for (const workspace of ['pair', '../trash', '.'])
      expect(codeOf(await host['workspace.remove']({ workspace }, signal))).toMatch(/workspace-missing|bad-name/)
  })

  it('tells the one who has it open', async () => {
    const { home, host } = await house()
    makeWorkspace(host, 'pair')
    const { text, sha256 } = unwrap(await host['workspace.manifest']({ workspace: 'pair' }, signal))
    rmSync(join(home, 'workspaces/pair'), { recursive: true })
    const saved = await host['workspace.save']({ workspace: 'pair', text, baseSha256: sha256 }, signal)
    expect(codeOf(saved)).toBe('workspace-missing')
    expect(existsSync(join(home, 'workspaces/pair'))).toBe(false)
  })
})
