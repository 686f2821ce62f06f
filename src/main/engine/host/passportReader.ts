import type { Hash } from '../../../core/contract/hash.ts'
import type { Passport } from '../../../core/market/passport.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { parsePassport, readPassportBy } from '../data/storedPassport.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { recentValues } from './recentValues.ts'

export type PassportReader = (files: GuardedFiles, symbol: string, interval: string) => Outcome<Passport>

const MOST_PASSPORTS = 16

/** `readStoredPassport` that checks no text twice: a passport with 20,000 gaps takes a while. */
export function passportReader(hash: Hash): PassportReader {
  const parsed = recentValues<Passport>(MOST_PASSPORTS)
  const parse = (text: string): Passport | null => {
    const key = hash(text)
    const known = parsed.get(key)
    if (known !== undefined) return known
    const passport = parsePassport(text)
    if (passport !== null) parsed.set(key, passport)
    return passport
  }
  return (files, symbol, interval) => readPassportBy(parse, files, symbol, interval)
}
