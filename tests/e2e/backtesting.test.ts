import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import type { Locator, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assay } from '../main/backtests/backtestScene.ts'
import { provenHouse } from '../main/leaderboard/leaderboardScene.ts'
import { findChromium } from './findChromium.ts'
import { contrastFindings, cutOff, goToPlace, seriousFindings } from './findings.ts'
import { JOB_MS, PATIENTLY, TEST_MS } from './patience.ts'
import { withWorkbench } from './workbench.ts'

const hasChromium = findChromium() !== null
if (!hasChromium)
  process.stderr.write(
    'SKIPPED for want of a Chromium: the end-to-end tests of backtests, sweeps and the leaderboard\n',
  )

const CROSS = 'strategy: { id: moving-average-cross, parameters: { fast: 2, slow: 25 } }\ninstruments: [AAPL]\n'
const SWEEP = `strategy: { id: moving-average-cross }
parameter_grid:
  fast: { from: 2, to: 20, step: 2 }
  slow: { from: 25, to: 60, step: 5 }
  average: [sma, ema]
backtest: { instruments: [AAPL], initial_capital: 100000 }
`

type House = Awaited<ReturnType<typeof provenHouse>>

/** Homes as the tests find them, each made from the one before it: one stock with a backtest that passes every gate; one that fails beside it; a sweep and the board of all. */
const prepared = mkdtempSync(join(tmpdir(), 'assay-e2e-'))
const [PROVEN, CROSSED, SWEPT] = ['proven', 'crossed', 'swept'] as const

beforeAll(async () => {
  if (!hasChromium) return
  const at = (name: string) => join(prepared, name)
  mkdirSync(at(SWEPT))
  const house = await provenHouse(at(SWEPT))
  cpSync(at(SWEPT), at(PROVEN), { recursive: true })
  await runCross(house)
  cpSync(at(SWEPT), at(CROSSED), { recursive: true })
  await runSweep(house)
  await assay(house.home, 'leaderboard', 'update', 'stocks')
}, TEST_MS)

afterAll(() => rmSync(prepared, { recursive: true, force: true, maxRetries: 10 }))

/** A prepared home, which the test may change. */
async function withHouse(name: string, work: (home: string) => Promise<void>) {
  const home = mkdtempSync(join(tmpdir(), 'assay-e2e-'))
  try {
    cpSync(join(prepared, name), home, { recursive: true })
    await work(home)
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 10 })
  }
}

async function runCross({ home, file }: House): Promise<void> {
  const made = await assay(home, 'backtest', 'run', 'stocks', '--config', file('cross.yaml', CROSS))
  expect(made.exitCode).toBe(0)
}

async function runSweep({ home, file }: House): Promise<void> {
  const made = await assay(home, 'sweep', 'run', 'stocks', '--spec', file('sweep.yaml', SWEEP), '--workers', '1')
  expect(made.exitCode).toBe(0)
}

async function typeInto(dialog: Locator, label: string, value: string): Promise<void> {
  await dialog.getByLabel(label, { exact: true }).fill(value)
  await dialog.page().keyboard.press('Enter')
}

const yamlOf = (dialog: Locator): Locator => dialog.getByLabel('Specification (YAML)')

/** Whether the text of the specification has come to hold this. */
async function says(dialog: Locator, text: string): Promise<void> {
  await expect.poll(() => yamlOf(dialog).inputValue(), PATIENTLY).toContain(text)
}

const unfolded = (dialog: Locator, name: string) => dialog.locator('summary', { hasText: name }).first().click()

async function entryOf(page: Page, name: string): Promise<void> {
  await page.getByRole('row').filter({ hasText: name }).first().click()
  await page.getByRole('heading', { name: 'Review' }).waitFor()
}

async function accept(page: Page, note: string): Promise<void> {
  await page.getByLabel('Note', { exact: true }).fill(note)
  await page.getByRole('button', { name: 'Accept' }).click()
  await page.locator('.board-journal').getByText('accepted').first().waitFor()
}

const deployments = (home: string): readonly string[] => {
  const folder = join(home, 'workspaces', 'stocks', 'deployments')
  return existsSync(folder) ? readdirSync(folder) : []
}

