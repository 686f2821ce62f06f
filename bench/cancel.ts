import { parseArgs } from 'node:util'
import { createStream } from '../src/core/stats/seededStream.ts'
import { mustRun, runAssay } from './assayProcess.ts'
import type { Figure } from './figure.ts'
import { atMost, told } from './figure.ts'
import { withHome } from './withHome.ts'

const WORKSPACE = 'pair'
const CANCELLED = 3

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}

/** From asking (SIGINT, as Ctrl-C gives) to the end of the process; null where the run was done before it was asked. */
async function cancelAfter(home: string, afterMs: number): Promise<number | null> {
  let pid = 0
  let ended = false
  const running = runAssay(home, ['pipeline', 'run', WORKSPACE, '--progress', 'none'], (started) => {
    pid = started
  }).finally(() => {
    ended = true
  })
  await pause(afterMs)
  const askedMs = performance.now()
  if (!ended) process.kill(pid, 'SIGINT')
  const { status } = await running
  if (status === CANCELLED) return performance.now() - askedMs
  if (status !== 0) throw new Error(`The run ended with ${status}, neither done nor cancelled`)
  return null
}

/** `--cancels N` (20): how long a running pipeline takes to end when asked to. Each run goes on where the one before was stopped, so that all stages are met. */
export const run = (words: readonly string[]): Promise<readonly Figure[]> =>
  withHome(async (home) => {
    const { values } = parseArgs({ args: [...words], options: { cancels: { type: 'string', default: '20' } } })
    const stream = createStream(1, 'cancel')
    await mustRun(home, ['workspace', 'create', WORKSPACE, '--primary', 'BTC', '--secondary', 'ETH'])
    await mustRun(home, ['data', 'sample', WORKSPACE, '--kind', 'market', '--seed', '1', '--progress', 'none'])
    const tookMs: number[] = []
    while (tookMs.length < Number(values.cancels)) {
      const took = await cancelAfter(home, 900 + stream.nextUniform() * 1500)
      if (took !== null) tookMs.push(took)
      else
        await mustRun(home, [
          'pipeline',
          'run',
          WORKSPACE,
          '--from',
          'prepare',
          '--to',
          'prepare',
          '--progress',
          'none',
        ])
    }
    const ascending = [...tookMs].sort((a, b) => a - b)
    return [
      told('cancel-median', ascending[Math.floor(ascending.length / 2)]!, 'ms'),
      atMost('cancel-longest', ascending.at(-1)!, 'ms', 1000),
    ]
  })
