import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { describe, expect, test, vi } from 'vitest'
import { assembleEngineRecords } from '../../../src/main/assemble.ts'
import { runCli } from '../../../src/main/doors/cli/runCli.ts'
import { fakeTerminal } from '../cli/fakeTerminal.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { ask, channel, get } from './serverDoor.ts'

const freshFolder = useTemporaryFolders()
const DEAD = JSON.stringify({
  home: 'HOME',
  port: 4747,
  token: 'x'.repeat(43),
  pid: 2 ** 22 + 1,
  startedMs: 1,
  host: hostname(),
  bootId: 'an earlier start of this machine',
  startTicks: '1',
})
const MAIN = join(import.meta.dirname, '../../../src/main/doors/cli/main.ts')

function house() {
  const home = freshFolder()
  const page = join(home, 'page')
  mkdirSync(page)
  writeFileSync(join(page, 'index.html'), 'PAGE')
  return { home, words: ['serve', '--home', home, '--page', page, '--port', '0'] }
}

/** In this process, until `end` is called as by Ctrl-C. */
async function serving({ home, words }: ReturnType<typeof house>) {
  const terminal = fakeTerminal()
  const exit = runCli([...words, '--json'], terminal)
  const record = await vi.waitFor(() => assembleEngineRecords(home).running() ?? Promise.reject(terminal.out()), 40_000)
  return {
    terminal,
    record,
    end: async () => {
      terminal.interrupt()
      return exit
    },
  }
}

describe('assay serve', () => {
  test('prints the address, leaves its record for this user only, and ends with 0', async () => {
    const inside = house()
    const { terminal, record, end } = await serving(inside)
    const file = join(inside.home, 'engine.json')
    expect(record).toMatchObject({ port: expect.any(Number), pid: process.pid })
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
    const address = `http://127.0.0.1:${record.port}/?token=${record.token}`
    await vi.waitFor(() => expect(terminal.err()).toContain(`\n  ${address}\n`))
    expect(terminal.err()).not.toContain('WARNING')
    expect((await get(record.port, `/?token=${record.token}`)).status).toBe(302)
    expect(await end()).toBe(0)
    expect(JSON.parse(terminal.out())).toMatchObject({ ok: true, data: { port: record.port } })
    expect([existsSync(file), assembleEngineRecords(inside.home).running()]).toEqual([false, null])
  })

  test('a second engine for the same home gives the address of the first', async () => {
    const inside = house()
    const { record, end } = await serving(inside)
    const terminal = fakeTerminal()
    expect(await runCli([...inside.words, '--json'], terminal)).toBe(1)
    const { error } = JSON.parse(terminal.out())
    expect(error.code).toBe('engine-running')
    expect(error.message).toContain(`http://127.0.0.1:${record.port}/?token=${record.token}`)
    expect(assembleEngineRecords(inside.home).running()).toEqual(record)
    expect(await end()).toBe(0)
  })

  test('a copy of a home that is served is not served, and can be', async () => {
    const inside = house()
    const { record, end } = await serving(inside)
    const copy = { home: freshFolder(), words: [...inside.words] }
    copy.words[2] = copy.home
    cpSync(inside.home, copy.home, { recursive: true })
    expect(existsSync(join(copy.home, 'engine.json'))).toBe(true)
    expect(assembleEngineRecords(copy.home).running()).toBeNull()
    const other = await serving(copy)
    expect(other.record.token).not.toBe(record.token)
    expect(await other.end()).toBe(0)
    expect(assembleEngineRecords(inside.home).running()).toEqual(record)
    expect(await end()).toBe(0)
  })

  test('a home by another name is the same home', async () => {
    const inside = house()
    const { record, end } = await serving(inside)
    const link = join(freshFolder(), 'link')
    symlinkSync(inside.home, link)
    expect(assembleEngineRecords(link).running()).toEqual(record)
    expect(await runCli(['serve', '--home', link, ...inside.words.slice(3)], fakeTerminal())).toBe(1)
    expect(await end()).toBe(0)
  })

  test('another address than loopback is said loudly', async () => {
    const inside = house()
    const { terminal, end } = await serving({ ...inside, words: [...inside.words, '--listen', '127.0.0.2'] })
    await vi.waitFor(() => expect(terminal.err()).toContain('WARNING: listening on 127.0.0.2.'))
    await end()
  })

  test.each([
    [['--port', '70000'], 'invalid-argument', 2],
    [['--port', 'x'], 'invalid-argument', 2],
    [['--page', '/nowhere'], 'page-missing', 1],
    [['--listen', '203.0.113.7'], 'cannot-listen', 1],
  ])('%j is refused, and leaves nothing behind', async (words, code, exitCode) => {
    const inside = house()
    const terminal = fakeTerminal()
    expect(await runCli([...inside.words, ...words, '--json'], terminal)).toBe(exitCode)
    expect(JSON.parse(terminal.out()).error.code).toBe(code)
    expect(assembleEngineRecords(inside.home).running()).toBeNull()
    const { end } = await serving(inside)
    expect(await end()).toBe(0)
  })

  test.each([
    ['nothing', ''],
    ['half a record', '{"port": 4747, "tok'],
    ['another shape', '[]'],
    ['a process that is gone', DEAD],
  ])('a record with %s is no engine', async (_name, text) => {
    const inside = house()
    writeFileSync(join(inside.home, 'engine.json'), text.replace('HOME', inside.home))
    expect(assembleEngineRecords(inside.home).running()).toBeNull()
    const { record, end } = await serving(inside)
    expect(record.pid).toBe(process.pid)
    await end()
  })
})

