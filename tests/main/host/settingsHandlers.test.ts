import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { DEFAULT_SETTINGS, type Settings, settingsSchema } from '../../../src/core/contract/workbench/settings.ts'
import { codeOf, temporaryFolder, unwrap } from '../data/dataBench.ts'
import { hostOf, signal } from './hostBench.ts'

const MINE: Settings = { ...DEFAULT_SETTINGS, theme: 'light', timeZone: 'America/New_York', workers: 3 }

it('are the defaults until they are saved, and come back as saved', async () => {
  const home = join(temporaryFolder(), 'not', 'there')
  const host = await hostOf(home)
  expect(unwrap(await host['settings.show']({}, signal))).toEqual(DEFAULT_SETTINGS)
  expect(existsSync(home)).toBe(false)
  expect(unwrap(await host['settings.save'](MINE, signal))).toEqual(MINE)
  expect(unwrap(await (await hostOf(home))['settings.show']({}, signal))).toEqual(MINE)
})

it('take a default for what an older file does not say', async () => {
  const home = temporaryFolder()
  writeFileSync(join(home, 'settings.json'), '{"theme":"dark"}')
  const host = await hostOf(home)
  expect(unwrap(await host['settings.show']({}, signal))).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' })
})

it.each(['{"theme":', '[]', '{"theme":"pink"}', '{"tema":"dark"}', '{"timeZone":"Mars/Base"}', ''])(
  'keep a damaged file aside: %s',
  async (text) => {
    const home = temporaryFolder()
    writeFileSync(join(home, 'settings.json'), text)
    const host = await hostOf(home)
    expect(unwrap(await host['settings.show']({}, signal))).toEqual(DEFAULT_SETTINGS)
    expect(readFileSync(join(home, 'settings.broken.json'), 'utf8')).toBe(text)
    expect(unwrap(await host['settings.save'](MINE, signal))).toEqual(MINE)
    expect(unwrap(await host['settings.show']({}, signal))).toEqual(MINE)
    expect(readFileSync(join(home, 'settings.broken.json'), 'utf8')).toBe(text)
  },
)

it('refuse a zone that does not exist, and unknown fields', async () => {
  const home = temporaryFolder()
  const host = await hostOf(home)
  expect(codeOf(await host['settings.save']({ ...MINE, timeZone: 'Mars/Base' }, signal))).toBe('bad-time-zone')
  expect(existsSync(join(home, 'settings.json'))).toBe(false)
  expect(settingsSchema.safeParse({ ...MINE, extra: 1 }).success).toBe(false)
  mkdirSync(join(home, 'settings.json'))
  expect(codeOf(await host['settings.show']({}, signal))).toBe('not-a-file')
})

it('a damaged file is told of, with its path and why, until it is put aside; none is ever lost', async () => {
  const home = temporaryFolder()
  const host = await hostOf(home)
  const broken = () => host['settings.broken']({}, signal)
  const putAside = () => host['settings.dismissBroken']({}, signal)
  expect(unwrap(await broken())).toBeNull()
  expect(codeOf(await putAside())).toBe('file-missing')

  writeFileSync(join(home, 'settings.json'), '{"timeZone":"Mars/Base"}')
  const path = join(home, 'settings.broken.json')
  const reason = expect.stringContaining('Mars/Base')
  expect(unwrap(await broken())).toEqual({ path, reason })
  expect(unwrap(await broken())).toEqual({ path, reason })

  writeFileSync(join(home, 'settings.json'), 'second')
  expect(unwrap(await broken())).toEqual({ path, reason: 'It is not valid JSON.' })
  expect(readFileSync(join(home, 'settings.broken.1.json'), 'utf8')).toContain('Mars/Base')

  const movedTo = join(home, 'settings.broken.2.json')
  expect(unwrap(await putAside())).toEqual({ movedTo })
  expect(readFileSync(movedTo, 'utf8')).toBe('second')
  expect(unwrap(await broken())).toBeNull()
})
