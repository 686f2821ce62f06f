import {
  BUNDLE_FILE,
  BUNDLED_RESULT,
  type BundleRecord,
  bundleHash,
  bundleRecordSchema,
} from '../../../core/contract/bundleRecord.ts'
import type { Hash } from '../../../core/contract/hash.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { filesOfBundle } from './filesOfBundle.ts'

/** A bundle whose files are those that its list names. Errors: `bundle-missing`, `bundle-list-changed`, `bundle-changed`. */
export function checkBundle(folder: GuardedFiles, hash: Hash): Outcome<BundleRecord> {
  const read = readRecord(folder, hash)
  if (!read.ok) return read
  const { files } = read.value
  const there = filesOfBundle(folder)
  const changed = Object.keys(files).filter((name) => {
    if (!there.includes(name)) return false
    const found = folder.sha256(name)
    return !found.ok || found.value !== files[name]
  })
  const missing = Object.keys(files).filter((name) => !there.includes(name))
  const added = there.filter((name) => !(name in files))
  const faults = [...told('changed', changed), ...told('missing', missing), ...told('added', added)]
  if (faults.length === 0) return read
  return failure(
    'bundle-changed',
    `The bundle is not what was handed on: ${faults.join('; ')}.`,
    'Ask for it again where it came from, or make it anew with: assay report --bundle.',
  )
}

function told(what: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${what}: ${[...names].sort().join(', ')}`]
}

function readRecord(folder: GuardedFiles, hash: Hash): Outcome<BundleRecord> {
  if (!folder.exists(BUNDLE_FILE))
    return failure(
      'bundle-missing',
      `The folder has no ${BUNDLE_FILE}: it is no bundle, or its list was removed.`,
      'Name a folder that was written by: assay report --bundle.',
    )
  const text = folder.readText(BUNDLE_FILE)
  if (!text.ok) return text
  const record = parsed(text.value)
  if (record !== null && record.sha256 === bundleHash(record, hash)) return success(record)
  return failure(
    'bundle-list-changed',
    `The list of the bundle (${BUNDLE_FILE}) was changed after it was written: nothing vouches for its files.`,
    'Ask for the bundle again where it came from.',
  )
}

function parsed(text: string): BundleRecord | null {
  try {
    return bundleRecordSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** What the bundle says of the result against what the workspace keeps. Error: `bundle-differs`: somebody changed a file and the list with it. */
export function compareBundle({ id, files }: BundleRecord, recorded: Readonly<Record<string, string>>): Outcome<void> {
  const bundled = Object.keys(files).filter((name) => name.startsWith(`${BUNDLED_RESULT}/`))
  const differing = [
    ...Object.keys(recorded).filter((path) => files[`${BUNDLED_RESULT}/${path}`] !== recorded[path]),
    ...bundled.map((name) => name.slice(BUNDLED_RESULT.length + 1)).filter((path) => !(path in recorded)),
  ]
  if (differing.length === 0) return success(undefined)
  return failure(
    'bundle-differs',
    `The bundle says other than the workspace of ${id}: ${differing.sort().join(', ')}.`,
    'Somebody changed these files and their hashes in the list. Make the bundle anew from the workspace.',
  )
}
