import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from './findChromium.ts'
import { contrastFindings, cutOff, goToPlace, seriousFindings, settled } from './findings.ts'
import { JOB_MS, TEST_MS } from './patience.ts'
import { withHome } from './preparedHome.ts'
import { withWorkbench } from './workbench.ts'

const hasChromium = findChromium() !== null
if (!hasChromium) process.stderr.write('SKIPPED for want of a Chromium: the tests of Build and Model in the window\n')

const folder = mkdtempSync(join(tmpdir(), 'assay-models-'))

beforeAll(async () => {
  if (!hasChromium) return
  const commands = [
    ['workspace', 'create', 'noise', '--primary', 'BTC', '--secondary', 'ETH'],
    ['data', 'sample', 'noise', '--kind', 'noise', '--bars', '2400', '--seed', '3'],
  ]
  await withHome(commands, async (home) => cpSync(home, folder, { recursive: true }))
}, TEST_MS)

afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }))

async function jobEnds(page: Page): Promise<void> {
  const jobs = page.getByRole('region', { name: 'Jobs' })
  await jobs
    .getByText(/^done$/i)
    .first()
    .waitFor({ timeout: JOB_MS })
}

async function looksRight(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await settled(page)
    expect(await (colorScheme === 'light' ? seriousFindings : contrastFindings)(page), colorScheme).toEqual([])
    expect(await cutOff(page), colorScheme).toEqual([])
  }
}

describe.runIf(hasChromium)('from bars to a model that is traded, in the window', () => {
  it('builds a matrix by its form, and shows what was found in it', { timeout: TEST_MS }, async () => {
    await withWorkbench(async ({ page, faults }) => {
      await goToPlace(page, '#/w/noise/build?at=built')
      await page.getByText('No matrix yet').waitFor()
      await looksRight(page)
      await page.getByRole('button', { name: 'Build a matrix' }).click()
      const form = page.getByRole('dialog', { name: 'Build a matrix' })
      await form.getByLabel('start_date').fill('2016-01-10')
      await form.getByRole('combobox', { name: 'features' }).fill('MACD')
      await page.getByRole('option', { name: /^MACD/ }).first().click()
      await page.keyboard.press('Escape')
      const yaml = form.getByLabel('Specification (YAML)')
      expect(await yaml.inputValue()).toMatch(/indicators: \[RSI_14, ATR_14, BB_20, MACD/)
      expect(await yaml.inputValue()).toContain('start_date: 2016-01-10')
      expect(await seriousFindings(page)).toEqual([])
      await form.getByRole('button', { name: 'Build the matrix' }).click()
      await jobEnds(page)
      const list = page.getByRole('grid', { name: /^Built matrices/ })
      await list.getByText('direction_5').waitFor()
      await page.getByText(/17 checks|\d+ checks:/).waitFor()
      await looksRight(page)
      await page.getByRole('grid', { name: /^Columns of the matrix/ }).focus()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.getByRole('complementary', { name: 'the column' }).getByText('Formula').waitFor()
      expect(await seriousFindings(page)).toEqual([])
      expect(faults).toEqual([])
    }, folder)
  })

  it('trains a model by its form, explains a row, and backtests it', { timeout: TEST_MS }, async () => {
    await withWorkbench(async ({ page, faults }) => {
      await goToPlace(page, '#/w/noise/build?at=built')
      await page.getByRole('button', { name: 'Train a model on it' }).click()
      const form = page.getByRole('dialog', { name: 'Train a model' })
      await form.getByLabel('model_type').selectOption('logistic')
      const yaml = form.getByLabel('Specification (YAML)')
      expect(await yaml.inputValue()).not.toContain('n_estimators')
      await form.getByLabel('n_splits').first().fill('3')
      await form.getByLabel('learning_curve').selectOption('false')
      await form.getByLabel('name of the model').fill('first')
      expect(await seriousFindings(page)).toEqual([])
      await form.getByRole('button', { name: 'Train the model' }).click()
      await jobEnds(page)
      const list = page.getByRole('grid', { name: /^Trained models/ })
      await list.getByText('logistic').waitFor()
      await page.getByText('Folds in time').waitFor()
      await looksRight(page)

      await page.getByRole('button', { name: 'Why a prediction' }).click()
      const why = page.getByRole('complementary', { name: 'the prediction' })
      await why.getByText('Parts of the prediction').waitFor()
      expect(await seriousFindings(page)).toEqual([])
      await why.getByRole('button', { name: /^Previous row/ }).click()
      await why.getByText(/Signal traded/).waitFor()
      await page.keyboard.press('Escape')

      await page.getByRole('button', { name: 'Backtest this model' }).click()
      const test = page.getByRole('dialog', { name: /of the model first/ })
      await test.getByRole('button', { name: /^Run the backtest/ }).click()
      await page.getByRole('region', { name: 'Jobs' }).getByText('Backtest').first().waitFor()
      await jobEnds(page)
      await goToPlace(page, '#/w/noise/backtest?at=stored')
      await page
        .getByRole('grid', { name: /^Stored backtests/ })
        .getByText(/first/)
        .waitFor()
      expect(faults).toEqual([])
    }, folder)
  })
})
