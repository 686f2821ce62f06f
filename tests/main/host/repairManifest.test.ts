import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { sha256 } from '../../../src/main/adapters/hash/sha256.ts'
import { codeOf, hourlyCsv, temporaryFolder } from '../data/dataBench.ts'
import { hostOf, importFile, makeWorkspace, sameAsJson, signal } from './hostBench.ts'

async function scene() {
  const home = temporaryFolder()
  const host = await hostOf(home)
  makeWorkspace(host, 'pair')
  const file = join(home, 'workspaces/pair/workspace.yaml')
  const good = readFileSync(file, 'utf8')
  const source = async () => sameAsJson(await host['workspace.source']({ workspace: 'pair' }, signal))
  const repair = async (text: string, baseSha256: string) =>
    host['workspace.repair']({ workspace: 'pair', text, baseSha256 }, signal)
  const faults = async (text: string) => sameAsJson(await host['workspace.judge']({ workspace: 'pair', text }, signal))
  return { home, host, file, good, source, repair, faults }
}

it('a broken manifest is shown on its card, read as it is, repaired, and kept beside', async () => {
  const { home, host, file, good, source, repair } = await scene()
  const broken = good.replace('capital: 10000', 'capital: minus')
  writeFileSync(file, broken)
  const { workspaces } = sameAsJson(await host['home.show']({}, signal))
  expect(workspaces).toMatchObject([{ name: 'pair', workspace: null, trouble: { code: 'manifest-invalid' } }])
  const shown = await source()
  expect(shown).toMatchObject({ text: broken, exists: true, sha256: sha256(broken) })
  const line = broken.split('\n').findIndex((text) => text.startsWith('capital')) + 1
  expect(shown.faults).toEqual([{ line, column: 10, message: expect.stringContaining('capital') }])
  expect(codeOf(await repair(broken, shown.sha256))).toBe('manifest-invalid')
  expect(sameAsJson(await repair(good, shown.sha256))).toMatchObject({ workspace: { name: 'pair' }, text: good })
  expect(readFileSync(file, 'utf8')).toBe(good)
  expect(
    readFileSync(join(home, 'workspaces/pair', `workspace.broken-${sha256(broken).slice(0, 8)}.yaml`), 'utf8'),
  ).toBe(broken)
  expect(codeOf(await host['workspace.manifest']({ workspace: 'pair' }, signal))).toBe('ok')
})

it('a manifest in an encoding that is not read here is kept to the byte', async () => {
  const { home, file, good, source, repair } = await scene()
  const utf16 = Buffer.from(`\uFEFF${good}`, 'utf16le')
  writeFileSync(file, utf16)
  const shown = await source()
  expect(shown.faults.length).toBeGreaterThan(0)
  expect(codeOf(await repair(good, shown.sha256))).toBe('ok')
  const folder = join(home, 'workspaces/pair')
  const kept = readdirSync(folder).find((name) => name.startsWith('workspace.broken-'))
  expect(readFileSync(join(folder, kept!))).toEqual(utf16)
})

it('names every fault with its line', async () => {
  const { good, faults } = await scene()
  const lineOf = (text: string, start: string) =>
    text.split('\n').findIndex((line) => line.trim().startsWith(start)) + 1
  expect(await faults(good)).toEqual([])
  const two = good.replace('seed: 1', 'seed: -1').replace('interval: 1h', 'intervall: 1h')
  const found = await faults(two)
  expect(found.map(({ line }) => line)).toContain(lineOf(two, 'seed'))
  expect(found.find(({ message }) => message.startsWith('intervall'))).toMatchObject({ line: lineOf(two, 'intervall') })
  const tabbed = good.replace('seed: 1', 'seed:\t"1')
  expect(await faults(tabbed)).toMatchObject([{ line: expect.any(Number), message: expect.any(String) }])
  const newer = good.replace('schemaVersion: 1', 'schemaVersion: 99')
  expect(await faults(newer)).toMatchObject([{ message: expect.stringContaining('newer version') }])
  expect(await faults('')).toHaveLength(1)
  const role = good.replace('primary: BTC', 'primary: XYZ')
  expect(await faults(role)).toMatchObject([{ line: lineOf(role, 'primary'), message: expect.stringContaining('XYZ') }])
  expect(await faults(good.replace('name: pair', 'name: other'))).toMatchObject([{ line: null }])
})

it('a manifest that is gone can be put back; a folder that is no workspace cannot', async () => {
  const { home, host, file, good, source, repair } = await scene()
  rmSync(file)
  expect(await source()).toMatchObject({ text: '', exists: false, sha256: sha256('') })
  expect(codeOf(await repair(good, sha256('')))).toBe('ok')
  expect(readdirSync(join(home, 'workspaces/pair')).filter((name) => name.includes('broken'))).toEqual([])
  expect(codeOf(await host['workspace.source']({ workspace: 'none' }, signal))).toBe('workspace-missing')
  expect(codeOf(await host['workspace.source']({ workspace: '../pair' }, signal))).toBe('bad-name')
})

it('tells who was overtaken, and who is writing', async () => {
  const { host, file, good, source, repair } = await scene()
  writeFileSync(file, 'a: 1')
  const { sha256: base, folder } = await source()
  writeFileSync(file, 'b: 1')
  expect(codeOf(await repair(good, base))).toBe('manifest-changed')
  expect(readFileSync(file, 'utf8')).toBe('b: 1')
  const lock = host.ports.locks.acquire(folder, 'something else')
  expect(codeOf(await repair(good, sha256('b: 1')))).toBe('workspace-busy')
  if (lock.ok) lock.value.release()
})

it('another name is refused, and synthetic bars stay called so', async () => {
  const { home, host, file, good, source, repair } = await scene()
  const csv = join(home, 'btc.csv')
  writeFileSync(csv, hourlyCsv(50))
  await importFile(host, 'pair', csv)
  const passport = join(home, 'workspaces/pair/data/clean')
  const name = readdirSync(passport).find((entry) => entry.endsWith('.passport.json'))!
  const stored = JSON.parse(readFileSync(join(passport, name), 'utf8'))
  writeFileSync(
    join(passport, name),
    JSON.stringify({ ...stored, synthetic: { kind: 'planted', seed: 3, strength: 5 } }),
  )
  writeFileSync(file, 'broken: [')
  const { sha256: base } = await source()
  expect(codeOf(await repair(good.replace('name: pair', 'name: other'), base))).toBe('manifest-invalid')
  expect(await repair(good, base)).toMatchObject({ trouble: { message: expect.stringContaining('synthetic') } })
  const labelled = `${good}synthetic:\n  kind: planted\n  seed: 3\n  strength: 5\n`
  expect(codeOf(await repair(labelled, base))).toBe('ok')
  expect(existsSync(file)).toBe(true)
})
