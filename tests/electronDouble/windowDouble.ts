import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import process from 'node:process'
import type { BrowserContext, Page, Route } from '@playwright/test'
import { preventable } from './appDouble.ts'
import { jsonOnly } from './jsonOnly.ts'
import { pageSide } from './pageSide.ts'
import { type PortDouble, type PortNews, SentPorts } from './portDouble.ts'
import type { SessionDouble } from './sessionDouble.ts'

type Bounds = { x: number; y: number; width: number; height: number }
type WindowOptions = Partial<Bounds> & {
  readonly show?: boolean
  readonly webPreferences?: {
    readonly preload?: string
    readonly sandbox?: boolean
    readonly contextIsolation?: boolean
    readonly nodeIntegration?: boolean
  }
}
type FromPage =
  | { readonly kind: 'send' | 'invoke'; readonly channel: string; readonly words: readonly unknown[] }
  | { readonly kind: 'port'; readonly news: PortNews }
  | { readonly kind: 'document' }
  | { readonly kind: 'preload-error'; readonly text: string }

/** What a window needs of its surroundings. */
export type Stage = {
  readonly context: () => BrowserContext
  readonly session: SessionDouble
  readonly ipc: { readonly main: EventEmitter; readonly handlers: Map<string, (...words: never[]) => unknown> }
  /** Answers what a program's own scheme (`app://assay/...`) gives. */
  readonly scheme: (url: string, method: string) => Promise<Response> | null
  readonly onClosed: () => void
}

/** `app://assay/x` is shown to Chromium as `https://app--assay.scheme.double/x`: a secure context with an origin. */
const SHOWN = /^https:\/\/(.+)--(.+)\.scheme\.double/

export function shownUrl(url: string): string {
  return url.replace(/^([a-z]+):\/\/([^/]+)/, 'https://$1--$2.scheme.double')
}

export function realUrl(url: string): string {
  return url.replace(SHOWN, '$1://$2')
}

const ASKED_ABOUT = [
  ['clipboard-sanitized-write', 'clipboard-write'],
  ['clipboard-read', 'clipboard-read'],
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
] as const

export class ContentsDouble extends EventEmitter {
  readonly ports: SentPorts
  openHandler: ((details: { readonly url: string }) => { readonly action: string }) | null = null
  private readonly window: WindowDouble

  constructor(window: WindowDouble) {
    super()
    this.window = window
    this.ports = new SentPorts((news) => window.tell(news))
  }

  getURL(): string {
    return this.window.url
  }

  isDestroyed(): boolean {
    return this.window.isDestroyed()
  }

  setWindowOpenHandler(handler: ContentsDouble['openHandler']): void {
    this.openHandler = handler
  }

  send(channel: string, ...words: unknown[]): void {
    this.window.tell({ channel, words, ports: [] })
  }

  postMessage(channel: string, message: unknown, transfer: readonly PortDouble[] = []): void {
    const ports = transfer.map((port) => this.ports.send(port))
    this.window.tell({ channel, words: [message], ports })
  }
}

/** A window is a page of a real Chromium; sizes are those of its viewport. */
export class WindowDouble extends EventEmitter {
  static readonly all = new Set<WindowDouble>()
  static focused: WindowDouble | null = null
  readonly webContents: ContentsDouble
  readonly ready: Promise<Page>
  url = ''
  private readonly stage: Stage
  private bounds: Bounds
  private telling: Promise<unknown> = Promise.resolve()
  private state = { isVisible: false, isMaximized: false, isDestroyed: false }

