import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { JobEvent } from '../../../src/core/contract/jobEvent.ts'
import { runCli } from '../../../src/main/doors/cli/runCli.ts'
import { fakeTerminal } from '../cli/fakeTerminal.ts'
import { NAME } from './pipelineFixture.ts'

const BINARY = join(import.meta.dirname, '../../../bin/assay')

/** In this process: the exit code, the one JSON document, and what stood on standard error. */
export async function assay(home: string, ...words: readonly string[]) {
  const terminal = fakeTerminal()
  const exitCode = await runCli([...words, '--home', home, '--json'], terminal)
  return { exitCode, document: JSON.parse(terminal.out()), err: terminal.err() }
}

export type Told = { readonly event: JobEvent; readonly atMs: number }

export type SpawnedRun = {
  readonly child: ChildProcess
  /** Events so far, with the moment of their arrival. */
  readonly told: readonly Told[]
  /** Resolves once an event passes the test; rejects where the process ends before. */
  readonly until: (passes: (event: JobEvent) => boolean) => Promise<void>
  readonly ended: Promise<{ readonly code: number | null; readonly out: string }>
}

/** `assay pipeline run` as a process of its own, with its heartbeat read line by line. */
export function spawnRun(home: string, ...more: readonly string[]): SpawnedRun {
  const words = ['pipeline', 'run', NAME, '--workers', '2', '--progress', 'json', '--json', '--home', home, ...more]
  const child = spawn(BINARY, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  const told: Told[] = []
  const watchers = new Set<(event: JobEvent | null) => void>()
  createInterface({ input: child.stderr! }).on('line', (line) => {
    const event: JobEvent = JSON.parse(line)
    told.push({ event, atMs: performance.now() })
    for (const watcher of watchers) watcher(event)
  })
  let out = ''
  child.stdout!.on('data', (bytes: Buffer) => {
    out += bytes.toString('utf8')
  })
  const ended = new Promise<{ code: number | null; out: string }>((resolve) => {
    child.on('close', (code) => {
      for (const watcher of watchers) watcher(null)
      resolve({ code, out })
    })
  })
  const until = (passes: (event: JobEvent) => boolean) =>
    new Promise<void>((resolve, reject) => {
      if (told.some(({ event }) => passes(event))) return resolve()
      const watcher = (event: JobEvent | null) => {
        if (event !== null && !passes(event)) return
        watchers.delete(watcher)
        if (event === null) reject(new Error(`The run ended too early: ${out}`))
        else resolve()
      }
      watchers.add(watcher)
    })
  return { child, told, until, ended }
}
