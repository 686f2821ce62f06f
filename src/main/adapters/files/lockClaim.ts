import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { LockHolder } from '../../engine/ports/workspaceLocks.ts'
import { stateOf } from './processIdentity.ts'

const CLAIM_NAME = /^workspace\.lock\..+\.json$/

/** How long a claim counts after its last renewal, where nothing else tells whether its process lives. */
const LEASE_MS = 300_000

const claimSchema = z.object({
  host: z.string(),
  bootId: z.string(),
  pid: z.number().int(),
  startTicks: z.string(),
  command: z.string(),
  sinceMs: z.number(),
  renewedMs: z.number(),
})
export type LockClaim = z.infer<typeof claimSchema>

export function claimFileName(claim: LockClaim, serial: number): string {
  return `workspace.lock.${claim.host.replace(/[^A-Za-z0-9-]/g, '-')}-${claim.pid}-${claim.startTicks}-${serial}.json`
}

export function claimNames(workspaceRoot: string): readonly string[] {
  try {
    return readdirSync(workspaceRoot).filter((name) => CLAIM_NAME.test(name))
  } catch {
    return []
  }
}

/** Null where the file is gone or is no claim: claims are renamed into place whole, so a broken one was never held. */
export function readClaim(workspaceRoot: string, name: string): LockClaim | null {
  try {
    const parsed = claimSchema.safeParse(JSON.parse(readFileSync(join(workspaceRoot, name), 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

export function isLive(claim: LockClaim, nowMs: number): boolean {
  const state = stateOf(claim)
  return state === 'unknown' ? nowMs - claim.renewedMs < LEASE_MS : state === 'alive'
}

export function holderOf(claim: LockClaim): LockHolder {
  return { pid: claim.pid, host: claim.host, command: claim.command, sinceMs: claim.sinceMs }
}
