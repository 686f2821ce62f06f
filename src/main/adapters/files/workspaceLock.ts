import { existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { type Failure, failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { Clock } from '../../engine/ports/clock.ts'
import type { HeldLock, WorkspaceLocks } from '../../engine/ports/workspaceLocks.ts'
import { type FileCalls, systemFileCalls } from './fileCalls.ts'
import { errnoOf, fileTrouble } from './fileTrouble.ts'
import { claimFileName, claimNames, holderOf, isLive, type LockClaim, readClaim } from './lockClaim.ts'
import { ownIdentity } from './processIdentity.ts'
import { replaceFile, writeNewFile } from './replaceFile.ts'
import { sweepTemporaryFiles } from './temporaryFiles.ts'

const RENEW_EVERY_MS = 30_000
const ATTEMPTS = 4

let serial = 0

/**
 * Each writer puts down a claim of its own, then looks for others: whoever looks second sees the first, so two can never both
 * hold, and a claim whose process is gone is simply not counted. Nothing is ever taken away from anybody.
 */
export function createWorkspaceLocks(clock: Clock, calls: FileCalls = systemFileCalls): WorkspaceLocks {
  return {
    acquire: (root, command) => {
      if (!existsSync(root))
        return failure('workspace-missing', `There is no folder ${root}.`, 'Create the workspace first.')
      let result = claimOnce(root, command, clock, calls)
      for (let attempt = 1; attempt < ATTEMPTS && isBusy(result); attempt++) {
        pause(5 + ((process.pid * attempt) % 40))
        result = claimOnce(root, command, clock, calls)
      }
      return result
    },
    holder: (root) => {
      const other = liveClaim(root, '', clock.nowMs())
      return other === null ? null : holderOf(other)
    },
  }
}

function claimOnce(root: string, command: string, clock: Clock, calls: FileCalls): Outcome<HeldLock> {
  const nowMs = clock.nowMs()
  const claim: LockClaim = { ...ownIdentity(), command, sinceMs: nowMs, renewedMs: nowMs }
  serial++
  const name = claimFileName(claim, serial)
  const path = join(root, name)
  try {
    writeClaim(calls, path, claim)
    const other = liveClaim(root, name, nowMs)
    if (other !== null) {
      calls.rmSync(path, { force: true })
      return busy(other)
    }
    removeDeadClaims(root, nowMs, calls)
    sweepTemporaryFiles(root, calls)
  } catch (error) {
    calls.rmSync(path, { force: true })
    return fileTrouble(error, `write in ${root}`)
  }
  return success(keep(path, claim, clock, calls))
}

function keep(path: string, claim: LockClaim, clock: Clock, calls: FileCalls): HeldLock {
  const renew = () => {
    try {
      if (existsSync(path)) writeClaim(calls, path, { ...claim, renewedMs: clock.nowMs() })
    } catch (error) {
      // A full disk costs only this renewal: a living process of this host is known without it.
      errnoOf(error)
    }
  }
  const timer = setInterval(renew, RENEW_EVERY_MS).unref()
  return {
    release: () => {
      clearInterval(timer)
      calls.rmSync(path, { force: true })
    },
  }
}

function writeClaim(calls: FileCalls, path: string, claim: LockClaim): void {
  const bytes = new TextEncoder().encode(JSON.stringify(claim))
  replaceFile(calls, path, (temporary) => writeNewFile(calls, temporary, bytes))
}

function liveClaim(root: string, ownName: string, nowMs: number): LockClaim | null {
  for (const name of claimNames(root)) {
    const claim = name === ownName ? null : readClaim(root, name)
    if (claim !== null && isLive(claim, nowMs)) return claim
  }
  return null
}

function removeDeadClaims(root: string, nowMs: number, calls: FileCalls): void {
  for (const name of claimNames(root)) {
    const claim = readClaim(root, name)
    if (claim === null || !isLive(claim, nowMs)) calls.rmSync(join(root, name), { force: true })
  }
}

function busy(other: LockClaim): Failure {
  return failure(
    'workspace-busy',
    `Another program is writing this workspace: "${other.command}" (process ${other.pid} on ${other.host}, since ${new Date(other.sinceMs).toISOString()}).`,
    'Wait until it is done or cancel it with "assay pipeline cancel"; status, logs, list and show work meanwhile.',
  )
}

function isBusy(result: Outcome<HeldLock>): boolean {
  return !result.ok && result.trouble.code === 'workspace-busy'
}

function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}
