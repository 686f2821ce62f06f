import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import process from 'node:process'
import { threadId } from 'node:worker_threads'
import { type FileCalls, systemFileCalls } from './fileCalls.ts'

/** Every file that is being written ends so, whichever adapter writes it; what a killed process left is known by it. */
export const TEMPORARY_SUFFIX = '.tmp'

/** A folder that is about to be replaced waits under this name. */
const ASIDE_SUFFIX = '.aside'

export function asideNameFor(absolutePath: string): string {
  return join(dirname(absolutePath), `.${basename(absolutePath)}${ASIDE_SUFFIX}`)
}

/** Claims to the lock are written by others while the sweep runs. */
const CLAIM_PREFIX = '.workspace.lock.'

let counter = 0

/** A name beside the target that no other writer has: same folder, so that the rename is atomic. */
export function temporaryNameFor(absolutePath: string): string {
  counter++
  return join(
    dirname(absolutePath),
    `.${basename(absolutePath)}.${process.pid}-${threadId}-${counter}${TEMPORARY_SUFFIX}`,
  )
}

/**
 * Removes what killed writers left below a folder, and puts a folder back that was moved aside and not replaced.
 * Only for the holder of the workspace's lock.
 */
export function sweepTemporaryFiles(folder: string, calls: FileCalls = systemFileCalls): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.name.startsWith(CLAIM_PREFIX)) continue
    if (entry.name.endsWith(TEMPORARY_SUFFIX)) calls.rmSync(path, { recursive: true, force: true })
    else if (entry.name.startsWith('.') && entry.name.endsWith(ASIDE_SUFFIX)) settleAside(path, entry.name, calls)
    else if (entry.isDirectory()) sweepTemporaryFiles(path, calls)
  }
}

function settleAside(path: string, name: string, calls: FileCalls): void {
  const target = join(dirname(path), name.slice(1, -ASIDE_SUFFIX.length))
  if (existsSync(target)) calls.rmSync(path, { recursive: true, force: true })
  else calls.renameSync(path, target)
}
