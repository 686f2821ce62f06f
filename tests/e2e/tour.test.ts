import process from 'node:process'
import type { Locator, Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import { findChromium } from './findChromium.ts'
import { cutOff, goToPlace, seriousFindings, settled } from './findings.ts'
import { JOB_MS, PATIENTLY, TEST_MS } from './patience.ts'
import { withHome } from './preparedHome.ts'
import { withWorkbench } from './workbench.ts'

const hasChromium = findChromium() !== null
if (!hasChromium) process.stderr.write('SKIPPED for want of a Chromium: the end-to-end tests of tour and looks\n')

const SMALL_SAMPLE = [
  ['workspace', 'create', 'sample', '--primary', 'ALPHA', '--secondary', 'BETA'],
  ['data', 'sample', 'sample', '--kind', 'planted', '--strength', '5', '--bars', '4000', '--progress', 'none'],
]

const card = (page: Page): Locator => page.locator('.tour-card')
const next = (page: Page, name: string): Locator => card(page).getByRole('button', { name, exact: true })

async function pressNext(page: Page, name: string): Promise<void> {
  await next(page, name).and(page.locator(':enabled')).click({ timeout: JOB_MS })
}

const placeOf = (page: Page): string => new URL(page.url()).hash

describe.runIf(hasChromium)('the tour', () => {
  it('begins in an empty home, makes its workspace once, and is left by Escape', { timeout: TEST_MS }, async () => {
    await withWorkbench(async ({ page, faults }) => {
      await page.getByRole('button', { name: 'Take the tour' }).click()
      expect(await seriousFindings(page)).toEqual([])
      await pressNext(page, 'Begin')
      await card(page).getByRole('progressbar').waitFor()
      expect(placeOf(page)).toBe('#/w/sample/data')
      await page.reload()
      await card(page).getByText('2 of 7').waitFor()
      await next(page, 'Run the pipeline').and(page.locator(':enabled')).waitFor({ timeout: JOB_MS })
      await page.keyboard.press('Escape')
      await card(page).waitFor({ state: 'detached' })
      const rows = page.getByRole('region', { name: 'Jobs' }).getByRole('article')
      expect(await rows.count()).toBe(1)
      await page.reload()
      await page.getByRole('img').first().waitFor()
      expect(await card(page).count()).toBe(0)
      expect(faults).toEqual([])
    })
  })

  it('goes on from what is there to the bundle, and everything on its way looks right', { timeout: TEST_MS }, () =>
    withHome(SMALL_SAMPLE, (home) =>
      withWorkbench(async ({ page, faults }) => {
        await walk(page)
        await looks(page)
        expect(faults).toEqual([])
      }, home),
    ),
  )
})

/** With a cancel, a look elsewhere and a reload on the way. */
async function walk(page: Page): Promise<void> {
  // A key that is pressed before the page listens is lost, as for a person: wait for what it brings.
  await page.getByRole('img').first().waitFor()
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('Go to, start, switch').waitFor()
  await page.keyboard.type('tour')
  await page.getByRole('dialog').getByText('Take the tour').waitFor()
  await page.keyboard.press('Enter')
  await pressNext(page, 'Begin')
  await pressNext(page, 'Run the pipeline')
  await framed(page, 'Stages')
  const jobs = page.getByRole('region', { name: 'Jobs' })
  await jobs.getByRole('button', { name: /^Cancel: pipeline/i }).click({ timeout: JOB_MS })
  await card(page).getByText('The job of the tour was cancelled.').waitFor({ timeout: JOB_MS })
  await card(page).getByRole('button', { name: 'Try again' }).click()
  await pressNext(page, 'Next')
  await page.getByRole('navigation').getByText('Home').click()
  await card(page).getByText('The tour waits in Pipeline').waitFor()
  await page.reload()
  await pressNext(page, 'Go on with the tour')
  await pressNext(page, 'See the result')
  await framed(page, 'Equity and drawdown')
  await pressNext(page, 'Next')
  await framed(page, 'Verdict and gates')
  await pressNext(page, 'Next')
  await framed(page, 'Verdict')
  expect(await seriousFindings(page)).toEqual([])
  await pressNext(page, 'Finish')
  await card(page).waitFor({ state: 'detached' })
  expect(placeOf(page)).toBe('#/w/sample/outputs')
}

/** The highlighted frame lies around that panel. */
async function framed(page: Page, title: string): Promise<void> {
  const panel = page.locator('#content .panel').filter({ has: page.getByRole('heading', { name: title, exact: true }) })
  await panel.first().waitFor()
  await expect
    .poll(async () => {
      const [inner, outer] = [await page.locator('.tour-frame').boundingBox(), await panel.first().boundingBox()]
      return inner !== null && outer !== null && Math.abs(inner.x - outer.x) + Math.abs(inner.y - outer.y)
    }, PATIENTLY)
    .toBeLessThan(4)
}

const DIALOGS = [
  { place: '#/', button: 'New workspace' },
  { place: '#/w/sample/data', button: 'Download…' },
  { place: '#/w/sample/data', button: 'Keyboard shortcuts' },
]

/** What the test of looks does not see: dialogs, in dark, with a way back from each, and the window at twice the size. */
async function looks(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  for (const { place, button } of DIALOGS) {
    await show(page, place)
    const opener = page.getByRole('button', { name: button, exact: true })
    await opener.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    expect(await seriousFindings(page), button).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => opener.and(page.locator(':focus')).count(), PATIENTLY).toBe(1)
  }
  await page.setViewportSize({ width: 640, height: 400 })
  for (const hash of ['#/', '#/settings', '#/w/sample/data', '#/w/sample/pipeline', '#/w/sample/outputs']) {
    await show(page, hash)
    expect(await cutOff(page), `${hash} at twice the size`).toEqual([])
  }
}

async function show(page: Page, hash: string): Promise<void> {
  await goToPlace(page, hash)
  await page.getByRole('main').getByRole('heading').first().waitFor()
  await settled(page)
}
