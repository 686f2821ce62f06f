import { dirname } from 'node:path'
import type { FileCalls } from './fileCalls.ts'
import { temporaryNameFor } from './temporaryFiles.ts'

/** `fill` makes the temporary file; then it gets its name. Whatever fails, the old file is as before and nothing new is left. */
export function replaceFile(calls: FileCalls, target: string, fill: (temporary: string) => void): void {
  calls.mkdirSync(dirname(target), { recursive: true })
  const temporary = temporaryNameFor(target)
  try {
    fill(temporary)
    calls.renameSync(temporary, target)
  } catch (error) {
    calls.rmSync(temporary, { force: true })
    throw error
  }
}

/** `wx` follows no symbolic link; the flush keeps a power cut from leaving an empty file under the final name. */
export function writeNewFile(calls: FileCalls, path: string, bytes: Uint8Array): void {
  const file = calls.openSync(path, 'wx')
  try {
    writeFully(calls, file, bytes)
    calls.fsyncSync(file)
  } finally {
    calls.closeSync(file)
  }
}

export function writeFully(calls: FileCalls, file: number, bytes: Uint8Array): void {
  for (let offset = 0; offset < bytes.length; ) offset += calls.writeSync(file, bytes, offset, bytes.length - offset)
}
