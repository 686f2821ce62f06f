import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const PROGRAM = fileURLToPath(new URL('../bin/assay', import.meta.url))

export type Finished = {
  readonly status: number | null
  readonly output: string
  readonly errors: string
  readonly elapsedMs: number
}

/** Runs the real program as a process of its own; `onStart` gets its pid, `environment` is added to what this process has. */
export function runAssay(
  home: string,
  words: readonly string[],
  onStart: (pid: number) => void = () => {},
  environment: NodeJS.ProcessEnv = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const startMs = performance.now()
    const child = spawn(PROGRAM, ['--home', home, ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    })
    let output = ''
    let errors = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      errors += chunk
    })
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, output, errors, elapsedMs: performance.now() - startMs }))
    if (child.pid !== undefined) onStart(child.pid)
  })
}

/** As `runAssay`, for a command that must succeed. */
export async function mustRun(
  home: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Finished> {
  const finished = await runAssay(home, words, undefined, environment)
  if (finished.status !== 0)
    throw new Error(`assay ${words.join(' ')} ended with ${finished.status}: ${finished.errors}${finished.output}`)
  return finished
}
