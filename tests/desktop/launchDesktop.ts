import { type ChildProcess, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import process from 'node:process'
import { _electron, type Browser, chromium, type Page } from '@playwright/test'
import { findChromium } from '../e2e/findChromium.ts'
import { ANSWER_MS } from '../e2e/patience.ts'

export const ROOT = join(import.meta.dirname, '../..')
const ENTRY = 'out/main/doors/desktop/main.js'
const DOUBLE = new URL('../electronDouble/register.ts', import.meta.url).href

type ElectronModule = typeof import('electron')
/** What both Electron and its stand-in hand to `evaluate`. */
type Evaluate = <T, I = undefined>(run: (electron: ElectronModule, input: I) => T | Promise<T>, input?: I) => Promise<T>

export type Desktop = {
  readonly page: Page
  readonly evaluate: Evaluate
  /** All windows that are open now. */
  readonly pages: () => readonly Page[]
  readonly exited: Promise<number | null>
  readonly output: () => string
  readonly kill: (signal: NodeJS.Signals) => void
  readonly close: () => Promise<void>
}

export type LaunchOptions = {
  readonly home: string
  /** Where the window's place and the lock of the one instance are kept. */
  readonly profile: string
}

/** ASSAY_TEST_PROGRAM: a packaged program, in place of Electron and this project. */
const PROGRAM = process.env.ASSAY_TEST_PROGRAM

/** `real` where Electron's binary is installed and a window can be shown; else the stand-in, where there is a Chromium; else null. */
export function desktopKind(): 'real' | 'double' | null {
  const installed = PROGRAM !== undefined || existsSync(join(ROOT, 'node_modules/electron/path.txt'))
  const hasScreen = process.platform !== 'linux' || (process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY ?? '') !== ''
  if (installed && hasScreen) return 'real'
  return findChromium() === null ? null : 'double'
}

/** Starts the built desktop program and waits for its first window. */
export async function launchDesktop(options: LaunchOptions): Promise<Desktop> {
  return desktopKind() === 'real' ? launchReal(options) : launchDouble(options)
}

/** ASSAY_TEST_PAGE: another built page than the one of the program. */
function wordsOf({ home, profile }: LaunchOptions): readonly string[] {
  const page = process.env.ASSAY_TEST_PAGE
  return [`--user-data-dir=${profile}`, `--home=${home}`, ...(page === undefined ? [] : [`--page=${page}`])]
}

async function launchReal(options: LaunchOptions): Promise<Desktop> {
  // Where the tests run, Chromium's sandbox often cannot: as root, or in a container.
  const sandbox = process.platform === 'linux' ? ['--no-sandbox'] : []
  const app = await _electron.launch({
    args: [...(PROGRAM === undefined ? [ROOT] : []), ...sandbox, ...wordsOf(options)],
    cwd: ROOT,
    ...(PROGRAM === undefined ? {} : { executablePath: PROGRAM }),
    timeout: ANSWER_MS,
  })
  app.context().setDefaultTimeout(ANSWER_MS)
  const child = app.process()
  const output = listen(child)
  return {
    page: await app.firstWindow({ timeout: ANSWER_MS }),
    evaluate: app.evaluate.bind(app) as Evaluate,
    pages: () => app.windows(),
    exited: exitOf(child),
    output,
    kill: (signal) => void child.kill(signal),
    close: () => app.close(),
  }
}

async function launchDouble(options: LaunchOptions): Promise<Desktop> {
  const port = await freePort()
  const child = startDouble(options, port)
  const output = listen(child)
  const exited = exitOf(child)
  const browser = await attached(port, exited, output)
  const context = browser.contexts()[0]!
  context.setDefaultTimeout(ANSWER_MS)
  const page = context.pages()[0] ?? (await context.waitForEvent('page'))
  // A tester who attaches takes the colour scheme away.
  await page.emulateMedia({ colorScheme: 'dark' })
  return {
    page,
    evaluate: evaluator(child),
    pages: () => context.pages(),
    exited,
    output,
    kill: (signal) => void child.kill(signal),
    close: async () => {
      child.kill('SIGTERM')
      const killer = setTimeout(() => child.kill('SIGKILL'), ANSWER_MS)
      await exited
      clearTimeout(killer)
    },
  }
}

/** A start by itself, for those who need no window of it: a second start ends at once. */
export function startDouble(options: LaunchOptions, port: number | null): ChildProcess {
  // ASSAY_TEST_APP: the folder of a packaged program's files.
  const app = process.env.ASSAY_TEST_APP ?? ROOT
  return fork(join(app, ENTRY), [...wordsOf(options)], {
    execArgv: ['--import', DOUBLE],
    env: {
      ...process.env,
      ELECTRON_DOUBLE_APP: app,
      ...(port === null ? {} : { ELECTRON_DOUBLE_CDP_PORT: String(port) }),
    },
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
}

function listen(child: ChildProcess): () => string {
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes: Buffer) => (said += bytes.toString()))
  return () => said
}

export function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', (exitCode) => resolve(exitCode)))
}

function evaluator(child: ChildProcess): Evaluate {
  let lastId = 0
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  child.on('message', (answer: { id: number; value?: unknown; error?: string }) => {
    const entry = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (answer.error === undefined) entry?.resolve(answer.value)
    else entry?.reject(new Error(answer.error))
  })
  const evaluate = (run: unknown, input: unknown) =>
    new Promise((resolve, reject) => {
      lastId++
      waiting.set(lastId, { resolve, reject })
      child.send({ id: lastId, code: String(run), input })
    })
  return evaluate as Evaluate
}

async function attached(port: number, exited: Promise<number | null>, output: () => string): Promise<Browser> {
  let isOver = false
  void exited.then(() => {
    isOver = true
  })
  const startedMs = performance.now()
  for (;;) {
    try {
      return await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
    } catch (error) {
      if (isOver || performance.now() - startedMs > ANSWER_MS) throw new Error(`${String(error)}\n${output()}`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
