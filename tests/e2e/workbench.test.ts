import { spawn } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import type { Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import { findChromium } from './findChromium.ts'
import { JOB_MS, TEST_MS } from './patience.ts'
import { withWorkbench } from './workbench.ts'

const hasChromium = findChromium() !== null
if (!hasChromium) process.stderr.write('SKIPPED for want of a Chromium: the end-to-end tests of the window\n')

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
  await page.getByRole('heading', { name: 'No data yet' }).or(page.getByText('No data yet')).first().waitFor()
}

/** The newest job of the rail has come to this end. */
async function jobEnds(page: Page, words: RegExp): Promise<void> {
  await page.getByRole('region', { name: 'Jobs' }).getByText(words).first().waitFor({ timeout: JOB_MS })
}

describe.runIf(hasChromium)('the window, as a person uses it', () => {
  it('downloads from a gateway, and shows the proof', { timeout: TEST_MS }, async () => {
    const gateway = spawn(
      process.execPath,
      [join(import.meta.dirname, '../../src/main/doors/cli/main.ts'), 'gateway', 'simulate', '--port', '0'],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    )
    try {
      const port = await new Promise<string>((resolve) => {
        createInterface({ input: gateway.stderr }).on('line', (line) => {
          const found = /listens at 127\.0\.0\.1:(\d+)/.exec(line)?.[1]
          if (found !== undefined) resolve(found)
        })
      })
      await withWorkbench(async ({ page, faults }) => {
        await createWorkspace(page, 'ibkr')
        await page.getByRole('region', { name: 'Interactive Brokers' }).getByRole('button').click()
        const dialog = page.getByRole('dialog')
        await dialog.getByLabel('From').fill('2026-06-01')
        await dialog.getByLabel('To').fill('2026-07-01')
        await dialog.getByLabel('Port').fill(port)
        await page.keyboard.press('Escape')
        if (!(await dialog.isVisible())) throw new Error('Escape closed the dialog')
        await dialog.getByRole('button', { name: 'Bars, venue and pacing' }).click()
        await dialog.getByLabel('Pause between requests').fill('0')
        await dialog.getByRole('button', { name: 'Start the download' }).click()
        await jobEnds(page, /^done$/i)
        await page
          .getByText(/every expected bar is there/)
          .first()
          .waitFor()
        await page.getByText('SYNTHETIC').first().waitFor()
        expect(faults).toEqual([])
      })
    } finally {
      gateway.kill('SIGTERM')
    }
  })
})
