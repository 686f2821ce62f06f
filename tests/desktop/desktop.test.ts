import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import type { Page } from '@playwright/test'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hearAlerts } from '../e2e/heardAlerts.ts'
import { ANSWER_MS, JOB_MS, PATIENTLY, TEST_MS } from '../e2e/patience.ts'
import { type Desktop, desktopKind, exitOf, launchDesktop, startDouble } from './launchDesktop.ts'

const kind = desktopKind()
process.stderr.write(
  {
    real: 'The desktop tests run on the installed Electron.\n',
    double: 'The desktop tests run on the stand-in: Electron is not installed, or there is no screen.\n',
    none: 'SKIPPED for want of Electron and of a Chromium: the tests of the desktop door\n',
  }[kind ?? 'none'],
)

let folder = ''
const open: Desktop[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-desktop-'))
})

afterEach(async () => {
  for (const desktop of open.splice(0)) await desktop.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
}, ANSWER_MS)

async function launch(): Promise<Desktop> {
  const desktop = await launchDesktop({ home: join(folder, 'home'), profile: join(folder, 'profile') })
  open.push(desktop)
  return desktop
}

async function createWorkspace(page: Page, name: string): Promise<void> {
  await page
    .getByRole('button', { name: /New workspace/ })
    .first()
    .click()
  const form = page.getByRole('dialog', { name: 'New workspace' })
  await form.getByLabel('Name').fill(name)
  await form.getByLabel('Primary symbol').fill('BTC')
  await form.getByLabel('Secondary symbol').fill('ETH')
  await form.getByText('schemaVersion').waitFor()
  await form.getByRole('button', { name: 'Create workspace' }).click()
  await page.getByText('No data yet').first().waitFor()
}

async function fillWithSample(page: Page, bars: number): Promise<void> {
  await page.getByRole('region', { name: 'Sample data' }).getByRole('button').click()
  const sample = page.getByRole('dialog')
  await sample.getByLabel('Bars of each leg').fill(String(bars))
  await sample.getByRole('button', { name: 'Fill the workspace' }).click()
  await page.getByText('No data yet').first().waitFor({ state: 'detached', timeout: JOB_MS })
}

const jobs = (page: Page) => page.getByRole('region', { name: 'Jobs' })
const order = (desktop: Desktop, id: string) =>
  desktop.evaluate(({ Menu }, itemId) => void Menu.getApplicationMenu()?.getMenuItemById(itemId)?.click(), id)
const engineProcess = (desktop: Desktop) =>
  desktop.evaluate(
    ({ app }) => app.getAppMetrics().find(({ type, name }) => type === 'Utility' && name === 'Assay engine')?.pid,
  )

/** Closes the window, and answers what the person was asked, who would rather stay. */
async function closingIsAsked({ evaluate, pages }: Desktop): Promise<unknown> {
  await evaluate(({ BrowserWindow, dialog }) => {
    dialog.showMessageBox = (async (options: unknown) => {
      Object.assign(globalThis, { asked: options })
      return { response: 0 }
    }) as typeof dialog.showMessageBox
    BrowserWindow.getAllWindows()[0]!.close()
  })
  expect(pages()).toHaveLength(1)
  return evaluate(() => Reflect.get(globalThis, 'asked'))
}

/** The last window is gone, such as one whose page died: whoever would rather stay has another one. */
async function anotherWindow({ evaluate, pages, page }: Desktop): Promise<Page> {
  await evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.destroy())
  await expect.poll(() => pages().length === 1 && pages()[0] !== page, PATIENTLY).toBe(true)
  return pages()[0]!
}