describe.runIf(hasChromium)('the form of a specification', () => {
  it(
    'holds nested terms, goes into the text without losing a comment, and starts a backtest that is shown',
    {
      timeout: TEST_MS,
    },
    () =>
      withHouse(PROVEN, (home) =>
        withWorkbench(async ({ page, faults }) => {
          await goToPlace(page, '#/w/stocks/backtest?at=stored')
          await page.getByRole('button', { name: 'New backtest' }).click()
          const dialog = page.getByRole('dialog', { name: 'New backtest' })
          await typeInto(dialog, 'strategy parameters fast', '3')
          await says(dialog, '{fast: 3, slow: 50}')
          await typeInto(dialog, 'instruments', 'AAPL')
          await says(dialog, 'instruments: [AAPL]')
          await unfolded(dialog, 'position_sizing')
          await dialog.getByLabel('position_sizing form').selectOption('kelly')
          await typeInto(dialog, 'position_sizing cap', '0.5')
          await says(dialog, 'position_sizing: {method: kelly, cap: 0.5}')
          await dialog.getByLabel('risk_management stop_loss form').selectOption('atr, period')
          await typeInto(dialog, 'risk_management stop_loss atr', '3')
          await says(dialog, 'stop_loss: {atr: 3}')
          await unfolded(dialog, 'execution')
          await dialog.getByLabel('execution fill', { exact: true }).selectOption('next_close')
          await says(dialog, '  fill: next_close')
          expect(await yamlOf(dialog).inputValue()).toContain('# Everything that is not said')
          await typeInto(dialog, 'risk_management stop_loss atr', '-1')
          await dialog.getByRole('alert').getByText('risk_management.stop_loss').waitFor()
          await typeInto(dialog, 'risk_management stop_loss atr', '3')
          expect(await seriousFindings(page)).toEqual([])
          await dialog.getByRole('button', { name: 'Run the backtest' }).and(page.locator(':enabled')).click()
          await page.getByRole('row').filter({ hasText: 'moving-average-cross' }).first().click({ timeout: JOB_MS })
          await page.getByText('position_sizing.minimum_trades').waitFor()
          await page.getByText('position_sizing.cap').waitFor({ state: 'detached' })
          expect(faults).toEqual([])
        }, home),
      ),
  )

  it(
    'tells what a sweep takes and what luck would show before it is begun; then it is begun',
    {
      timeout: TEST_MS,
    },
    () =>
      withHouse(PROVEN, (home) =>
        withWorkbench(async ({ page, faults }) => {
          await goToPlace(page, '#/w/stocks/sweeps')
          await page.getByRole('button', { name: 'New sweep' }).click()
          const dialog = page.getByRole('dialog', { name: 'New sweep' })
          await typeInto(dialog, 'parameter_grid slow to', '60')
          await says(dialog, 'to: 60')
          await dialog.getByRole('button', { name: 'Take stop_loss out of parameter_grid' }).click()
          await dialog.getByLabel('New name in parameter_grid').selectOption('average')
          await dialog.getByRole('button', { name: 'Add', exact: true }).first().click()
          await says(dialog, 'average: [sma, ema]')
          expect(await yamlOf(dialog).inputValue()).not.toContain('stop_loss')
          await unfolded(dialog, 'backtest')
          await typeInto(dialog, 'backtest instruments', 'AAPL')
          await says(dialog, 'instruments: [AAPL]')
          await dialog.getByRole('button', { name: 'Estimate first' }).and(page.locator(':enabled')).click()
          const estimate = dialog.getByRole('status', { name: 'Estimate of the sweep' })
          await estimate.getByText('Best Sharpe by luck').waitFor({ timeout: JOB_MS })
          expect(await estimate.innerText()).toMatch(/Evaluations\s+32\s/)
          // One backtest stands in the ledger.
          expect(await estimate.innerText()).toMatch(/Trials then\s+33\s/)
          await dialog.getByRole('button', { name: 'Run the sweep' }).click()
          await page.getByRole('heading', { name: 'Found, beside luck' }).waitFor({ timeout: JOB_MS })
          expect(faults).toEqual([])
        }, home),
      ),
  )
})

