import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { findChromium } from './findChromium.ts'
import { ANSWER_MS } from './patience.ts'

const CLI = join(import.meta.dirname, '../../src/main/doors/cli/main.ts')
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A workbench as a person has it: `assay serve` as a process of its own over a temporary home, and a browser. */
export type Workbench = {
  readonly home: string
  readonly url: string
  readonly engine: ChildProcess
  readonly page: Page
  readonly context: BrowserContext
  /** What went wrong in the page: uncaught errors, errors on its console, requests that left this machine. */
  readonly faults: readonly string[]
}

/** `ASSAY_TEST_PAGE`: another built page than that of the program. `homeToShow`: an existing home, which is left as it is; else an empty one for this time alone. `locale`: the language of the browser. */
export async function withWorkbench(
  work: (bench: Workbench) => Promise<void>,
  homeToShow: string | null = null,
  locale = 'en-GB',
): Promise<void> {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('There is no Chromium')
  const home = homeToShow ?? mkdtempSync(join(tmpdir(), 'assay-e2e-'))
  const built = process.env.ASSAY_TEST_PAGE
  const page = built === undefined ? [] : ['--page', built]
  const engine = spawn(process.execPath, [CLI, 'serve', '--port', '0', '--home', home, ...page], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let browser: Browser | null = null
  try {
    const url = await printedUrl(engine)
    browser = await chromium.launch({ executablePath, args: ARGUMENTS, timeout: ANSWER_MS })
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale })
    context.setDefaultTimeout(ANSWER_MS)
    const page = await context.newPage()
    const faults = watchFaults(page)
    await page.goto(url)
    await work({ home, url, engine, page, context, faults })
  } finally {
    await browser?.close()
    await ended(engine)
    if (homeToShow === null) rmSync(home, { recursive: true, force: true, maxRetries: 10 })
  }
}

function watchFaults(page: Page): readonly string[] {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`)
  })
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') faults.push(`request to ${request.url()}`)
  })
  return faults
}

function printedUrl(engine: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const listen = (stream: NodeJS.ReadableStream) =>
      createInterface({ input: stream }).on('line', (line) => {
        const url = /https?:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(line)?.[0]
        if (url !== undefined) resolve(url)
      })
    listen(engine.stdout!)
    listen(engine.stderr!)
    engine.once('exit', (code) => reject(new Error(`assay serve ended with ${code}`)))
  })
}

function ended(engine: ChildProcess): Promise<void> {
  if (engine.exitCode !== null || engine.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    engine.once('exit', () => resolve())
    engine.kill('SIGTERM')
    setTimeout(() => engine.kill('SIGKILL'), ANSWER_MS).unref()
  })
}
