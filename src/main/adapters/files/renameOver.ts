import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { FileCalls } from './fileCalls.ts'
import { asideNameFor } from './temporaryFiles.ts'

/** A file replaces a file in one step. A folder that stands at the target is moved aside first and put back on failure. */
export function renameOver(calls: FileCalls, source: string, target: string): void {
  calls.mkdirSync(dirname(target), { recursive: true })
  if (!statSync(target, { throwIfNoEntry: false })?.isDirectory()) {
    calls.renameSync(source, target)
    return
  }
  const aside = asideNameFor(target)
  calls.rmSync(aside, { recursive: true, force: true })
  calls.renameSync(target, aside)
  try {
    calls.renameSync(source, target)
  } catch (error) {
    calls.renameSync(aside, target)
    throw error
  }
  calls.rmSync(aside, { recursive: true, force: true })
}
