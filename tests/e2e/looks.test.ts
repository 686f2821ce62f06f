import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import type { Page } from '@playwright/test'
import { afterAll, describe, expect, it } from 'vitest'
import { findChromium } from './findChromium.ts'
import { contrastFindings, cutOff, cutTexts, goToPlace, seriousFindings, settled } from './findings.ts'
import { PATIENTLY, TEST_MS } from './patience.ts'
import { withHome } from './preparedHome.ts'
import { withWorkbench } from './workbench.ts'

const hasChromium = findChromium() !== null
if (!hasChromium) process.stderr.write('SKIPPED for want of a Chromium: the tests of what every section looks like\n')

const folder = mkdtempSync(join(tmpdir(), 'assay-looks-'))
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }))

/** A market that stands still: nothing ever happens, so that nothing is traded. */
function stillBars(symbol: string, volume: number): readonly string[] {
  const file = join(folder, `${symbol}.csv`)
  const rows = Array.from({ length: 3_200 }, (_, hour) => `${1_600_002_000 + hour * 3_600},100,100,100,100,${volume}`)
  writeFileSync(file, `time,open,high,low,close,volume\n${rows.join('\n')}\n`)
  return ['data', 'import', 'still', '--symbol', symbol, '--file', file, '--progress', 'none']
}

const RUNS = [
  ['workspace', 'create', 'sample', '--primary', 'ALPHA', '--secondary', 'BETA'],
  ['data', 'sample', 'sample', '--kind', 'planted', '--strength', '5', '--bars', '4000', '--progress', 'none'],
  ['pipeline', 'run', 'sample', '--progress', 'none'],
  ['workspace', 'create', 'still', '--primary', 'ONE', '--secondary', 'TWO'],
  stillBars('ONE', 5),
  stillBars('TWO', 6),
  ['pipeline', 'run', 'still', '--progress', 'none'],
]
const SECTIONS = ['data', 'build', 'pipeline', 'events', 'discovery', 'model', 'backtest', 'sweeps', 'leaderboard']
const EVERY_SECTION = [...SECTIONS, 'robustness', 'ledger', 'outputs']
const PLACES = ['#/', '#/settings', '#/ledger', ...EVERY_SECTION.map((name) => `#/w/sample/${name}`)]
const OF_A_RUN = ['data', 'pipeline', 'events', 'model', 'backtest', 'robustness', 'outputs']

async function show(page: Page, hash: string): Promise<void> {
  await goToPlace(page, hash)
  await page.getByRole('main').getByRole('heading').first().waitFor()
  await settled(page)
}

describe.runIf(hasChromium)('what every section looks like, in German', () => {
  it(
    'no text is cut off in a small window, both themes can be read, what is not known says why, numbers follow the language',
    {
      timeout: TEST_MS,
    },
    () =>
      withHome(RUNS, (home) =>
        withWorkbench(
          async ({ page, url, faults }) => {
            await page.addInitScript(NOTE_DRAWN_TEXTS)
            await page.reload()
            for (const hash of PLACES) {
              await page.emulateMedia({ colorScheme: 'light' })
              await show(page, hash)
              expect([hash, await cutTexts(page), await cutOff(page), await seriousFindings(page)]).toEqual([
                hash,
                [],
                [],
                [],
              ])
              expect([hash, await page.getByText('Something went wrong').count()]).toEqual([hash, 0])
              await page.emulateMedia({ colorScheme: 'dark' })
              await settled(page)
              expect([hash, await contrastFindings(page)]).toEqual([hash, []])
              expect([hash, await drawnInEnglish(page)]).toEqual([hash, []])
            }
            await saysWhy(page)
            await tradesNothing(page)
            await typesNumbers(page)
            await otherwiseInEnglish(page, url)
            expect(faults).toEqual([])
          },
          home,
          'de-DE',
        ),
      ),
  )
})

const statOf = (page: Page, label: string) =>
  page
    .locator('.stat')
    .filter({ has: page.locator('.stat-label').getByText(label, { exact: true }) })
    .first()

/** Fewer than 250 days are no year: the number is not there, and the keyboard alone finds out why. */
async function saysWhy(page: Page): Promise<void> {
  await show(page, '#/w/sample/backtest')
  const notKnown = statOf(page, 'Growth a year').getByText('n/a', { exact: true })
  await notKnown.focus()
  await expect.poll(() => page.getByRole('tooltip').allInnerTexts(), PATIENTLY).not.toEqual([])
  const [why] = await page.getByRole('tooltip').allInnerTexts()
  expect(why).toMatch(/year/)
}

