import { z } from 'zod'
import { canonicalJson } from './canonicalJson.ts'
import type { Hash } from './hash.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** What a bundle may hold; how each is made again. */
export const RESULT_KINDS = ['run', 'discovery', 'backtest', 'sweep', 'robustness', 'model'] as const
export type ResultKindName = (typeof RESULT_KINDS)[number]

/** Where the files of the result lie in a bundle, by their path in the workspace. */
export const BUNDLED_RESULT = 'result'
export const BUNDLE_FILE = 'bundle.json'

/** `bundle.json`: every file of a folder that was handed on, by its hash. `sha256` is that of the rest, so that a changed list is seen too. */
export const bundleRecordSchema = z.strictObject({
  schemaVersion: z.literal(1),
  workspace: z.string(),
  kind: z.enum(RESULT_KINDS),
  id: z.string(),
  engineVersion: z.string(),
  /** Relative to the folder; all but `bundle.json`. */
  files: z.record(z.string(), sha256),
  sha256,
})
export type BundleRecord = z.infer<typeof bundleRecordSchema>

export function bundleHash(
  { schemaVersion, workspace, kind, id, engineVersion, files }: Omit<BundleRecord, 'sha256'>,
  hash: Hash,
): string {
  return hash(canonicalJson({ schemaVersion, workspace, kind, id, engineVersion, files }))
}
