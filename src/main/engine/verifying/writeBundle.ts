import { BUNDLE_FILE, BUNDLED_RESULT, type BundleRecord, bundleHash } from '../../../core/contract/bundleRecord.ts'
import { ENGINE_VERSION } from '../../../core/contract/engineVersion.ts'
import type { Hash } from '../../../core/contract/hash.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { FoundResult } from '../reports/findResult.ts'
import { filesOfBundle } from './filesOfBundle.ts'
import { recordedFiles } from './recordedFiles.ts'

export type BundleParts = {
  readonly hash: Hash
  readonly workspace: string
  /** Of the workspace, where the result is kept. */
  readonly from: GuardedFiles
  /** The folder that becomes the bundle; the reports lie in it already. */
  readonly into: GuardedFiles
}

/** A folder that is to become a bundle holds nothing else, or what it holds would count as added. Error: `bundle-folder-not-empty`. */
export function checkEmpty(into: GuardedFiles): Outcome<void> {
  const [found] = [...filesOfBundle(into), ...into.listFiles('')]
  if (found === undefined) return success(undefined)
  return failure('bundle-folder-not-empty', `The folder holds ${found} already.`, 'Choose a new or an empty folder.')
}

/** Copies the files of a result beside its reports and lists all of them by their hashes. Errors: those of `recordedFiles` and of the files; `bundle-source-changed`. */
export function writeBundle(
  { hash, workspace, from, into }: BundleParts,
  { kind, id }: FoundResult,
): Outcome<BundleRecord> {
  const recorded = recordedFiles(from, workspace, { kind, id })
  if (!recorded.ok) return recorded
  for (const [path, sha256] of Object.entries(recorded.value)) {
    const bytes = from.readBytes(path)
    if (!bytes.ok) return bytes
    if (hash(bytes.value) !== sha256)
      return failure(
        'bundle-source-changed',
        `The file ${path} is not what was written.`,
        'Make the result again; see: assay verify.',
      )
    const written = into.writeBytes(`${BUNDLED_RESULT}/${path}`, bytes.value)
    if (!written.ok) return written
  }
  const files: Record<string, string> = {}
  for (const name of filesOfBundle(into)) {
    const sha256 = into.sha256(name)
    if (!sha256.ok) return sha256
    files[name] = sha256.value
  }
  const told = { schemaVersion: 1, workspace, kind, id, engineVersion: ENGINE_VERSION, files } as const
  const record = { ...told, sha256: bundleHash(told, hash) }
  const written = into.writeText(BUNDLE_FILE, `${JSON.stringify(record, null, 2)}\n`)
  return written.ok ? success(record) : written
}
