import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs'
import { type FileHandle, open, rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { plainFileName } from '../../../core/contract/plainFileName.ts'
import { MOST_UPLOAD_BYTES } from '../../../core/contract/workbench/uploads.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { Clock } from '../../engine/ports/clock.ts'
import type { Upload, Uploads } from '../../engine/ports/uploads.ts'
import { fileTrouble } from './fileTrouble.ts'
import { temporaryNameFor } from './temporaryFiles.ts'

const DAY_MS = 86_400_000
const PREFIX = 'file-'
/** The import keeps the file once more, as a layer of the workspace. */
const COPIES = 2
const SPARE_BYTES = 64 * 1024 * 1024

/** Each upload has a folder of its own below `folder`; what is older than a day was forgotten, and goes. */
export function createUploadFolder(
  folder: string,
  clock: Clock,
  freeBytes: (folder: string) => number = freeBytesOf,
): Uploads {
  const sweep = (): void => {
    try {
      sweepOld(folder, clock.nowMs() - DAY_MS)
    } catch {
      // Whoever hands a file over next is told what is wrong with the folder; an engine starts without it.
    }
  }
  sweep()
  return {
    begin: async (name, sizeBytes) => {
      if (sizeBytes > MOST_UPLOAD_BYTES) return tooLarge(sizeBytes)
      try {
        mkdirSync(folder, { recursive: true })
        sweep()
        if (freeBytes(folder) < sizeBytes * COPIES + SPARE_BYTES) return noRoom(sizeBytes)
        return success(await beginUpload(join(mkdtempSync(join(folder, PREFIX)), plainFileName(name)), sizeBytes))
      } catch (error) {
        return fileTrouble(error, `make a file in ${folder}`)
      }
    },
    remove: (path) => {
      const own = dirname(path)
      if (dirname(own) === folder && basename(own).startsWith(PREFIX)) takeAway(own)
    },
  }
}

async function beginUpload(path: string, sizeBytes: number): Promise<Upload> {
  const temporary = temporaryNameFor(path)
  const discard = (): void => rmSync(dirname(path), { recursive: true, force: true })
  const file = await opened(temporary, discard)
  let written = 0
  const attempt = async <T>(what: string, work: () => Promise<T>): Promise<Outcome<T>> => {
    try {
      return success(await work())
    } catch (error) {
      return fileTrouble(error, `${what} ${basename(path)}`)
    }
  }
  const abandon = async (): Promise<void> => {
    await file.close().catch(() => {})
    discard()
  }
  return {
    write: (bytes) =>
      attempt('write', async () => {
        for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten
        written += bytes.length
      }),
    finish: async () => {
      const whole = written === sizeBytes
      const done = whole ? await attempt('write', () => settle(file, temporary, path)) : cut(written, sizeBytes)
      if (!done.ok) await abandon()
      return done
    },
    abandon,
  }
}

async function opened(temporary: string, discard: () => void): Promise<FileHandle> {
  try {
    return await open(temporary, 'wx', 0o600)
  } catch (error) {
    discard()
    throw error
  }
}

async function settle(file: FileHandle, temporary: string, path: string): Promise<string> {
  await file.sync()
  await file.close()
  await rename(temporary, path)
  return path
}

function sweepOld(folder: string, beforeMs: number): void {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const status = statSync(path, { throwIfNoEntry: false })
    if (name.startsWith(PREFIX) && status !== undefined && status.mtimeMs < beforeMs) takeAway(path)
  }
}

function takeAway(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // Somebody holds a file in it: it goes with a later sweep.
  }
}

function freeBytesOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

function tooLarge(sizeBytes: number): Outcome<never> {
  return failure(
    'upload-too-large',
    `The file has ${gigabytes(sizeBytes)}; a browser may hand over ${gigabytes(MOST_UPLOAD_BYTES)} at most.`,
    'Put the file on the machine of the engine and give its path instead.',
  )
}

function noRoom(sizeBytes: number): Outcome<never> {
  return failure(
    'disk-full',
    `There is no room for a file of ${gigabytes(sizeBytes)} and its import on the disk of the home.`,
    'Free some space; the file is kept once more, as it was received, in the workspace.',
  )
}

function cut(written: number, sizeBytes: number): Outcome<never> {
  return failure(
    'upload-cut',
    `Of ${sizeBytes} bytes of the file ${written} came.`,
    'Choose the file again; was it changed meanwhile?',
  )
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(2)} GiB`
}
