import { chmodSync, lstatSync, readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { z } from 'zod'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import { systemFileCalls } from './fileCalls.ts'
import { fileTrouble } from './fileTrouble.ts'
import { replaceFile } from './replaceFile.ts'

const OWNER_ONLY = 0o600
const FOR_OTHERS = 0o077
/** From its making, however often it is used: then every page is asked for the token again. */
const LONGEST_MS = 7 * 24 * 3_600_000

const sessionSchema = z.strictObject({
  /** A copy of a home holds a copy of this file, which is worth nothing there. */
  home: z.string(),
  port: z.number().int().min(1).max(65_535),
  secret: z.string().min(43).max(200),
  sinceMs: z.number(),
})
type Session = z.infer<typeof sessionSchema>

export function keepSession(file: string, session: Session): Outcome<void> {
  try {
    replaceFile(systemFileCalls, file, (temporary) => {
      writeFileSync(temporary, JSON.stringify(session), { flag: 'wx', mode: OWNER_ONLY })
      chmodSync(temporary, OWNER_ONLY)
    })
    return success(undefined)
  } catch (error) {
    return fileTrouble(error, `write ${file}`)
  }
}

/** Null unless the file is this user's alone, of this home and port, and young enough. */
export function keptSession(
  file: string,
  { home, port }: { readonly home: string; readonly port: number },
  nowMs: number,
): string | null {
  try {
    if (!isOwnersOnly(file)) return null
    const parsed = sessionSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    if (!parsed.success || parsed.data.home !== home || parsed.data.port !== port) return null
    const ageMs = nowMs - parsed.data.sinceMs
    return ageMs >= 0 && ageMs < LONGEST_MS ? parsed.data.secret : null
  } catch {
    return null
  }
}

/** Windows has no such bits: there the user's profile is what keeps others out. */
function isOwnersOnly(file: string): boolean {
  const found = lstatSync(file)
  if (!found.isFile()) return false
  return process.platform === 'win32' || ((found.mode & FOR_OTHERS) === 0 && found.uid === process.getuid?.())
}
