import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from '@playwright/test'
import { findChromium } from '../tests/e2e/findChromium.ts'
import { mustRun, runAssay } from './assayProcess.ts'
import { atMost, type Figure, told } from './figure.ts'
import { msToCandles, msToUsable, open, pageMemoryMiB, probedPage, type Watched, watch } from './probedPage.ts'
import { type ServedEngine, serveEngine } from './servedEngine.ts'
import { withHome } from './withHome.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const LOOSE = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync']
const BARS = '1000000'
const ROUNDS = 5
const REST_MS = 1_500
const EVENT_MS = 16

type Round = {
  readonly servedMs: number
  readonly usableMs: number
  readonly firstMs: number
  readonly againMs: number
  readonly zoom: Watched
  readonly pan: Watched
  readonly memoryMiB: number
}

/**
 * The window over 1,000,000 minute bars, in a browser that runs already; medians of five rounds, each with an engine and a window of its
 * own. `--page FOLDER`: another built page than out/page, which is built where a source is younger.
 */
export async function run(words: readonly string[]): Promise<readonly Figure[]> {
  const named = words[words.indexOf('--page') + 1]
  const page = words.includes('--page') && named !== undefined ? named : freshPage()
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('There is no Chromium; set CHROMIUM_PATH.')
  return withHome(async (home) => {
    await makeHome(home)
    const startMs = performance.now()
    const browser = await chromium.launch({ executablePath, args: LOOSE })
    const browserMs = performance.now() - startMs
    try {
      const rounds: Round[] = []
      for (let round = 0; round < ROUNDS; round++) rounds.push(await oneRound(browser, home, page))
      return [told('browser-start', browserMs, 'ms'), ...figuresOf(rounds), ...(await underLoad(browser, home, page))]
    } finally {
      await browser.close()
    }
  })
}

function freshPage(): string {
  const built = spawnSync(process.execPath, [`${ROOT}scripts/freshPage.ts`], { stdio: 'inherit' })
  if (built.status !== 0) throw new Error('The page could not be built.')
  return `${ROOT}out/page`
}

async function makeHome(home: string): Promise<void> {
  const pair = ['--primary', 'AAA', '--secondary', 'BBB', '--asset-class', 'crypto', '--capital', '10000']
  await mustRun(home, ['workspace', 'create', 'million', ...pair, '--interval', '1m'])
  await mustRun(home, ['data', 'sample', 'million', '--kind', 'noise', '--bars', BARS, '--progress', 'none'])
  await mustRun(home, ['workspace', 'create', 'busy', ...pair, '--interval', '1h'])
  await mustRun(home, ['data', 'sample', 'busy', '--kind', 'market', '--bars', '160000', '--progress', 'none'])
}

async function withWindow<T>(
  browser: Browser,
  home: string,
  folder: string,
  work: (page: Page, engine: ServedEngine, usableMs: number) => Promise<T>,
): Promise<T> {
  const { context, page } = await probedPage(browser)
  const engine = await serveEngine(home, folder)
  try {
    const startMs = performance.now()
    await page.goto(engine.url, { waitUntil: 'commit' })
    const navigatedMs = performance.now() - startMs
    const usableMs = await msToUsable(page)
    await page.waitForTimeout(REST_MS)
    return await work(page, engine, Math.max(usableMs, navigatedMs))
  } finally {
    await context.close()
    await engine.stop()
  }
}

function oneRound(browser: Browser, home: string, folder: string): Promise<Round> {
  return withWindow(browser, home, folder, async (page, { servedMs }, usableMs) => {
    await page.getByRole('button', { name: 'million', exact: true }).click()
    await page.waitForTimeout(REST_MS)
    const firstMs = await msToCandles(page)
    await page.waitForTimeout(REST_MS)
    await open(page, 'Pipeline')
    await page.waitForTimeout(REST_MS)
    const againMs = await msToCandles(page)
    await page.waitForTimeout(REST_MS)
    const zoom = await watch(page, ['wheel'], true, () => turnWheel(page, 60))
    await page.waitForTimeout(REST_MS)
    const pan = await watch(page, ['pointermove'], true, () => drag(page, 120))
    await page.waitForTimeout(REST_MS)
    const memoryMiB = await pageMemoryMiB(browser)
    console.log(`served ${servedMs.toFixed(0)}, usable ${usableMs.toFixed(0)}, candles ${firstMs.toFixed(0)} ms`)
    return { servedMs, usableMs, firstMs, againMs, zoom, pan, memoryMiB }
  })
}