describe.runIf(hasChromium)('a sweep in the window', () => {
  it('is filtered by the mouse on an axis, sorted, and led from a picture to a trial', { timeout: TEST_MS }, () =>
    withHouse(SWEPT, (home) =>
      withWorkbench(async ({ page, faults }) => {
        await goToPlace(page, '#/w/stocks/sweeps')
        await page.getByText('160 of 160; sorted by the engine').waitFor()
        const parallel = page.getByRole('img', { name: /^Parallel coordinates of 160 trials/ })
        const box = await settledBox(parallel)
        // The first axis: fast, 2 to 20 from bottom to top.
        const bottom = box.y + box.height - 20
        const top = box.y + 58
        const placeOf = (fast: number) => bottom - ((fast - 2) / 18) * (bottom - top)
        await page.mouse.move(box.x + 44, placeOf(13))
        await page.mouse.down()
        await page.mouse.move(box.x + 44, placeOf(10), { steps: 6 })
        await page.mouse.move(box.x + 44, placeOf(7), { steps: 6 })
        await page.mouse.up()
        await page.getByText('48 of 160; sorted by the engine').waitFor()
        await page.getByRole('button', { name: /^fast .* ×$/ }).click()
        await page.getByText('160 of 160; sorted by the engine').waitFor()

        const table = page.getByRole('grid', { name: 'Trials of the sweep; Enter opens one' })
        await table.scrollIntoViewIfNeeded()
        const firstRow = () => table.getByRole('row').nth(1).innerText()
        const best = await firstRow()
        await table.getByRole('columnheader', { name: 'slow' }).getByRole('button').click()
        await expect.poll(firstRow, PATIENTLY).not.toBe(best)
        await page.getByLabel('At least').fill('1')
        await expect
          .poll(() => page.getByText(/^\d+ of 160; sorted/).innerText(), PATIENTLY)
          .not.toContain('160 of 160')
        await page.getByRole('button', { name: 'Show all', exact: true }).click()

        await page.getByRole('img', { name: /^best .* over fast and slow, in 80 cells$/ }).waitFor()
        const scatter = page.getByRole('img', { name: /^sharpe_ratio against max_drawdown of 160 trials/ })
        await scatter.scrollIntoViewIfNeeded()
        await clickUntil(page, scatter, () => page.getByRole('button', { name: /as a backtest/i }).isVisible())
        expect(await seriousFindings(page)).toEqual([])
        expect(new URL(page.url()).hash).toMatch(/\?at=[0-9a-f]+/)
        expect(faults).toEqual([])
      }, home),
    ),
  )
})

/** Where a picture lies once nothing above it grows any more. */
async function settledBox(picture: Locator) {
  let last = ''
  for (;;) {
    await picture.scrollIntoViewIfNeeded()
    const box = (await picture.boundingBox())!
    if (JSON.stringify(box) === last) return box
    last = JSON.stringify(box)
    await picture.page().waitForTimeout(500)
  }
}

/** Clicks over a picture, place by place, until something is there: where its points lie is the picture's own matter. */
async function clickUntil(page: Page, picture: Locator, isThere: () => Promise<boolean>): Promise<void> {
  const box = await settledBox(picture)
  for (let across = 0.15; across < 0.95; across += 0.03)
    for (let up = 0.15; up < 0.9; up += 0.035) {
      await page.mouse.click(box.x + across * box.width, box.y + up * box.height)
      if (await isThere()) return
    }
  throw new Error('Nothing in the picture answers a click')
}

