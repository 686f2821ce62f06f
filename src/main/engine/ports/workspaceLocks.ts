import type { Outcome } from '../../../core/outcome/outcome.ts'

export type LockHolder = {
  readonly pid: number
  readonly host: string
  readonly command: string
  readonly sinceMs: number
}

export type HeldLock = { release(): void }

/** One writer per workspace. A lock whose process is gone counts for nothing. */
export interface WorkspaceLocks {
  /** Errors: `workspace-busy` (names the holder), `not-writable`, `disk-full`. */
  acquire(workspaceRoot: string, command: string): Outcome<HeldLock>
  holder(workspaceRoot: string): LockHolder | null
}
