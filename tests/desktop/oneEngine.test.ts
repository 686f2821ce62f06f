import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hearAlerts } from '../e2e/heardAlerts.ts'
import { PATIENTLY, TEST_MS } from '../e2e/patience.ts'
import { desktopKind, exitOf, launchDesktop, ROOT } from './launchDesktop.ts'

const CLI = join(ROOT, 'src/main/doors/cli/main.ts')
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-desktop-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }))

function assay(...words: readonly string[]): ChildProcess {
  return spawn(process.execPath, [CLI, '--home', join(folder, 'home'), ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
}

function said(child: ChildProcess, words: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines: string[] = []
    for (const input of [child.stdout!, child.stderr!])
      createInterface({ input }).on('line', (line) => {
        lines.push(line)
        if (words.test(line)) resolve(line)
      })
    child.once('close', () => reject(new Error(`It ended without saying ${words}:\n${lines.join('\n')}`)))
  })
}

describe.runIf(desktopKind() !== null)('one engine a home', () => {
  it('is joined by the window, which goes on with its own where that one ends', { timeout: TEST_MS }, async () => {
    const other = assay('serve', '--port', '0')
    await said(other, /token=/)
    const desktop = await launchDesktop({ home: join(folder, 'home'), profile: join(folder, 'profile') })
    try {
      const { page } = desktop
      await page.getByText('No workspace yet').waitFor()
      expect(await exitOf(assay('workspace', 'create', 'shared', '--primary', 'BTC', '--secondary', 'ETH'))).toBe(0)
      const alerts = await hearAlerts(page)
      other.kill('SIGTERM')
      await expect.poll(alerts, PATIENTLY).toMatch(/Connection to the engine lost/)
      await page.getByRole('alert').waitFor({ state: 'detached' })

      // Now the window's own engine holds the home: the command line asks it to run its job.
      const sample = assay('data', 'sample', 'shared', '--kind', 'noise', '--bars', '3000')
      await said(sample, /The engine that serves this home \(process \d+\) runs this job/)
      await page
        .getByRole('region', { name: 'Jobs' })
        .getByText(/sample/i)
        .first()
        .waitFor()
      expect(await exitOf(sample)).toBe(0)
    } finally {
      await desktop.close()
      other.kill('SIGKILL')
    }
    expect(await desktop.exited).toBe(0)
  })
})
