import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import type { Locator, Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import { findChromium } from './findChromium.ts'
import { JOB_MS, TEST_MS } from './patience.ts'
import { withWorkbench } from './workbench.ts'

const hasChromium = findChromium() !== null
if (!hasChromium) process.stderr.write('SKIPPED for want of a Chromium: the test of the window by keyboard alone\n')

/** More than any section has: who is not there by then is not reached. */
const MOST_TABS = 120

/** Tab after Tab until that has the focus, which must then be seen to have it. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.first().waitFor()
  const focused = wanted.and(page.locator(':focus'))
  for (let tabs = 0; (await focused.count()) === 0; tabs++) {
    if (tabs === MOST_TABS) throw new Error(`Not reached by keyboard: ${wanted}`)
    await page.keyboard.press('Tab')
  }
  const isSeen = await page.evaluate<boolean>(`(() => {
    const part = document.activeElement
    const { outlineStyle, boxShadow } = getComputedStyle(part)
    return part.matches('input') || outlineStyle !== 'none' || boxShadow !== 'none'
  })()`)
  expect([`${wanted}`, isSeen]).toEqual([`${wanted}`, true])
}

async function press(page: Page, wanted: Locator): Promise<void> {
  await tabTo(page, wanted)
  await page.keyboard.press('Enter')
}

async function typeInto(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field)
  await page.keyboard.press('Control+a')
  await page.keyboard.type(text)
  expect((await field.inputValue()).replaceAll(',', '')).toBe(text)
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

describe.runIf(hasChromium)('the window by keyboard alone', () => {
  it('goes from an empty home to a bundle in a folder; the mouse is never touched', { timeout: TEST_MS }, async () => {
    await withWorkbench(async ({ page, home, faults }) => {
      await page.getByText('No workspace yet').waitFor()
      await press(page, button(page, /New workspace/))
      const form = page.getByRole('dialog', { name: 'New workspace' })
      await typeInto(page, form.getByLabel('Name'), 'keys')
      await typeInto(page, form.getByLabel('Primary symbol'), 'BTC')
      await typeInto(page, form.getByLabel('Secondary symbol'), 'ETH')
      await press(page, form.getByRole('button', { name: 'Create workspace' }).and(page.locator(':enabled')))
      await press(page, page.getByRole('region', { name: 'Sample data' }).getByRole('button'))
      const sample = page.getByRole('dialog', { name: 'Fill with sample data' })
      await typeInto(page, sample.getByLabel('Bars of each leg'), '4000')
      await press(page, sample.getByRole('button', { name: 'Fill the workspace' }))
      const jobs = page.getByRole('region', { name: 'Jobs' })
      await jobs.getByText('done', { exact: true }).waitFor({ timeout: JOB_MS })
      await sample.waitFor({ state: 'detached' })

      await keys(page, 'g', 'p')
      await press(page, button(page, 'Run pipeline').and(page.locator(':enabled')))
      await jobs.getByText('events', { exact: true }).waitFor({ timeout: JOB_MS })
      await press(page, jobs.getByRole('button', { name: /^Cancel: pipeline/i }))
      await jobs.getByText('cancelled', { exact: true }).waitFor({ timeout: JOB_MS })
      await press(page, button(page, /^Continue run/))
      await jobs.getByRole('progressbar').first().waitFor()
      await jobs.getByRole('progressbar').first().waitFor({ state: 'detached', timeout: JOB_MS })
      await jobs.getByText('done', { exact: true }).first().waitFor()

      await keys(page, 'g', 'e')
      const table = page.getByRole('grid').first()
      await tabTo(page, table)
      await page.keyboard.press('End')
      await page.keyboard.press('?')
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor({ state: 'detached' })

      await keys(page, 'g', 'o')
      const folder = join(home, 'exported')
      await typeInto(page, page.getByLabel('Folder to export to'), folder)
      await press(page, page.getByRole('button', { name: 'Export', exact: true }))
      await page.getByText(/files are in/).waitFor()
      const exported = readdirSync(folder, { recursive: true }).map(String)
      expect(exported.some((name) => name.endsWith('final_output_summary.json'))).toBe(true)
      expect(faults).toEqual([])
    })
  })
})

/** A key after the other, of which the second one leads to a section. */
async function keys(page: Page, first: string, second: string): Promise<void> {
  await page.keyboard.press(first)
  await page.keyboard.press(second)
  await page.getByRole('main').getByRole('heading').first().waitFor()
}
