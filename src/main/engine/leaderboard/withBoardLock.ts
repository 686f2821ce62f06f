import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { HeldLock } from '../ports/workspaceLocks.ts'
import { LEADERBOARD_FOLDER } from './leaderboardLayout.ts'
import type { BoardPorts } from './leaderboardPorts.ts'

const PAUSE_MS = 50
const PATIENCE_MS = 10_000

/** Runs `work` as the only writer of a workspace's board, waiting a while for another one. Errors: `leaderboard-busy`, and those of the work. */
export async function withBoardLock<T>(
  { locks, timer, clock }: BoardPorts,
  files: GuardedFiles,
  command: string,
  signal: AbortSignal,
  work: () => Promise<Outcome<T>> | Outcome<T>,
): Promise<Outcome<T>> {
  const made = files.makeFolder(LEADERBOARD_FOLDER)
  if (!made.ok) return made
  const root = files.resolve(LEADERBOARD_FOLDER)
  if (!root.ok) return root
  const startMs = clock.monotonicMs()
  for (;;) {
    const lock: Outcome<HeldLock> = locks.acquire(root.value, command)
    if (lock.ok)
      try {
        return await work()
      } finally {
        lock.value.release()
      }
    if (lock.trouble.code !== 'workspace-busy') return lock
    if (clock.monotonicMs() - startMs > PATIENCE_MS)
      return failure(
        'leaderboard-busy',
        `Another command keeps writing this leaderboard: ${locks.holder(root.value)?.command ?? 'an unknown one'}.`,
        'Wait until it is done, then run this again.',
      )
    await timer.wait(PAUSE_MS, signal)
  }
}
