import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Failure, failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { ScratchFiles, TextWriter } from '../../engine/ports/scratchFiles.ts'

const HELD_CHARACTERS = 1 << 18

export const diskScratchFiles: ScratchFiles = {
  append: (path, numbers) => attempt(() => appendNumbers(path, numbers)),
  read: (path) =>
    attempt(() => {
      if (!existsSync(path)) return new Float64Array(0)
      const bytes = readFileSync(path)
      const numbers = new Float64Array(bytes.length / 8)
      new Uint8Array(numbers.buffer).set(bytes)
      return numbers
    }),
  copyIn: async (source, path, onProgress) => {
    try {
      await copyIn(source, path, onProgress)
      return success(undefined)
    } catch (error) {
      rmSync(path, { force: true })
      return scratchTrouble(error)
    }
  },
  openText: (path) => attempt(() => openText(path)),
}

async function copyIn(source: string, path: string, onProgress: (bytesDone: number) => void): Promise<void> {
  const from = await open(source, 'r')
  try {
    const to = await open(path, 'wx')
    try {
      const piece = new Uint8Array(1 << 20)
      let done = 0
      for (;;) {
        const { bytesRead } = await from.read(piece)
        if (bytesRead === 0) break
        for (let sent = 0; sent < bytesRead; ) sent += (await to.write(piece, sent, bytesRead - sent)).bytesWritten
        done += bytesRead
        onProgress(done)
      }
      await to.sync()
    } finally {
      await to.close()
    }
  } finally {
    await from.close()
  }
}

function appendNumbers(path: string, numbers: Float64Array): void {
  mkdirSync(dirname(path), { recursive: true })
  const file = openSync(path, 'a')
  try {
    writeAll(file, new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength))
  } finally {
    closeSync(file)
  }
}

function openText(path: string): TextWriter {
  mkdirSync(dirname(path), { recursive: true })
  const temporary = `${path}.tmp`
  const file = openSync(temporary, 'w')
  const encoder = new TextEncoder()
  let held = ''
  let isOpen = true
  const close = () => {
    if (isOpen) closeSync(file)
    isOpen = false
  }
  const abandon = () => {
    close()
    rmSync(temporary, { force: true })
  }
  const guarded = (act: () => void): Outcome<void> => {
    const done = attempt(act)
    if (!done.ok) abandon()
    return done
  }
  return {
    write: (text) => {
      held += text
      if (held.length < HELD_CHARACTERS) return success(undefined)
      return guarded(() => {
        writeAll(file, encoder.encode(held))
        held = ''
      })
    },
    finish: () =>
      guarded(() => {
        writeAll(file, encoder.encode(held))
        close()
        renameSync(temporary, path)
      }),
    abandon,
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let offset = 0; offset < bytes.length; ) offset += writeSync(file, bytes, offset)
}

function attempt<T>(act: () => T): Outcome<T> {
  try {
    return success(act())
  } catch (error) {
    return scratchTrouble(error)
  }
}

function scratchTrouble(error: unknown): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT') return failure('file-missing', 'The file is not there any more.', 'Check the path.')
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return failure('disk-full', 'The disk is full: the import could not go on.', 'Free some space and run it again.')
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return failure('not-writable', 'No permission to write in the workspace.', 'Check the rights of the folder.')
  throw error
}