describe.runIf(hasChromium)('the leaderboard in the window', () => {
  it(
    'ranks, compares, reviews, chooses and locks; what fails a gate is refused with its reasons',
    {
      timeout: TEST_MS,
    },
    () =>
      withHouse(CROSSED, (home) =>
        withWorkbench(async ({ page, faults }) => {
          await goToPlace(page, '#/w/stocks/leaderboard')
          await page.getByRole('button', { name: 'Update the board' }).click()
          await page.getByText('2 of 2 entries').waitFor()

          for (const name of ['momentum', 'moving-average-cross']) {
            await entryOf(page, name)
            await page.getByRole('button', { name: 'Compare with others' }).click()
            await page.keyboard.press('Escape')
          }
          await page.getByRole('button', { name: 'Compare', exact: true }).click()
          await page.getByRole('img', { name: /^Equity of momentum/ }).waitFor()
          expect(await seriousFindings(page)).toEqual([])
          await page.goBack()

          await entryOf(page, 'moving-average-cross')
          await accept(page, 'To see whether the gates hold.')
          await page.getByRole('button', { name: 'Put into the cart' }).click()
          const refused = page.getByRole('alert').filter({ hasText: 'gates of Balanced' })
          await refused.getByText('sharpe-ratio').waitFor()
          await refused.getByRole('button', { name: 'Close this notice' }).click()
          await page.keyboard.press('Escape')

          await page.getByLabel('And').fill('gate:pass,sharpe:>1.5')
          await page.getByText('1 of 2 entries').waitFor()
          await entryOf(page, 'momentum')
          await accept(page, 'The months and the stressed costs hold.')
          await page.getByRole('button', { name: 'Put into the cart' }).click()
          await page.getByRole('button', { name: 'In the cart' }).waitFor()
          await page.keyboard.press('Escape')

          await page.getByRole('button', { name: /^Lock [0-9a-f]{16} for deployment$/ }).click()
          const dialog = page.getByRole('dialog', { name: 'Lock for deployment' })
          await dialog.getByText('The months and the stressed costs hold.').waitFor()
          expect(await seriousFindings(page)).toEqual([])
          await dialog.getByRole('button', { name: 'Validate and lock' }).click()
          await dialog.getByText('Locked.').waitFor({ timeout: JOB_MS })
          expect(await dialog.locator('[data-state="done"]').count()).toBe(7)
          const [file] = deployments(home)
          expect(file).toMatch(/^[0-9a-f]{8}\.json$/)
          await dialog.getByText(`stocks/deployments/${file}`).first().waitFor()
          expect(await seriousFindings(page)).toEqual([])
          await page.keyboard.press('Escape')

          await entryOf(page, 'momentum')
          await page.getByLabel('Note', { exact: true }).fill('On second thoughts.')
          await page.getByRole('button', { name: 'Reject' }).click()
          await page.locator('.board-journal').getByText('rejected').first().waitFor()
          await page.keyboard.press('Escape')
          await page.getByRole('button', { name: /^Lock .* for deployment$/ }).click()
          await dialog.getByRole('button', { name: 'Validate and lock again' }).click()
          await dialog.getByRole('alert').getByText('review-rejected').waitFor({ timeout: JOB_MS })
          expect(await dialog.locator('[data-state="failed"]').count()).toBe(1)
          expect(deployments(home)).toEqual([file])
          expect(faults).toEqual([])
        }, home),
      ),
  )
})

describe.runIf(hasChromium)('the looks of backtests, sweeps and the leaderboard', () => {
  it(
    'nothing is cut off at both sizes and in both themes, and all of it is reached by keyboard',
    { timeout: TEST_MS },
    () =>
      withHouse(SWEPT, (home) =>
        withWorkbench(async ({ page, faults }) => {
          const places = [
            ['#/w/stocks/backtest?at=stored', 'Trades'],
            ['#/w/stocks/sweeps', 'Trials'],
            ['#/w/stocks/leaderboard', 'Leaderboard'],
          ] as const
          for (const [scheme, width, height] of [
            ['light', 1280, 800],
            ['dark', 1920, 1080],
          ] as const) {
            await page.emulateMedia({ colorScheme: scheme })
            await page.setViewportSize({ width, height })
            for (const [place, heading] of places) {
              await goToPlace(page, place)
              await page.getByRole('heading', { name: heading, exact: true }).waitFor()
              expect([place, scheme, width, await cutOff(page)]).toEqual([place, scheme, width, []])
              expect(await (scheme === 'light' ? seriousFindings : contrastFindings)(page)).toEqual([])
            }
          }
          await page.locator('#content').focus()
          for (let presses = 0; presses < 30 && !(await focusedName(page)).startsWith('Entries of'); presses++)
            await page.keyboard.press('Tab')
          expect(await focusedName(page)).toBe('Entries of the leaderboard; Enter opens one')
          await page.keyboard.press('ArrowDown')
          await page.keyboard.press('Enter')
          await page.getByRole('heading', { name: 'Review' }).waitFor()
          await page.keyboard.press('Escape')
          await page.getByRole('heading', { name: 'Cart' }).waitFor()
          expect(faults).toEqual([])
        }, home),
      ),
  )
})

const focusedName = (page: Page): Promise<string> =>
  page.evaluate<string>(`document.activeElement?.getAttribute('aria-label') ?? ''`)

describe.runIf(hasChromium)('a section that cannot be had', () => {
  it('says so instead of loading for ever, and is there once it is tried again', { timeout: TEST_MS }, () =>
    withHouse(PROVEN, (home) =>
      withWorkbench(async ({ page }) => {
        await page.route(/SweepsSection/, (route) => route.abort())
        await page.reload()
        await goToPlace(page, '#/w/stocks/sweeps')
        await page.getByText('The section Sweeps could not be shown').waitFor()
        await page.unroute(/SweepsSection/)
        await page.getByRole('button', { name: 'Try again' }).click()
        await page.getByText('No sweeps yet').waitFor()
      }, home),
    ),
  )
})
