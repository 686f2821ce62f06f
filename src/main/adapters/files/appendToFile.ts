import { fstatSync } from 'node:fs'
import { dirname } from 'node:path'
import type { FileCalls } from './fileCalls.ts'
import { writeFully } from './replaceFile.ts'

/** Appends one whole line or nothing. Answers false where the file has a second name (a hard link), which may lie outside. */
export function appendToFile(calls: FileCalls, target: string, line: string): boolean {
  calls.mkdirSync(dirname(target), { recursive: true })
  const file = calls.openSync(target, 'a')
  try {
    const before = fstatSync(file)
    if (before.nlink > 1) return false
    appendOrUndo(calls, file, before.size, line)
    return true
  } finally {
    calls.closeSync(file)
  }
}

function appendOrUndo(calls: FileCalls, file: number, sizeBefore: number, line: string): void {
  try {
    writeFully(calls, file, new TextEncoder().encode(`${line}\n`))
  } catch (error) {
    calls.ftruncateSync(file, sizeBefore)
    throw error
  }
}