/** A run in which nothing happened: every section is there, no number is made up, and it says why there is none. */
async function tradesNothing(page: Page): Promise<void> {
  for (const section of OF_A_RUN) {
    await show(page, `#/w/still/${section}`)
    const text = await page.locator('#content').innerText()
    expect([section, text]).toEqual([
      section,
      expect.not.stringMatching(/\bNaN\b|Infinity|undefined|could not be shown/),
    ])
    expect([section, await cutTexts(page)]).toEqual([section, []])
  }
  await show(page, '#/w/still/events')
  const cell = page.getByRole('gridcell', { name: /^n\/a.*No event of this cell has an outcome\.$/ }).first()
  expect(await cell.getAttribute('title')).toBe('No event of this cell has an outcome.')
  await show(page, '#/w/still/backtest')
  await page.getByText('No trades in the tests').waitFor()
  await page.getByText(/nothing was frozen and nothing could be traded/).waitFor()
  expect(await statOf(page, 'Trades').locator('.stat-value').innerText()).toBe('0')
  expect(await page.locator('#content canvas').count()).toBe(0)
  const notKnown = statOf(page, 'Sharpe ratio').getByText('n/a', { exact: true })
  await notKnown.focus()
  await expect.poll(async () => (await page.getByRole('tooltip').allInnerTexts()).join(), PATIENTLY).toMatch(/trade/)
}

/** What pictures write, which nobody can read from the page. */
const NOTE_DRAWN_TEXTS = `(() => {
  const { fillText } = CanvasRenderingContext2D.prototype
  globalThis.drawnTexts = new Set()
  CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
    globalThis.drawnTexts.add(String(text))
    return fillText.call(this, text, ...place)
  }
})()`

/** Numbers with a point that groups nothing: a German reads a comma there. */
async function drawnInEnglish(page: Page): Promise<readonly string[]> {
  const drawn = await page.evaluate<readonly string[]>('[...globalThis.drawnTexts]')
  return drawn.filter((text) => /\d\.(\d{1,2}|\d{4,})(?!\d)/.test(text))
}

/** A field reads a number as it writes one; what it holds goes into the manifest. */
async function typesNumbers(page: Page): Promise<void> {
  await show(page, '#/')
  await page.getByRole('button', { name: 'New workspace' }).click()
  const form = page.getByRole('dialog', { name: 'New workspace' })
  expect(await form.getByLabel('Start capital').inputValue()).toBe('10.000')
  await form.getByLabel('Name').fill('german')
  await form.getByLabel('Primary symbol').fill('BTC')
  await form.getByLabel('Secondary symbol').fill('ETH')
  await form.getByLabel('Fee, one side').fill('2,5')
  await form
    .getByText(/feeBps: 2\.5/)
    .first()
    .waitFor()
  await page.keyboard.press('Escape')
  await form.waitFor({ state: 'detached' })
}

/** The same numbers in a browser of another language; what a picture tells under the pointer too. */
async function otherwiseInEnglish(page: Page, url: string): Promise<void> {
  const read = async (of: Page) => {
    await show(of, '#/w/sample/data')
    const bars = await statOf(of, 'Bars').locator('.stat-value').innerText()
    await show(of, '#/w/sample/backtest')
    const sharpe = await statOf(of, 'Sharpe ratio').locator('.stat-value').innerText()
    const equity = of.getByRole('img', { name: /equity/i }).first()
    await equity.hover({ position: { x: 400, y: 120 } })
    const pointed = of.locator('#content').getByText(/USD$/).last()
    return { bars, sharpe, equity: (await pointed.innerText()).replace(/[^\d.,]/g, '') }
  }
  const german = await read(page)
  expect(german).toEqual({
    bars: '4.000',
    sharpe: expect.stringMatching(/^−?\d+,\d\d$/),
    equity: expect.stringMatching(/^\d{1,3}\.\d{3}$/),
  })
  const context = await page.context().browser()!.newContext({ locale: 'en-GB' })
  const english = await context.newPage()
  await english.goto(url)
  expect(await read(english)).toMatchObject({ bars: '4,000', sharpe: german.sharpe.replace(',', '.') })
  await context.close()
}
