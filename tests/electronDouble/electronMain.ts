// Stands for Electron's module in the main process. Windows are pages of a real Chromium; what needs a desktop is data that a test can look at.
import { EventEmitter } from 'node:events'
import process from 'node:process'
import { type Browser, type BrowserContext, chromium } from '@playwright/test'
import { findChromium } from '../e2e/findChromium.ts'
import { ANSWER_MS } from '../e2e/patience.ts'
import { AppDouble } from './appDouble.ts'
import { endUtilities, UtilityDouble } from './engineDouble.ts'
import { MenuDouble } from './menuDouble.ts'
import { ChannelDouble } from './portDouble.ts'
import { SessionDouble } from './sessionDouble.ts'
import { type ContentsDouble, WindowDouble } from './windowDouble.ts'

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

type SchemeHandler = (request: Request) => Response | Promise<Response>
type Handler = (...words: never[]) => unknown

let browser: Browser | null = null
let context: BrowserContext | null = null
const schemes = new Map<string, SchemeHandler>()
const handlers = new Map<string, Handler>()
const defaultSession = new SessionDouble()

export const app = new AppDouble({
  open: () => [...WindowDouble.all],
  start: async () => {
    const port = process.env.ELECTRON_DOUBLE_CDP_PORT
    const executablePath = findChromium()
    if (executablePath === null) throw new Error('double: there is no Chromium')
    const debugging = port === undefined ? [] : [`--remote-debugging-port=${port}`]
    browser = await chromium.launch({
      executablePath,
      args: [...ARGUMENTS, ...debugging],
      timeout: ANSWER_MS,
      // Signals are the program's own affair.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    })
    context = await browser.newContext({ viewport: null, colorScheme: 'dark', serviceWorkers: 'block' })
    context.setDefaultTimeout(ANSWER_MS)
    // What no window answers for, such as a window that the page opened, leads nowhere.
    await context.route('**/*', (route) => route.abort())
  },
  end: async () => browser?.close(),
})

class IpcDouble extends EventEmitter {
  handle(channel: string, handler: Handler): void {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    handlers.set(channel, handler)
  }
}

export const ipcMain = new IpcDouble()

export class BrowserWindow extends WindowDouble {
  constructor(options: ConstructorParameters<typeof WindowDouble>[1]) {
    super(
      {
        context: () => {
          if (context === null) throw new Error('Cannot create BrowserWindow before app is ready')
          return context
        },
        session: defaultSession,
        ipc: { main: ipcMain, handlers },
        scheme: (url, method) => schemeAnswer(url, method),
        onClosed: () => {
          if (WindowDouble.all.size === 0 && !app.isQuitting()) app.emit('window-all-closed')
        },
      },
      options,
    )
    app.emit('web-contents-created', {}, this.webContents)
  }

  static getAllWindows(): readonly WindowDouble[] {
    return [...WindowDouble.all]
  }

  static getFocusedWindow(): WindowDouble | null {
    return WindowDouble.focused
  }

  static fromWebContents(contents: ContentsDouble): WindowDouble | null {
    return [...WindowDouble.all].find((window) => window.webContents === contents) ?? null
  }
}

function schemeAnswer(url: string, method: string): Promise<Response> | null {
  const handler = schemes.get(new URL(url).protocol.replace(':', ''))
  if (handler === undefined) return null
  return Promise.resolve(handler(new Request(url, { method })))
}

export const protocol = {
  registerSchemesAsPrivileged: () => {},
  handle: (scheme: string, handler: SchemeHandler) => void schemes.set(scheme, handler),
}
export const session = { defaultSession }
export const Menu = MenuDouble
export const MessageChannelMain = ChannelDouble
export const utilityProcess = { fork: (file: string, words: readonly string[]) => new UtilityDouble(file, words) }
export const nativeTheme = { shouldUseDarkColors: true }
export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
}
/** Tests answer in their place. */
export const dialog = {
  showOpenDialog: async () => ({ canceled: true, filePaths: [] }),
  showMessageBox: async (...words: readonly { readonly cancelId?: number }[]) => ({
    response: words.at(-1)?.cancelId ?? 0,
  }),
  showErrorBox: (title: string, text: string) => void process.stderr.write(`[dialog] ${title}: ${text}\n`),
}
export const shell = { showItemInFolder: (_path: string) => {} }
const blockers = new Set<number>()
export const powerSaveBlocker = {
  start: () => {
    blockers.add(blockers.size + 1)
    return blockers.size
  },
  stop: (id: number) => blockers.delete(id),
  isStarted: (id: number) => blockers.has(id),
}
export class Notification extends EventEmitter {
  readonly title: string
  readonly body: string

  constructor({ title, body }: { readonly title: string; readonly body: string }) {
    super()
    this.title = title
    this.body = body
  }

  static isSupported(): boolean {
    return true
  }

  show(): void {}
}

// The tester's side channel, as Playwright's `electronApp.evaluate`.
const electron = { app, BrowserWindow, dialog, Menu, Notification, powerSaveBlocker, shell }
process.on('message', async ({ id, code, input }: { id: number; code: string; input: unknown }) => {
  try {
    const evaluate: (electronModule: typeof electron, given: unknown) => unknown = new Function(`return (${code})`)()
    process.send?.({ id, value: await evaluate(electron, input) })
  } catch (error) {
    process.send?.({ id, error: String(error) })
  }
})
// Never outlives the test that started it.
process.on('disconnect', () => {
  endUtilities()
  process.exit(0)
})
