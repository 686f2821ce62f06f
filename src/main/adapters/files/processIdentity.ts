import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import process from 'node:process'

/**
 * Names one process for ever, not only while its number is not given to another. `startTicks` (since boot) and `bootId` are
 * empty where the system does not say (no /proc).
 */
export type ProcessIdentity = {
  readonly host: string
  readonly bootId: string
  readonly pid: number
  readonly startTicks: string
}

export function ownIdentity(): ProcessIdentity {
  return { host: hostname(), bootId: bootId(), pid: process.pid, startTicks: startTicksOf(process.pid) }
}

/** `unknown`: another host, or the number is alive and nothing proves that it is still the same process. */
export function stateOf(identity: ProcessIdentity): 'alive' | 'dead' | 'unknown' {
  if (identity.host !== hostname()) return 'unknown'
  if (identity.bootId !== bootId()) return 'dead'
  if (!isPidAlive(identity.pid)) return 'dead'
  const ticks = startTicksOf(identity.pid)
  if (ticks === '' || identity.startTicks === '') return 'unknown'
  return ticks === identity.startTicks ? 'alive' : 'dead'
}

function isPidAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Field 22 of /proc/PID/stat (man 5 proc); the name in field 2 may hold spaces and brackets. A zombie is dead. */
function startTicksOf(pid: number): string {
  const stat = readOrEmpty(`/proc/${pid}/stat`)
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' ? 'zombie' : (fields[19] ?? '')
}

function bootId(): string {
  return readOrEmpty('/proc/sys/kernel/random/boot_id').trim()
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