describe.runIf(kind !== null)('the desktop door', () => {
  it('opens a window that can do nothing but talk to its engine', { timeout: TEST_MS }, async () => {
    const asked: string[] = []
    const stranger = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.end()
    })
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', () => resolve()))
    const address = stranger.address()
    const away = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
    try {
      const { page, pages } = await launch()
      await page.getByText('No workspace yet').waitFor()
      const place = page.url()
      const globals = ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron']
      expect(await page.evaluate(`${JSON.stringify(globals)}.filter((name) => name in globalThis)`)).toEqual([])
      expect(await page.evaluate('Object.keys(assayHost).sort()')).toEqual(
        ['dial', 'onOrder', 'pathOf', 'pickFile', 'pickFolder', 'showFolder'].sort(),
      )
      const refused = await page.evaluate(`(async () => {
        const seen = new Set()
        document.addEventListener('securitypolicyviolation', (event) => seen.add(event.effectiveDirective))
        await fetch('${away}/fetch').catch(() => {})
        await fetch('/').catch(() => {})
        new Image().src = '${away}/image'
        const script = document.createElement('script')
        script.textContent = 'globalThis.intruder = true'
        document.body.append(script)
        const frame = document.createElement('iframe')
        frame.src = '${away}/frame'
        document.body.append(frame)
        for (let waited = 0; seen.size < 4 && waited < 600; waited++) await new Promise((resolve) => setTimeout(resolve, 100))
        return [...seen].sort()
      })()`)
      expect(refused).toEqual(['connect-src', 'frame-src', 'img-src', 'script-src-elem'])
      expect(await page.evaluate('globalThis.intruder === undefined')).toBe(true)
      await page.evaluate(`void window.open('${away}/window')`)
      await page.evaluate(`void (window.location.href = '${away}/navigation')`).catch(() => {})
      await page.waitForTimeout(500)
      expect(page.url()).toBe(place)
      expect(pages()).toHaveLength(1)
      expect(await page.evaluate(askPosition)).toBe('refused')
      expect(await page.evaluate(`navigator.clipboard.writeText('copied').then(() => 'copied', String)`)).toBe('copied')
      expect(asked).toEqual([])
      await page.getByText('No workspace yet').waitFor()
    } finally {
      stranger.close()
    }
  })

  it('works as the browser does, with the dialogs and the menu of the desktop', { timeout: TEST_MS }, async () => {
    const desktop = await launch()
    const { page, evaluate } = desktop
    const faults = watchFaults(page)
    await evaluate(({ powerSaveBlocker }) => {
      const awake: string[] = []
      Object.assign(globalThis, { awake })
      powerSaveBlocker.start = () => awake.push('start')
      powerSaveBlocker.stop = () => awake.push('stop') > 0
    })
    await createWorkspace(page, 'first')
    const file = join(folder, 'bars.csv')
    writeFileSync(file, hourlyBars(200))
    await evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = (async (_window: unknown, options: unknown) => {
        Object.assign(globalThis, { dialogOptions: options })
        return { canceled: false, filePaths: [path] }
      }) as typeof dialog.showOpenDialog
    }, file)
    await page
      .getByRole('button', { name: /^Import/ })
      .first()
      .click()
    await page.getByRole('button', { name: /Choose a file/ }).click()
    await expect
      .poll(() => page.getByRole('dialog').getByLabel('File', { exact: true }).inputValue(), PATIENTLY)
      .toBe(file)
    expect(await evaluate(() => Reflect.get(globalThis, 'dialogOptions'))).toMatchObject({
      properties: ['openFile'],
      filters: [{ extensions: expect.arrayContaining(['csv', 'parquet']) }, { extensions: ['*'] }],
    })
    await page.getByRole('button', { name: 'Import as BTC' }).click()
    await jobs(page)
      .getByText(/^done$/i)
      .first()
      .waitFor({ timeout: JOB_MS })

    await order(desktop, 'home')
    await createWorkspace(page, 'second')
    await fillWithSample(page, 3_000)
    await expect
      .poll(() => evaluate(() => Reflect.get(globalThis, 'awake')), { timeout: JOB_MS })
      .toEqual(['start', 'stop', 'start', 'stop'])

    await evaluate(({ shell }) => {
      shell.showItemInFolder = (path: string) => void Object.assign(globalThis, { shownFolder: path })
    })
    const show = (path: string) => page.evaluate(`assayHost.showFolder(${JSON.stringify(path)})`)
    expect([await show(file), await show('bars.csv'), await show(join(folder, 'gone'))]).toEqual([false, false, false])
    expect(await evaluate(() => Reflect.get(globalThis, 'shownFolder'))).toBeUndefined()
    expect(await show(folder)).toBe(true)
    expect(await evaluate(() => Reflect.get(globalThis, 'shownFolder'))).toBe(realpathSync(folder))

    await order(desktop, 'settings')
    await expect.poll(() => new URL(page.url()).hash, PATIENTLY).toMatch(/settings/)
    await order(desktop, 'palette')
    await page.getByPlaceholder(/Go to, start, switch/).waitFor()
    await page.keyboard.press('Escape')
    await order(desktop, 'shortcuts')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await page.keyboard.press('Escape')
    await order(desktop, 'home')
    await page.getByText('first').first().waitFor()
    await order(desktop, 'new-window')
    await expect.poll(() => desktop.pages().length, PATIENTLY).toBe(2)
    await desktop.pages()[1]!.getByText('first').first().waitFor()
    expect(faults).toEqual([])
  })

  it('says so when its engine is killed, starts it again, and the run goes on', { timeout: TEST_MS }, async () => {
    const desktop = await launch()
    let { page } = desktop
    await createWorkspace(page, 'cut')
    await fillWithSample(page, 9_000)
    await page.getByRole('navigation', { name: 'Sections' }).getByText('Pipeline', { exact: true }).click()
    await page.getByRole('button', { name: 'Run pipeline' }).click()
    await jobs(page).getByText('events', { exact: true }).waitFor({ timeout: JOB_MS })
    expect(await closingIsAsked(desktop)).toMatchObject({ message: 'A job is at work.' })
    page = await anotherWindow(desktop)
    await jobs(page).getByRole('progressbar').first().waitFor()

    const before = await engineProcess(desktop)
    const alerts = await hearAlerts(page)
    process.kill(before!, 'SIGKILL')
    await expect.poll(alerts, PATIENTLY).toMatch(/The engine stopped \(.*\); it is being started again/)
    await page
      .getByRole('alert')
      .getByText(/engine stopped/)
      .waitFor({ state: 'detached' })
    expect(await engineProcess(desktop)).not.toBe(before)
    await page
      .getByRole('button', { name: /^Continue/ })
      .first()
      .click()
    await jobs(page).getByRole('progressbar').first().waitFor()
    await jobs(page).getByRole('progressbar').first().waitFor({ state: 'detached', timeout: JOB_MS })
    await jobs(page)
      .getByText(/^done$/i)
      .first()
      .waitFor()
  })

  it('keeps the place of its window, and is there once', { timeout: TEST_MS }, async () => {
    const first = await launch()
    await first.page.getByText('No workspace yet').waitFor()
    const bounds = { x: 60, y: 40, width: 1100, height: 760 }
    await first.evaluate(({ BrowserWindow }, given) => BrowserWindow.getAllWindows()[0]!.setBounds(given), bounds)
    if (kind === 'double') {
      await first.evaluate(({ BrowserWindow, dialog }) => {
        BrowserWindow.getAllWindows()[0]!.blur()
        dialog.showMessageBox = (async (options: unknown) => {
          Object.assign(globalThis, { told: options })
          return { response: 0 }
        }) as typeof dialog.showMessageBox
      })
      const second = startDouble({ home: join(folder, 'other'), profile: join(folder, 'profile') }, null)
      expect(await exitOf(second)).toBe(0)
      await expect
        .poll(() => first.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() !== null), PATIENTLY)
        .toBe(true)
      await expect
        .poll(() => first.evaluate(() => Reflect.get(globalThis, 'told')), PATIENTLY)
        .toMatchObject({ detail: expect.stringContaining(join(folder, 'other')) })
      expect(first.pages()).toHaveLength(1)
    }
    await first.close()
    expect([await first.exited, first.output()]).toEqual([0, ''])
    expect(JSON.parse(readFileSync(join(folder, 'profile', 'window.json'), 'utf8'))).toEqual({
      ...bounds,
      maximized: false,
    })
    const again = await launch()
    expect(await again.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getNormalBounds())).toEqual(
      bounds,
    )
  })
})

function hourlyBars(count: number): string {
  const time = (bar: number) => new Date(Date.UTC(2026, 0, 1, bar)).toISOString()
  const rows = Array.from({ length: count }, (_, bar) => `${time(bar)},100,102,99,101,${10 + bar}`)
  return `time,open,high,low,close,volume\n${rows.join('\n')}\n`
}

/** Runs in the page. */
const askPosition = `new Promise((resolve) => {
  navigator.geolocation.getCurrentPosition(() => resolve('given'), ({ code }) => resolve(code === 1 ? 'refused' : 'none'), { timeout: 1000 })
})`

function watchFaults(page: Page): readonly string[] {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`)
  })
  return faults
}
