import type { JsonValue } from '../../../core/contract/jsonValue.ts'
import { readPassport } from '../../../core/contract/passport.ts'
import type { Passport } from '../../../core/market/passport.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { Prepared } from './preparePair.ts'
import { type RunFolder, readKept } from './runFolder.ts'

const ROLES = ['primary', 'secondary'] as const

function passportFile(role: (typeof ROLES)[number]): string {
  return `passports/${role}.json`
}

/**
 * A run is published with the passports that it began with. Later downloads may ask more of the source and change no bar: what was known
 * of the data is then another, and the run is the same.
 */
export function keepPassports(folder: RunFolder, prepared: Prepared): Outcome<Prepared> {
  const legs = { ...prepared.legs }
  for (const role of ROLES) {
    const kept = keptPassport(folder, role)
    if (!kept.ok) return kept
    const { passport } = legs[role]
    if (kept.value !== null && kept.value.contentHash === passport.contentHash) {
      legs[role] = { ...legs[role], passport: kept.value }
      continue
    }
    const plain: JsonValue = JSON.parse(JSON.stringify(passport))
    const written = folder.write(passportFile(role), plain)
    if (!written.ok) return written
  }
  return success({ ...prepared, legs })
}

function keptPassport(folder: RunFolder, role: (typeof ROLES)[number]): Outcome<Passport | null> {
  const kept = readKept(folder, passportFile(role))
  return kept.ok ? success(kept.value === null ? null : readPassport(kept.value)) : kept
}
