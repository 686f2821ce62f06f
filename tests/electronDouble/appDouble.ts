import { EventEmitter } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { endUtilities, utilityPids } from './engineDouble.ts'

const LOOK_EVERY_MS = 50

/** An event of Electron that may be prevented. */
export function preventable() {
  const event = {
    defaultPrevented: false,
    preventDefault: () => {
      event.defaultPrevented = true
    },
  }
  return event
}

type Windows = {
  readonly open: () => readonly { close(): void }[]
  readonly start: () => Promise<void>
  readonly end: () => Promise<void>
}

/** `app`. What concerns windows and the browser is put in by `electronMain`. */
export class AppDouble extends EventEmitter {
  private name = 'double'
  private ready: Promise<void> | null = null
  private quitting = false
  private readonly windows: Windows

  constructor(windows: Windows) {
    super()
    this.windows = windows
  }

  isQuitting(): boolean {
    return this.quitting
  }

  whenReady(): Promise<void> {
    this.ready ??= this.windows.start()
    return this.ready
  }

  setName(name: string): void {
    this.name = name
  }

  setAppUserModelId(): void {}

  getName(): string {
    return this.name
  }

  getAppPath(): string {
    return process.env.ELECTRON_DOUBLE_APP ?? process.cwd()
  }

  getPath(kind: string): string {
    const named = process.argv.find((word) => word.startsWith('--user-data-dir='))?.slice('--user-data-dir='.length)
    const path = kind === 'home' ? homedir() : kind === 'userData' ? (named ?? join(tmpdir(), this.name)) : tmpdir()
    mkdirSync(path, { recursive: true })
    return path
  }

  /** The first holds a file with its process; a second leaves its words there, where the first finds them. */
  requestSingleInstanceLock(wish: object): boolean {
    const folder = this.getPath('userData')
    const lock = join(folder, 'SingletonLock')
    if (isAlive(holderOf(lock))) {
      writeFileSync(join(folder, `second-${process.pid}.json`), JSON.stringify({ words: process.argv, wish }))
      return false
    }
    writeFileSync(lock, String(process.pid))
    setInterval(() => this.lookForSecond(folder), LOOK_EVERY_MS).unref()
    return true
  }

  getAppMetrics(): readonly { readonly type: string; readonly name: string; readonly pid: number }[] {
    return utilityPids().map((pid) => ({ type: 'Utility', name: 'Assay engine', pid }))
  }

  quit(): void {
    const event = preventable()
    this.emit('before-quit', event)
    if (event.defaultPrevented) return
    this.quitting = true
    for (const window of this.windows.open()) window.close()
    const end = preventable()
    if (this.windows.open().length === 0) this.emit('will-quit', end)
    if (this.windows.open().length > 0 || end.defaultPrevented) this.quitting = false
    else this.exit(0)
  }

  exit(exitCode: number): void {
    endUtilities()
    void this.windows.end().finally(() => process.exit(exitCode))
  }

  private lookForSecond(folder: string): void {
    for (const name of readdirSync(folder).filter((entry) => /^second-\d+\.json$/.test(entry))) {
      const { words, wish } = JSON.parse(readFileSync(join(folder, name), 'utf8'))
      rmSync(join(folder, name))
      this.emit('second-instance', {}, words, process.cwd(), wish)
    }
  }
}

function holderOf(lock: string): number | null {
  try {
    return Number(readFileSync(lock, 'utf8'))
  } catch {
    return null
  }
}

function isAlive(pid: number | null): boolean {
  try {
    return pid !== null && process.kill(pid, 0)
  } catch {
    return false
  }
}
