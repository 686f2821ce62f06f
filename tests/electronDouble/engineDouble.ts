import { type ChildProcess, fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import process from 'node:process'
import type { Readable } from 'node:stream'
import { type PortDouble, type PortNews, SentPorts } from './portDouble.ts'

const children = new Set<ChildProcess>()

/** A utility process: a plain Node with `process.parentPort`. */
export class UtilityDouble extends EventEmitter {
  readonly stdout: Readable | null
  readonly stderr: Readable | null
  private readonly child: ChildProcess
  private readonly ports: SentPorts

  constructor(file: string, words: readonly string[]) {
    super()
    const child = fork(file, [...words], {
      execArgv: ['--import', new URL('./register.ts', import.meta.url).href],
      env: { ...process.env, ELECTRON_DOUBLE_ROLE: 'utility' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    this.child = child
    this.stdout = child.stdout
    this.stderr = child.stderr
    // What is said to one who is about to end is lost, as in Electron.
    this.ports = new SentPorts((news) => child.connected && child.send(news, () => {}))
    children.add(child)
    child.on('message', (told: PortNews | { readonly data: unknown }) => {
      if ('port' in told) this.ports.take(told)
      else this.emit('message', told.data)
    })
    child.on('exit', (exitCode, signal) => {
      children.delete(child)
      this.ports.end()
      this.emit('exit', exitCode ?? (signal === null ? 0 : 143))
    })
  }

  get pid(): number | undefined {
    return this.child.exitCode === null && this.child.signalCode === null ? this.child.pid : undefined
  }

  postMessage(data: unknown, transfer: readonly PortDouble[] = []): void {
    if (this.child.connected) this.child.send({ data, ports: transfer.map((port) => this.ports.send(port)) }, () => {})
  }

  kill(): boolean {
    return this.child.kill()
  }
}

export function endUtilities(): void {
  for (const child of children) child.kill('SIGKILL')
}

export function utilityPids(): readonly number[] {
  return [...children].flatMap(({ pid }) => pid ?? [])
}
