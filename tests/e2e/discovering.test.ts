import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { stockHouse } from '../main/backtests/backtestScene.ts'
import { findChromium } from './findChromium.ts'
import { cutOff, goToPlace, seriousFindings } from './findings.ts'
import { JOB_MS, TEST_MS } from './patience.ts'
import { withWorkbench } from './workbench.ts'

const hasChromium = findChromium() !== null
if (!hasChromium)
  process.stderr.write('SKIPPED for want of a Chromium: the end-to-end test of discoveries and the ledger\n')

const TOO_MANY = 'interval: 1d\nsymbols: [AAPL]\nmax_hypotheses: 3\n'
const FEW = 'interval: 1d\nsymbols: [AAPL]\nfamilies: [range_breakout_up, range_breakout_down]\nmin_events: 10\n'

describe.runIf(hasChromium)('a discovery from the window', () => {
  it('is counted before it starts and refused over its limit; what it found is shown, and the ledger has it', {
    timeout: TEST_MS,
  }, async () => {
    const home = mkdtempSync(join(tmpdir(), 'assay-e2e-'))
    try {
      await stockHouse(home)
      await withWorkbench(async ({ page, faults }) => {
        await goToPlace(page, '#/w/stocks/discovery')
        await page.getByText('No discoveries yet').waitFor()
        await page.getByRole('button', { name: 'New discovery' }).click()
        const dialog = page.getByRole('dialog', { name: 'New discovery' })
        const start = dialog.getByRole('button', { name: 'Run the discovery' })
        await dialog.getByLabel('Specification (YAML)').fill(TOO_MANY)
        await dialog.getByText('are more than the 3 that are allowed').waitFor()
        expect(await start.isDisabled()).toBe(true)
        await dialog.getByLabel('Specification (YAML)').fill(FEW)
        await dialog.getByLabel('name of the run').fill('first')
        await start.and(page.locator(':enabled')).click()
        await page.getByText('From declared to left').waitFor({ timeout: JOB_MS })
        const table = page.getByRole('grid', { name: /^Hypotheses of the discovery/ })
        await table.focus()
        await page.keyboard.press('ArrowDown')
        await page.keyboard.press('Enter')
        await page.getByText('How unlikely by luck').waitFor()
        expect(await seriousFindings(page)).toEqual([])
        expect(await cutOff(page)).toEqual([])
        await page.keyboard.press('Escape')
        await goToPlace(page, '#/w/stocks/ledger')
        await page.getByRole('button', { name: 'Verify the chain' }).click()
        await page.getByRole('status').getByText('whole', { exact: true }).waitFor()
        await page.getByRole('row').filter({ hasText: 'discovery' }).first().waitFor()
        expect(await seriousFindings(page)).toEqual([])
        expect(faults).toEqual([])
      }, home)
    } finally {
      rmSync(home, { recursive: true, force: true, maxRetries: 10 })
    }
  })
})