  constructor(stage: Stage, options: WindowOptions) {
    super()
    const { sandbox, contextIsolation, nodeIntegration, preload } = options.webPreferences ?? {}
    if (sandbox !== true || contextIsolation === false || nodeIntegration === true)
      throw new Error('double: only sandboxed, isolated pages without Node are modelled')
    this.stage = stage
    this.bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 }
    this.state.isVisible = options.show !== false
    this.webContents = new ContentsDouble(this)
    WindowDouble.all.add(this)
    this.ready = this.open(preload)
    this.ready.catch((error: unknown) => {
      process.stderr.write(`[double] no window: ${String(error)}\n`)
      process.exit(70)
    })
  }

  async loadURL(url: string): Promise<void> {
    this.url = url
    const page = await this.ready
    await page.goto(shownUrl(url))
  }

  /** To the page, in order. */
  tell(message: object): void {
    const text = jsonOnly(message)
    this.telling = this.telling
      .then(async () =>
        (await this.ready).evaluate((json) => Reflect.get(globalThis, 'electronDoubleTell')?.(json), text),
      )
      .catch(() => {})
  }

  close(): void {
    const event = preventable()
    this.emit('close', event)
    if (!event.defaultPrevented) this.destroy()
  }

  destroy(): void {
    if (this.state.isDestroyed) return
    this.state.isDestroyed = true
    WindowDouble.all.delete(this)
    if (WindowDouble.focused === this) WindowDouble.focused = null
    this.webContents.ports.end()
    void this.ready.then((page) => page.close()).catch(() => {})
    this.emit('closed')
    this.stage.onClosed()
  }

  isDestroyed(): boolean {
    return this.state.isDestroyed
  }

  show(): void {
    this.state.isVisible = true
    this.focus()
  }

  focus(): void {
    WindowDouble.focused = this
    this.emit('focus')
  }

  blur(): void {
    if (WindowDouble.focused === this) WindowDouble.focused = null
    this.emit('blur')
  }

  isVisible(): boolean {
    return this.state.isVisible
  }

  isMinimized(): boolean {
    return false
  }

  isMaximized(): boolean {
    return this.state.isMaximized
  }

  maximize(): void {
    this.state.isMaximized = true
  }

  restore(): void {}

  getBounds(): Bounds {
    return { ...this.bounds }
  }

  getNormalBounds(): Bounds {
    return this.getBounds()
  }

  setBounds(bounds: Partial<Bounds>): void {
    this.bounds = { ...this.bounds, ...bounds }
    void this.ready.then((page) => page.setViewportSize(this.bounds)).catch(this.unlessGone)
  }

  /** A page that is closed while it fetches something waits for no answer. */
  private readonly unlessGone = (error: unknown): void => {
    if (!this.isDestroyed()) throw error
  }

  private async open(preload: string | undefined): Promise<Page> {
    const context = this.stage.context()
    const page = await context.newPage()
    await page.setViewportSize(this.bounds)
    await page.exposeBinding('electronDoubleAsk', async (_source, text: string) =>
      jsonOnly(await this.hear(JSON.parse(text))),
    )
    const script = preload === undefined ? '' : readFileSync(preload, 'utf8')
    await page.addInitScript({ content: `(${pageSide})((require, module, exports) => {${script}\n})` })
    await page.route('**/*', (route) => this.answer(page, route).catch(this.unlessGone))
    page.on('load', () => this.emit('ready-to-show'))
    page.on('close', () => this.destroy())
    page.on('popup', (popup) => {
      if (this.webContents.openHandler?.({ url: popup.url() }).action === 'deny') void popup.close()
    })
    return page
  }

  private async answer(page: Page, route: Route): Promise<void> {
    const request = route.request()
    const url = realUrl(request.url())
    if (request.isNavigationRequest() && request.frame() === page.mainFrame() && url !== this.url) {
      const event = preventable()
      this.webContents.emit('will-navigate', event, url)
      // No content: the page stays where it is, as in Electron. A page that is aborted would become Chromium's own.
      if (event.defaultPrevented) return route.fulfill({ status: 204 })
    }
    if (!(await this.stage.session.admits(url))) return route.abort()
    const response = await this.stage.scheme(url, request.method())
    if (response === null) return route.continue()
    await this.grant(url)
    const headers = Object.fromEntries(response.headers)
    return route.fulfill({ status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) })
  }

  private async grant(url: string): Promise<void> {
    const { origin } = new URL(shownUrl(url))
    const granted = ASKED_ABOUT.filter(([name]) => this.stage.session.grants(name, realUrl(origin)))
    await this.stage.context().grantPermissions(
      granted.map(([, shown]) => shown),
      { origin },
    )
  }

  private async hear(message: FromPage): Promise<object> {
    if (message.kind === 'document') this.webContents.ports.end()
    if (message.kind === 'port') this.webContents.ports.take(message.news)
    if (message.kind === 'preload-error') this.webContents.emit('preload-error', {}, '', new Error(message.text))
    if (message.kind !== 'send' && message.kind !== 'invoke') return {}
    const event = { sender: this.webContents, senderFrame: { url: this.url } }
    if (message.kind === 'send') {
      this.stage.ipc.main.emit(message.channel, event, ...message.words)
      return {}
    }
    try {
      const handler = this.stage.ipc.handlers.get(message.channel)
      if (handler === undefined) throw new Error(`No handler registered for '${message.channel}'`)
      return { value: await Reflect.apply(handler, null, [event, ...message.words]) }
    } catch (error) {
      return { error: String(error) }
    }
  }
}
