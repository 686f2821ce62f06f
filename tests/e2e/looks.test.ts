import process from 'node:process'
import type { Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import { findChromium } from './findChromium.ts'
import { cutOff, cutTexts, goToPlace } from './findings.ts'
import { PATIENTLY, TEST_MS } from './patience.ts'
import { withHome } from './preparedHome.ts'
import { withWorkbench } from './workbench.ts'

const hasChromium = findChromium() !== null
if (!hasChromium) process.stderr.write('SKIPPED for want of a Chromium: the tests of what every section looks like\n')

const RUN = [
  ['workspace', 'create', 'sample', '--primary', 'ALPHA', '--secondary', 'BETA'],
  ['data', 'sample', 'sample', '--kind', 'planted', '--strength', '5', '--bars', '9000', '--progress', 'none'],
  ['pipeline', 'run', 'sample', '--progress', 'none'],
]
const SECTIONS = ['data', 'build', 'pipeline', 'events', 'discovery', 'model', 'backtest', 'sweeps', 'leaderboard']
const PLACES = [
  '#/',
  '#/settings',
  ...[...SECTIONS, 'robustness', 'ledger', 'outputs'].map((name) => `#/w/sample/${name}`),
]
const SMALL = { width: 1280, height: 800 }

async function show(page: Page, hash: string): Promise<void> {
  await goToPlace(page, hash)
  await page.getByRole('main').getByRole('heading').first().waitFor()
  await page.waitForTimeout(400)
}

describe.runIf(hasChromium)('what every section looks like', () => {
  it(
    'no text is cut off in a small window, what is not known says why, and numbers follow the locale',
    {
      timeout: TEST_MS,
    },
    () =>
      withHome(RUN, (home) =>
        withWorkbench(async ({ page, url, faults }) => {
          await page.setViewportSize(SMALL)
          for (const hash of PLACES) {
            await show(page, hash)
            expect([hash, await cutTexts(page), await cutOff(page)]).toEqual([hash, [], []])
          }
          await saysWhy(page)
          await inGerman(page, url)
          expect(faults).toEqual([])
        }, home),
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
  expect(await page.locator('#content').innerText()).not.toMatch(/\bNaN\b|Infinity|undefined/)
}

/** The numbers of a browser that is set to German. */
async function inGerman(page: Page, url: string): Promise<void> {
  const read = async (of: Page) => {
    await show(of, '#/w/sample/data')
    const bars = await statOf(of, 'Bars').locator('.stat-value').innerText()
    await show(of, '#/w/sample/backtest')
    return [bars, await statOf(of, 'Sharpe ratio').locator('.stat-value').innerText()]
  }
  const english = await read(page)
  expect(english).toEqual(['9,000', expect.stringMatching(/^−?\d\.\d\d$/)])
  const context = await page.context().browser()!.newContext({ locale: 'de-DE' })
  const german = await context.newPage()
  await german.goto(url)
  expect(await read(german)).toEqual(['9.000', english[1]!.replace('.', ',')])
  await context.close()
}
