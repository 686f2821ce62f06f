import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from '@playwright/test'

const PROBE = fileURLToPath(new URL('./windowProbe.js', import.meta.url))
const PATIENCE_MS = 30_000

/** Milliseconds. `latencies`: from an input event to the end of the frame that answers it; `gaps`: from frame to frame. */
export type Watched = { readonly latencies: readonly number[]; readonly gaps: readonly number[] }

/** A window with nothing in its cache. */
export async function probedPage(browser: Browser): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  await page.addInitScript({ path: PROBE })
  return { context, page }
}

/** From the beginning of the navigation to the end of the frame that shows the workspaces. */
export async function msToUsable(page: Page): Promise<number> {
  await page.waitForFunction(() => Reflect.get(globalThis, 'probe').usableMs > 0, undefined, { polling: 10 })
  return page.evaluate(() => Number(Reflect.get(globalThis, 'probe').usableMs))
}

export async function open(page: Page, section: 'Data' | 'Pipeline'): Promise<void> {
  await page.getByRole('navigation', { name: 'Sections' }).getByText(section, { exact: true }).click()
}

/** From the press on the section to the end of the frame that shows candles. */
export async function msToCandles(page: Page): Promise<number> {
  await open(page, 'Data')
  await page.waitForFunction(() => Reflect.get(globalThis, 'probe').candlesMs > 0, undefined, { polling: 10 })
  return page.evaluate(() => {
    const probe = Reflect.get(globalThis, 'probe')
    return Number(probe.candlesMs - probe.pressedMs)
  })
}

/** `byPicture`: only a frame that draws the candles anew is an answer. */
export async function watch(
  page: Page,
  kinds: readonly string[],
  byPicture: boolean,
  work: () => Promise<void>,
): Promise<Watched> {
  await page.evaluate(([all, picture]) => Reflect.get(globalThis, 'probe').watch(all, picture), [kinds, byPicture])
  await work()
  const seen: Watched = await page.evaluate(() => Reflect.get(globalThis, 'probe').seen())
  if (seen.latencies.length === 0) throw new Error(`No answer to ${kinds.join(', ')} was seen.`)
  return seen
}

/** Resident memory of all processes that draw pages of this browser, in MiB; the largest of them is the page. */
export async function pageMemoryMiB(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const sizes = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => residentMiB(id))
  return Math.max(...sizes)
}

function residentMiB(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes) / 1024
}
