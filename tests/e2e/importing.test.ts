import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import type { Locator, Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import { zipped } from '../main/fetch/fetchScene.ts'
import { findChromium } from './findChromium.ts'
import { goToPlace, seriousFindings } from './findings.ts'
import { JOB_MS, PATIENTLY, TEST_MS } from './patience.ts'
import { withHome } from './preparedHome.ts'
import { withWorkbench } from './workbench.ts'

const HOUR_S = 3_600
const hasChromium = findChromium() !== null
if (!hasChromium) process.stderr.write('SKIPPED for want of a Chromium: the end-to-end tests of importing\n')

const PAIR = [['workspace', 'create', 'pair', '--primary', 'BTC', '--secondary', 'ETH']]

/** Columns that nobody can guess: low before high, the time last, no volume. */
function oddRows(count: number): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const price = 100 + (index % 7)
    return `x,${price},${price - 1},${price + 2},${price + 1},${1_600_000_000 - (1_600_000_000 % HOUR_S) + index * HOUR_S}`
  })
  return `${rows.join('\n')}\n`
}

const columnOf = (dialog: Locator, number: number): Locator => dialog.getByLabel(`Column ${number} holds`)

const uploadsIn = (home: string): readonly string[] => {
  const folder = join(home, 'engine', 'uploads')
  return existsSync(folder) ? readdirSync(folder) : []
}

async function openData(page: Page): Promise<void> {
  await goToPlace(page, '#/w/pair/data')
  await page.getByText('No data yet').waitFor()
}

describe.runIf(hasChromium)('importing in the window', () => {
  it('a chosen file whose columns are told by hand; its upload is gone afterwards', { timeout: TEST_MS }, () =>
    withHome(PAIR, (home) =>
      withWorkbench(async ({ page, faults }) => {
        const file = { name: '<b>odd rows.csv', mimeType: 'text/csv', buffer: Buffer.from(oddRows(2_000)) }
        await openData(page)
        await page.getByRole('region', { name: 'A file' }).getByRole('button').click()
        const dialog = page.getByRole('dialog', { name: 'Import a file' })
        const chooser = page.waitForEvent('filechooser')
        await dialog.getByRole('button', { name: 'Choose a file…' }).click()
        await (await chooser).setFiles(file)
        await dialog.getByText('First rows').waitFor()
        expect(uploadsIn(home).length).toBe(1)
        expect(await dialog.getByLabel('File', { exact: true }).inputValue()).toMatch(/\/file-\w{6}\/_b_odd rows\.csv$/)
        const begin = dialog.getByRole('button', { name: 'Import as BTC' })
        expect(await begin.isEnabled()).toBe(false)
        for (const [number, field] of ['', 'open', 'low', 'high', 'close', 'time'].entries())
          if (field !== '') await columnOf(dialog, number + 1).selectOption(field)
        await dialog.getByText(/time=#6, open=#2, high=#4, low=#3, close=#5, volume=none/).waitFor()
        expect(await seriousFindings(page)).toEqual([])
        await begin.click()
        await page.getByText('2,000 received = 2,000 clean + 0 rejected').waitFor({ timeout: JOB_MS })
        await expect.poll(() => uploadsIn(home), PATIENTLY).toEqual([])
        expect(faults).toEqual([])
      }, home),
    ),
  )

  it(
    'a dropped file opens the dialog, one beside it does not take the place of the page; archives of a folder become a table',
    {
      timeout: TEST_MS,
    },
    () =>
      withHome(PAIR, (home) =>
        withWorkbench(async ({ page, faults }) => {
          await openData(page)
          const address = page.url()
          await drop(page, '.top-bar', 'beside.csv', 'nothing')
          expect(page.url()).toBe(address)
          await drop(
            page,
            '.data-drop',
            'bars.csv',
            `time,open,high,low,close,volume\n${'1600000000,1,2,1,2,5\n'.repeat(3)}`,
          )
          const dialog = page.getByRole('dialog', { name: 'Import a file' })
          await dialog.getByText('Read as').waitFor()
          expect(await dialog.getByLabel('File', { exact: true }).inputValue()).toMatch(/bars\.csv$/)
          await drop(page, '.mantine-Modal-content', 'other.csv', '')
          await dialog.getByText(/other.csv is empty/).waitFor()
          await dialog.getByRole('button', { name: 'Cancel' }).click()
          await dialog.waitFor({ state: 'detached' })
          await fetchFromFolder(page, archives(home))
          expect(faults).toEqual([])
        }, home),
      ),
  )
})

/** One month of funding, laid out as the exchange does. */
function archives(home: string): string {
  const path = join(home, 'mine/futures/um/monthly/fundingRate/BTCUSDT/BTCUSDT-fundingRate-2023-01.zip')
  const rows = Array.from({ length: 93 }, (_, at) => `${Date.UTC(2023, 0, 1) + at * 8 * HOUR_S * 1000},8,0.0001\n`)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, zipped('a.csv', `calc_time,funding_interval_hours,last_funding_rate\n${rows.join('')}`))
  return join(home, 'mine')
}

/** What will be asked is told before, what came afterwards. */
async function fetchFromFolder(page: Page, folder: string): Promise<void> {
  await page.getByRole('region', { name: 'Public archives' }).getByRole('button').click()
  const dialog = page.getByRole('dialog', { name: 'Fetch from public archives' })
  const begin = dialog.getByRole('button', { name: 'Start the fetch' })
  await dialog.getByText('Choose the day to begin with.').waitFor()
  await dialog.getByLabel('From', { exact: true }).fill('2023-01-01')
  await dialog.getByLabel('To', { exact: true }).fill('2023-03-01')
  await dialog.getByText(/data.binance.vision and fapi.binance.com will be asked/).waitFor()
  await dialog.getByRole('combobox', { name: 'Source' }).click()
  await page.getByRole('option', { name: 'A folder of archives' }).click()
  expect(await begin.isEnabled()).toBe(false)
  await dialog.getByLabel('Folder on the machine of the engine').fill(folder)
  await dialog.getByText('4 months of BTCUSDT, ETHUSDT: 1 archive to read; 3 that the folder has not.').waitFor()
  expect(await seriousFindings(page)).toEqual([])
  await begin.click()
  const fetched = page.getByRole('region', { name: 'Fetched' })
  await fetched.getByText('2: 2023-01 to 2023-02').waitFor({ timeout: JOB_MS })
  await page
    .getByRole('region', { name: 'Tables' })
    .getByText(/93 stamps stand on the 8 h settlement grid/)
    .waitFor()
}

/** As if a file of that text had been let fall there. */
async function drop(page: Page, selector: string, name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(`(() => {
    const data = new DataTransfer()
    data.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)}))
    return data
  })()`)
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.locator(selector).first().dispatchEvent(type, { dataTransfer })
}