describe.skipIf(process.platform === 'win32')('assay serve as a process', () => {
  async function started({ home, words }: ReturnType<typeof house>) {
    const child = spawn(process.execPath, [MAIN, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
    const exit = once(child, 'exit')
    const record = await vi.waitFor(() => assembleEngineRecords(home).running() ?? Promise.reject('not yet'), {
      timeout: 40_000,
      interval: 50,
    })
    return { child, exit, record }
  }

  test.skipIf(process.platform !== 'linux')(
    '--open gives the browser a ticket, not the token; without a browser it says so and serves on',
    async () => {
      const inside = house()
      const tools = freshFolder()
      const told = join(tools, 'told')
      writeFileSync(join(tools, 'xdg-open'), `#!/bin/sh\necho "$1" > ${told}.new && mv ${told}.new ${told}\n`, {
        mode: 0o755,
      })
      const path = process.env.PATH
      try {
        process.env.PATH = `${tools}${delimiter}${path}`
        const { record, end } = await serving({ ...inside, words: [...inside.words, '--open'] })
        await vi.waitFor(() => expect(existsSync(told)).toBe(true), 40_000)
        const url = new URL(readFileSync(told, 'utf8').trim())
        expect([url.host, url.searchParams.get('token') === record.token]).toEqual([`127.0.0.1:${record.port}`, false])
        expect((await get(record.port, url.pathname + url.search)).status).toBe(302)
        expect((await get(record.port, url.pathname + url.search)).status).toBe(403)
        expect(await end()).toBe(0)
        process.env.PATH = freshFolder()
        const second = await serving({ ...inside, words: [...inside.words, '--open'] })
        await vi.waitFor(() => expect(second.terminal.err()).toContain('Open the address above by hand.'))
        expect(await second.end()).toBe(0)
      } finally {
        process.env.PATH = path
      }
    },
  )

  test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it with 0, with a page open', async (signal) => {
    const inside = house()
    const { child, exit, record } = await started(inside)
    const socket = await channel(record.port, { authorization: `Bearer ${record.token}` })
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
    expect(await ask(socket, { id: 1, name: 'nothing', input: {} })).toMatchObject({
      trouble: { code: 'unknown-call' },
    })
    const closed = once(socket, 'close')
    child.kill(signal)
    expect((await exit)[0]).toBe(0)
    expect((await closed)[0]).toBe(1001)
    expect(existsSync(join(inside.home, 'engine.json'))).toBe(false)
  })

  test('a killed engine holds nothing: the next one starts', async () => {
    const inside = house()
    const { child, exit } = await started(inside)
    child.kill('SIGKILL')
    await exit
    expect(readFileSync(join(inside.home, 'engine.json'), 'utf8')).not.toBe('')
    expect(assembleEngineRecords(inside.home).running()).toBeNull()
    const { end } = await serving(inside)
    expect(await end()).toBe(0)
  })

  test('an engine after a killed one at the same port knows the pages that are open, by a new token only those that open it', async () => {
    const inside = house()
    const first = await started(inside)
    const { port, token } = assembleEngineRecords(inside.home).running()!
    const cookie = (await get(port, `/?token=${token}`)).headers['set-cookie']![0]!.split(';')[0]!
    first.child.kill('SIGKILL')
    await first.exit
    const words = [...inside.words.slice(0, -1), String(port)]
    const { record, end } = await serving({ ...inside, words })
    expect(record.port).toBe(port)
    expect(record.token).not.toBe(token)
    expect((await get(port, '/', { cookie })).status).toBe(200)
    expect((await get(port, `/?token=${token}`)).status).toBe(403)
    expect((await get(port, '/', { cookie: `assay_${port}=${'x'.repeat(43)}` })).status).toBe(401)
    expect(await end()).toBe(0)
  })

  test('what is open to other machines keeps no secret for the next engine', async () => {
    const inside = house()
    const { end } = await serving({ ...inside, words: [...inside.words, '--listen', '127.0.0.1'] })
    expect(existsSync(join(inside.home, 'engine/session.json'))).toBe(false)
    await end()
  })
})
