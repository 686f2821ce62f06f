import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TEST_MS } from '../e2e/patience.ts'
import { exitOf, ROOT } from './launchDesktop.ts'

const isInstalled = existsSync(join(ROOT, 'node_modules/electron/path.txt'))
if (isInstalled) process.stderr.write('SKIPPED, because Electron is installed: what npm start does without it\n')
let home = ''

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'assay-start-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 10 }))

/** Electron's files are looked for where nothing answers, and no browser of this machine can be found. */
function start(): ChildProcess {
  const environment = { HOME: home, ELECTRON_MIRROR: 'http://127.0.0.1:9/', PATH: dirname(process.execPath) }
  return spawn(process.execPath, [join(ROOT, 'scripts/start.ts'), '--home', home, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment,
  })
}

describe.skipIf(isInstalled)('npm start without Electron', () => {
  it('says in one line why there is no window, and opens the browser door', { timeout: TEST_MS }, async () => {
    const child = start()
    const exited = exitOf(child)
    let said = ''
    const address = await new Promise<string>((resolve, reject) => {
      for (const stream of [child.stdout!, child.stderr!])
        stream.on('data', (bytes: Buffer) => {
          said += bytes.toString('utf8')
          const found = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(said)?.[0]
          if (found !== undefined) resolve(found)
        })
      void exited.then((exitCode) => reject(new Error(`It ended with ${exitCode}: ${said}`)))
    })
    const page = await fetch(address, { redirect: 'manual' })
    expect(page.status).toBe(302)
    child.kill('SIGTERM')
    expect(await exited).toBe(0)
    const lines = said.split('\n').filter((line) => /electron/i.test(line))
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(/^Fetching Electron [\d.]+ \(once, about 120 MB\) \.\.\.$/)
    expect(lines[1]).toMatch(/^Electron could not be fetched \(.+\): the workbench opens in the browser instead\.$/)
  })
})
