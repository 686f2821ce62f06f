import { writeFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import process from 'node:process'

const BELOW_NORMAL = constants.priority.PRIORITY_BELOW_NORMAL

/**
 * Lets a process that was just started wait where the window wants the processor too; on an idle machine it is as fast as ever. Its threads
 * come later and are as patient. It is a courtesy: where the system does not allow it, the process runs as any other.
 */
export function standBack(pid: number): void {
  try {
    setPriority(pid, BELOW_NORMAL)
    // Linux shares its time between sessions first, and only within one by priority; a job has a session of its own.
    if (process.platform === 'linux') writeFileSync(`/proc/${pid}/autogroup`, String(BELOW_NORMAL))
  } catch {
    // As it was.
  }
}
