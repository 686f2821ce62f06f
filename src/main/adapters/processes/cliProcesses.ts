import { type ChildProcessByStdio, spawn } from 'node:child_process'
import process from 'node:process'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { jobEventSchema } from '../../../core/contract/jobEvent.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { JobProcesses, ProcessListener, RunningProcess } from '../../engine/ports/jobProcesses.ts'
import { createLineReader } from './lineReader.ts'
import { processEnd } from './processEnd.ts'
import { standBack } from './standBack.ts'

const MOST_OUTPUT_CHARACTERS = 16_000_000
const MOST_LINE_CHARACTERS = 64_000
const MOST_LAST_WORDS = 20
const MOST_WORD_CHARACTERS = 300

export type CliProcessOptions = {
  readonly home: string
  /** The command line's main file. */
  readonly entry: URL
  /** What runs it; left out: the program that runs this. */
  readonly program?: NodeProgram
}

/** A Node by the path of its program, and what its environment must say to make it one. */
export type NodeProgram = { readonly path: string; readonly environment: Readonly<Record<string, string>> }

/** As in `bin/assay`. */
const SMALL_NURSERY = ['--max-semi-space-size=4']
const FEW_HEAPS = { MALLOC_ARENA_MAX: '2' }

type Child = ChildProcessByStdio<null, Readable, Readable>

/**
 * The command line as processes of their own. ASSAY_DIRECT keeps them from asking the engine that started them. When this process
 * dies, their pipes break and they end at their next heartbeat.
 */
export function createCliProcesses({ home, entry, program }: CliProcessOptions): JobProcesses {
  return {
    start(words, listener) {
      const all = [...SMALL_NURSERY, fileURLToPath(entry), `--home=${home}`, '--json', ...words, '--progress=json']
      let child: Child
      try {
        child = spawn(program?.path ?? process.execPath, all, {
          stdio: ['ignore', 'pipe', 'pipe'],
          env: { ...FEW_HEAPS, ...process.env, ...program?.environment, ASSAY_DIRECT: '1' },
          // A group of its own: a Ctrl-C at the engine's terminal reaches the engine alone, which then asks its jobs to stop.
          detached: process.platform !== 'win32',
          windowsHide: true,
        })
      } catch (error) {
        return notStarted(error)
      }
      return follow(child, listener)
    },
  }
}

function follow(child: Child, listener: ProcessListener): Outcome<RunningProcess> {
  const { pid } = child
  let failed: unknown = null
  child.on('error', (error) => {
    failed = error
  })
  if (pid === undefined) return notStarted(failed)
  standBack(pid)
  let askedToStop = false
  let ended = false
  const output = createOutput(MOST_OUTPUT_CHARACTERS)
  const lastWords: string[] = []
  const lines = createLineReader(MOST_LINE_CHARACTERS, (line) => {
    const event = jobEventSchema.safeParse(jsonOf(line))
    if (event.success) return listener.onEvent(event.data)
    lastWords.push(line.slice(0, MOST_WORD_CHARACTERS))
    if (lastWords.length > MOST_LAST_WORDS) lastWords.shift()
  })
  child.stdout.setEncoding('utf8').on('data', output.add)
  child.stderr.setEncoding('utf8').on('data', lines.push)
  child.on('close', (exitCode, signal) => {
    ended = true
    lines.end()
    listener.onEnd(processEnd({ exitCode, signal, output: output.text(), lastWords, askedToStop }))
  })
  return success({
    pid,
    // Once only: the command line takes a second signal as the wish to end at once.
    cancel: () => {
      if (!askedToStop && !ended) child.kill('SIGINT')
      askedToStop = true
    },
    kill: () => {
      if (!ended) child.kill('SIGKILL')
    },
  })
}

function createOutput(mostCharacters: number) {
  let parts: string[] = []
  let length = 0
  return {
    add: (text: string): void => {
      length += text.length
      if (length > mostCharacters) parts = []
      else parts.push(text)
    },
    text: (): string | null => (length > mostCharacters ? null : parts.join('')),
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

function notStarted(error: unknown): Outcome<never> {
  const reason = error instanceof Error ? ` (${error.message})` : ''
  return failure(
    'job-not-started',
    `No process could be started for the job${reason}.`,
    'The system may be short of memory or of processes: close something and start it again.',
  )
}
