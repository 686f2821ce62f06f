import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import type { Page } from '@playwright/test'
import { describe, expect, it, onTestFinished } from 'vitest'
import { findChromium } from './findChromium.ts'
import { JOB_MS, PATIENTLY, TEST_MS } from './patience.ts'
import { withHome } from './preparedHome.ts'
import { withWorkbench } from './workbench.ts'

const CLI = join(import.meta.dirname, '../../src/main/doors/cli/main.ts')
const hasChromium = findChromium() !== null
if (!hasChromium) process.stderr.write('SKIPPED for want of a Chromium: the tests of faults in the window\n')

const PAIR = [
  ['workspace', 'create', 'pair', '--primary', 'BTC', '--secondary', 'ETH'],
  ['data', 'sample', 'pair', '--kind', 'planted', '--strength', '5', '--seed', '3', '--bars', '4000'],
]

const jobs = (page: Page) => page.getByRole('region', { name: 'Jobs' })

async function goTo(page: Page, hash: string): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/${hash}`)
}

const textOf = (page: Page) => page.getByLabel('Manifest as YAML')

/** Over two seconds, in which an open log is read again. Runs in the page. */
const slowestFrameMs = `new Promise((resolve) => {
  let [before, slowest, frames] = [performance.now(), 0, 0]
  const frame = (now) => {
    slowest = Math.max(slowest, now - before)
    before = now
    if (++frames < 120) requestAnimationFrame(frame)
    else resolve(slowest)
  }
  requestAnimationFrame(frame)
})`

/** What a killed engine's successor is: the same command again, at the same port. */
function serveAgain(home: string, port: string): void {
  const page = process.env.ASSAY_TEST_PAGE
  const words = ['serve', '--home', home, '--port', port, ...(page === undefined ? [] : ['--page', page])]
  const engine = spawn(process.execPath, [CLI, ...words], { stdio: 'ignore' })
  onTestFinished(async () => {
    const exit = once(engine, 'exit')
    engine.kill('SIGTERM')
    await exit
  })
}

describe.runIf(hasChromium)('faults, as the person at the window meets them', () => {
  it('the engine is killed under a run: the page says so, comes back by itself, and the run goes on', {
    timeout: TEST_MS,
  }, async () => {
    await withHome(PAIR, (home) =>
      withWorkbench(async ({ page, engine, url }) => {
        await goTo(page, '#/w/pair/pipeline')
        await page.getByRole('button', { name: 'Run pipeline' }).click()
        await jobs(page).getByText('select', { exact: true }).first().waitFor({ timeout: JOB_MS })
        engine.kill('SIGKILL')
        await page.getByText(/Connection to the engine lost/).waitFor()
        serveAgain(home, new URL(url).port)
        await jobs(page).getByText('interrupted', { exact: true }).waitFor({ timeout: JOB_MS })
        expect(await page.getByText(/Connection to the engine lost/).count()).toBe(0)
        await page.getByRole('button', { name: 'Continue: Pipeline of pair' }).click()
        await jobs(page).getByText('done', { exact: true }).waitFor({ timeout: JOB_MS })
        expect(await jobs(page).getByText('interrupted', { exact: true }).count()).toBe(0)
        const runs = readdirSync(join(home, 'workspaces/pair/runs')).filter((name) => /^[0-9a-f]{16}$/.test(name))
        expect(runs).toHaveLength(1)
      }, home),
    )
  })

  it('a workspace is taken away while it is open, and put back', { timeout: TEST_MS }, async () => {
    await withHome(PAIR, (home) =>
      withWorkbench(async ({ page, faults }) => {
        const [folder, away] = [join(home, 'workspaces/pair'), join(home, 'away')]
        await goTo(page, '#/w/pair/data')
        await page.getByRole('img').first().waitFor()
        renameSync(folder, away)
        for (const section of ['pipeline', 'events', 'backtest', 'outputs', 'data']) {
          await goTo(page, `#/w/pair/${section}`)
          await page.getByText('There is no workspace pair').first().waitFor()
          await page.getByRole('button', { name: 'Go to Home' }).first().waitFor()
        }
        expect(existsSync(folder)).toBe(false)
        renameSync(away, folder)
        await page.getByRole('button', { name: 'Look again' }).click()
        await page.getByRole('img').first().waitFor()
        expect(faults).toEqual([])
      }, home),
    )
  })

  it('two windows edit one manifest: the later one is told, and chooses', { timeout: TEST_MS }, async () => {
    await withHome(PAIR.slice(0, 1), async (home) => {
      const onDisk = () => readFileSync(join(home, 'workspaces/pair/workspace.yaml'), 'utf8')
      await withWorkbench(async ({ page, context, faults }) => {
        const second = await context.newPage()
        await second.goto(page.url())
        for (const window of [page, second]) await goTo(window, '#/w/pair/pipeline')
        const good = onDisk()
        const first = good.replace('capital: 10000', 'capital: 20000')
        await textOf(page).fill(first)
        await textOf(second).fill(`${good.replace('capital: 10000', 'capital: 30000')}# A line of the second window.\n`)
        await page.getByRole('button', { name: 'Save', exact: true }).click()
        await expect.poll(onDisk, PATIENTLY).toBe(first)
        await second.bringToFront()
        const note = second.getByRole('alert').filter({ hasText: 'changed elsewhere' })
        await second.getByRole('button', { name: 'Save', exact: true }).or(note).first().click()
        await note.waitFor()
        expect(onDisk()).toBe(first)
        await note.getByText('1 still to be chosen').waitFor()
        await note.getByText('On disk', { exact: true }).first().click()
        await note.getByRole('button', { name: 'Go on with these choices' }).click()
        await second.getByRole('button', { name: 'Save', exact: true }).click()
        await expect.poll(onDisk, PATIENTLY).toBe(`${first}# A line of the second window.\n`)
        expect(faults).toEqual([])
      }, home)
    })
  })

  it('a huge log is shown from its end, and the window stays quick', { timeout: TEST_MS }, async () => {
    await withHome(PAIR.slice(0, 1), (home) =>
      withWorkbench(async ({ page, faults }) => {
        await goTo(page, '#/w/pair/data')
        await page.getByRole('region', { name: 'Sample data' }).getByRole('button').click()
        await page.getByRole('dialog').getByLabel('Bars of each leg').fill('200')
        await page.getByRole('button', { name: 'Fill the workspace' }).click()
        await jobs(page).getByText('done', { exact: true }).waitFor({ timeout: JOB_MS })
        const log = join(home, 'workspaces/pair/jobs/job-0001.log')
        const own = readFileSync(log, 'utf8').split('\n').length - 1
        appendFileSync(log, `${'x'.repeat(99)}\n`.repeat(600_000))
        appendFileSync(log, 'the very last line\n')
        await page.getByRole('button', { name: /^Open the log/ }).click()
        const lines = page.getByRole('region', { name: 'Lines of the log' })
        const skipped = (own + 600_001 - 2_000).toLocaleString('en')
        await lines.getByText(`${skipped} earlier lines are in the log file`).waitFor()
        expect((await lines.innerText()).trimEnd().endsWith('the very last line')).toBe(true)
        const slowestMs = await page.evaluate<number>(slowestFrameMs)
        expect(slowestMs).toBeLessThan(2_000)
        expect(faults).toEqual([])
      }, home),
    )
  })

  it('a broken manifest is repaired in the Home, broken settings are told of', { timeout: TEST_MS }, async () => {
    await withHome(PAIR.slice(0, 1), async (home) => {
      const manifest = join(home, 'workspaces/pair/workspace.yaml')
      const good = readFileSync(manifest, 'utf8')
      writeFileSync(manifest, good.replace('capital: 10000', 'capital: lots'))
      writeFileSync(join(home, 'settings.json'), '{"theme":')
      await withWorkbench(async ({ page, faults }) => {
        await page.getByText('settings.broken.json').first().waitFor()
        await page.getByRole('button', { name: 'Repair …' }).click()
        await page.getByText(/^capital: /).waitFor()
        const save = page.getByRole('button', { name: 'Save manifest' })
        expect(await save.isDisabled()).toBe(true)
        await page.getByLabel('Text of the manifest').fill(good)
        await page.getByText('Nothing is wrong with this text').waitFor()
        await save.click()
        await page.getByText('No run yet').waitFor()
        expect(readFileSync(manifest, 'utf8')).toBe(good)
        await page.getByRole('button', { name: 'Go to Settings' }).first().click()
        await page.getByRole('button', { name: 'I have seen it' }).click()
        await page.getByText('The broken settings were put aside').waitFor()
        expect(existsSync(join(home, 'settings.broken.1.json'))).toBe(true)
        await expect.poll(() => page.getByText('so the defaults count').count()).toBe(0)
        expect(faults).toEqual([])
      }, home)
    })
  })
})