/** Twice as far in as out, so that bars are fetched on the way. */
async function turnWheel(page: Page, turns: number): Promise<void> {
  const middle = await toMiddle(page)
  await page.mouse.move(middle.x, middle.y)
  for (let turn = 0; turn < turns; turn++) {
    await page.mouse.wheel(0, turn % 15 < 10 ? -120 : 120)
    await page.waitForTimeout(2 * EVENT_MS)
  }
}

async function drag(page: Page, moves: number): Promise<void> {
  const middle = await toMiddle(page)
  await page.mouse.move(middle.x, middle.y)
  await page.mouse.down()
  for (let move = 1; move <= moves; move++) {
    await page.mouse.move(middle.x + 250 * Math.sin(move / 8), middle.y)
    await page.waitForTimeout(EVENT_MS)
  }
  await page.mouse.up()
}

async function toMiddle(page: Page): Promise<{ readonly x: number; readonly y: number }> {
  const box = await page.getByRole('img', { name: /^Candles and volume/ }).boundingBox()
  if (box === null) throw new Error('There are no candles.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 3 }
}

function figuresOf(rounds: readonly Round[]): readonly Figure[] {
  const median = (of: (round: Round) => number) => quantile(rounds.map(of), 0.5)
  const latency = (of: (round: Round) => Watched) => median((round) => quantile(of(round).latencies, 0.95))
  const gap = (of: (round: Round) => Watched) => median((round) => quantile(of(round).gaps, 0.95))
  return [
    told(
      'engine-start',
      median(({ servedMs }) => servedMs),
      'ms',
    ),
    told(
      'page-start',
      median(({ usableMs }) => usableMs),
      'ms',
    ),
    atMost(
      'start-to-usable',
      median(({ servedMs, usableMs }) => servedMs + usableMs),
      'ms',
      2_000,
    ),
    atMost(
      'candles-first',
      median(({ firstMs }) => firstMs),
      'ms',
      500,
    ),
    told(
      'candles-again',
      median(({ againMs }) => againMs),
      'ms',
    ),
    atMost(
      'zoom-frame-p95',
      gap(({ zoom }) => zoom),
      'ms',
      33,
    ),
    told(
      'zoom-latency-p95',
      latency(({ zoom }) => zoom),
      'ms',
    ),
    atMost(
      'pan-frame-p95',
      gap(({ pan }) => pan),
      'ms',
      33,
    ),
    told(
      'pan-latency-p95',
      latency(({ pan }) => pan),
      'ms',
    ),
    atMost(
      'page-memory',
      median(({ memoryMiB }) => memoryMiB),
      'MiB',
      500,
    ),
  ]
}

/** Typing into the search and dragging the candles while a pipeline runs on all cores. */
function underLoad(browser: Browser, home: string, folder: string): Promise<readonly Figure[]> {
  return withWindow(browser, home, folder, async (page) => {
    await page.getByRole('button', { name: 'million', exact: true }).click()
    await page.waitForTimeout(REST_MS)
    await msToCandles(page)
    const job = new AbortController()
    const ran = runAssay(home, ['pipeline', 'run', 'busy', '--progress', 'none'])
    const ended = ran.then(() => job.abort())
    await page.getByRole('region', { name: 'Jobs' }).getByRole('progressbar').first().waitFor()
    await page.waitForTimeout(2 * REST_MS)
    const pan = await watch(page, ['pointermove'], true, () => drag(page, 200))
    await page.keyboard.press('Control+k')
    await page.waitForTimeout(REST_MS)
    const keys = await watch(page, ['keydown'], false, () =>
      page.keyboard.type('run the pipeline of busy'.repeat(4), { delay: 60 }),
    )
    if (job.signal.aborted) throw new Error('The job had ended before all was measured.')
    await page.keyboard.press('Escape')
    await page
      .getByRole('button', { name: /^Cancel: pipeline/i })
      .first()
      .click()
    await ended
    const frames = [...pan.gaps, ...keys.gaps]
    return [
      atMost('busy-key-latency-p95', quantile(keys.latencies, 0.95), 'ms', 50),
      atMost('busy-pan-latency-p95', quantile(pan.latencies, 0.95), 'ms', 50),
      atMost('busy-longest-frame', Math.max(...frames), 'ms', 200),
    ]
  })
}

/** The smallest value that at least this share of all are not above. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}
