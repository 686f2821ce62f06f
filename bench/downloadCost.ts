import { readFileSync } from 'node:fs'
import type { FaultPlan } from '../src/main/adapters/gateway/faults.ts'
import { mustRun, runAssay } from './assayProcess.ts'
import { downloadWords, withGateway } from './benchGateway.ts'
import type { Figure } from './figure.ts'
import { atMost, told } from './figure.ts'
import { withHome } from './withHome.ts'

const RANGE = ['2019-01-01', '2025-01-01'] as const
const WORKSPACE = 'pair'
/** A tick of /proc is 10 ms wherever Linux runs today. */
const TICK_MS = 10
const USER_FIELD = 11
const SYSTEM_FIELD = 12

/** CPU time of a process with all its threads, user and system, from /proc (Linux). */
function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return TICK_MS * (Number(fields[USER_FIELD]) + Number(fields[SYSTEM_FIELD]))
}

type Window = { readonly firstMs: number; lastMs: number; chunks: number }

/**
 * CPU time of the real program for each chunk of 720 bars: from the first to the last question for bars of a symbol, so that starting up
 * and making the files at the end are not in it; all that is done for a chunk is (wire, library, checks, journal, heartbeat).
 */
export const run = (): Promise<readonly Figure[]> =>
  withHome(async (home) => {
    let pid = 0
    const windows = new Map<string, Window>()
    const watch: FaultPlan = ({ kind, symbol }) => {
      if (kind !== 'bars') return null
      const known = windows.get(symbol)
      if (known === undefined) windows.set(symbol, { firstMs: cpuMs(pid), lastMs: Number.NaN, chunks: 0 })
      else {
        known.lastMs = cpuMs(pid)
        known.chunks++
      }
      return null
    }
    return withGateway({ answerDelayMs: 0, faults: watch }, async (gateway) => {
      await mustRun(home, ['workspace', 'create', WORKSPACE, '--primary', 'BTC', '--secondary', 'ETH'])
      const startMs = process.cpuUsage()
      const words = downloadWords(WORKSPACE, gateway.port, ...RANGE)
      const finished = await runAssay(home, words, (started) => {
        pid = started
      })
      if (finished.status !== 0) throw new Error(`The download failed: ${finished.errors}${finished.output}`)
      const all = [...windows.values()]
      const chunks = all.reduce((sum, one) => sum + one.chunks, 0)
      const totalMs = all.reduce((sum, one) => sum + one.lastMs - one.firstMs, 0)
      for (const [symbol, one] of windows)
        console.log(`${symbol}: ${one.chunks} chunks, ${((one.lastMs - one.firstMs) / one.chunks).toFixed(1)} ms each`)
      const gatewayMs = process.cpuUsage(startMs)
      return [
        told('chunks', chunks, 'chunks'),
        atMost('cpu-for-a-chunk', totalMs / chunks, 'ms', 20),
        told('whole-download', finished.elapsedMs / 1000, 's'),
        told('gateway-cpu-for-a-question', (gatewayMs.user + gatewayMs.system) / 1000 / chunks, 'ms'),
      ]
    })
  })
