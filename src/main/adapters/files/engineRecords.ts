import { chmodSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { z } from 'zod'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { Clock } from '../../engine/ports/clock.ts'
import type { EngineRecord, EngineRecords, HeldEngine } from '../../engine/ports/engineRecords.ts'
import type { HeldLock } from '../../engine/ports/workspaceLocks.ts'
import { keepSession, keptSession } from './engineSession.ts'
import { systemFileCalls } from './fileCalls.ts'
import { fileTrouble } from './fileTrouble.ts'
import { claimNames } from './lockClaim.ts'
import { ownIdentity, stateOf } from './processIdentity.ts'
import { replaceFile } from './replaceFile.ts'
import { createWorkspaceLocks } from './workspaceLock.ts'

const recordSchema = z.object({
  /** A copy of a home holds a copy of its record, and that engine is not the copy's. */
  home: z.string(),
  port: z.number().int().min(1).max(65_535),
  token: z.string().min(32),
  pid: z.number().int(),
  startedMs: z.number(),
  host: z.string(),
  bootId: z.string(),
  startTicks: z.string(),
})

const OWNER_ONLY = 0o600

export function createEngineRecords(home: string, clock: Clock): EngineRecords {
  const file = join(home, 'engine.json')
  const running = () => readRecord(file, home)
  return {
    running,
    hold: () => {
      // Not the home itself: who takes a lock sweeps the temporary files below, and those of the workspaces are not ours.
      const folder = join(home, 'engine')
      try {
        mkdirSync(folder, { recursive: true })
        const lock = acquire(folder, `assay serve, home ${realpathSync(home)}`, clock)
        if (lock.ok) return success(heldEngine(file, realpathSync(home), clock, lock.value.release))
        return lock.trouble.code === 'workspace-busy' ? alreadyRunning(running(), home) : lock
      } catch (error) {
        return fileTrouble(error, `make the folder ${folder}`)
      }
    },
  }
}

/** A claim that names another home came here with a copy of its folder, and holds nothing. */
function acquire(folder: string, command: string, clock: Clock): Outcome<HeldLock> {
  const locks = createWorkspaceLocks(clock)
  const holder = locks.holder(folder)
  if (holder !== null && holder.command !== command)
    for (const name of claimNames(folder)) rmSync(join(folder, name), { force: true })
  return locks.acquire(folder, command)
}

function heldEngine(file: string, home: string, clock: Clock, release: () => void): HeldEngine {
  const sessionFile = join(home, 'engine', 'session.json')
  return {
    publish: (address) => {
      const record = { home, ...ownIdentity(), ...address, pid: process.pid, startedMs: clock.nowMs() }
      try {
        replaceFile(systemFileCalls, file, (temporary) => {
          writeFileSync(temporary, JSON.stringify(record), { flag: 'wx', mode: OWNER_ONLY })
          chmodSync(temporary, OWNER_ONLY)
        })
        return success(undefined)
      } catch (error) {
        return fileTrouble(error, `write ${file}`)
      }
    },
    keptSession: (port) => keptSession(sessionFile, { home, port }, clock.nowMs()),
    keepSession: (port, secret) => keepSession(sessionFile, { home, port, secret, sinceMs: clock.nowMs() }),
    release: () => {
      rmSync(file, { force: true })
      release()
    },
  }
}

function readRecord(file: string, home: string): EngineRecord | null {
  try {
    const parsed = recordSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    if (!parsed.success || parsed.data.home !== realpathSync(home) || stateOf(parsed.data) === 'dead') return null
    const { port, token, pid, startedMs } = parsed.data
    return { port, token, pid, startedMs }
  } catch {
    return null
  }
}

function alreadyRunning(record: EngineRecord | null, home: string): Outcome<never> {
  const where = record === null ? '' : `: http://127.0.0.1:${record.port}/?token=${record.token}`
  return failure(
    'engine-running',
    `An engine is running for ${home} already${where}${where === '' ? '.' : ''}`,
    where === ''
      ? 'It is just starting: try again in a moment.'
      : 'Open that address in a browser, or end that engine first (Ctrl-C where it runs).',
  )
}
