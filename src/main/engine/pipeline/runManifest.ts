import { z } from 'zod'
import { ledgerBasisSchema } from '../../../core/contract/ledger.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { RUN_BROKEN, type RunFolder } from './runFolder.ts'

export const MANIFEST = 'manifest.json'
export const COMPLETE = 'complete.json'

/** What a run is, written before its first trial. `choices` is enough to run it again on the same data. */
export const runManifestSchema = z.strictObject({
  schemaVersion: z.literal(1),
  runId: z.string(),
  pipeline: z.literal('pair'),
  engineVersion: z.string(),
  symbols: z.string(),
  interval: z.string(),
  dataHashes: z.record(z.string(), z.string()),
  configHash: z.string(),
  seed: z.number().int(),
  developmentBars: z.number().int(),
  holdOutStartMs: z.number(),
  lastMs: z.number(),
  ledgerBasis: ledgerBasisSchema,
  choices: z.strictObject({
    startCapital: z.number(),
    seed: z.number().int(),
    iterate: z.number().int(),
    patternAid: z.boolean(),
  }),
})
export type RunManifest = z.infer<typeof runManifestSchema>

/** Written last: the run is done, and these are the SHA-256 hashes of its published files. */
export const completeSchema = z.strictObject({
  schemaVersion: z.literal(1),
  verdict: z.enum(['edge', 'no-edge', 'not-enough-data']),
  published: z.record(z.string(), z.string()),
})
export type Complete = z.infer<typeof completeSchema>

function readAs<T>(folder: RunFolder, name: string, schema: z.ZodType<T>): Outcome<T | null> {
  if (!folder.has(name)) return success(null)
  const value = folder.read(name)
  if (!value.ok) return value
  const parsed = schema.safeParse(value.value)
  if (parsed.success) return success(parsed.data)
  return failure(
    RUN_BROKEN,
    `The file ${folder.path(name)} is damaged.`,
    'Remove that run folder and run the pipeline again.',
  )
}

export const readManifest = (folder: RunFolder) => readAs(folder, MANIFEST, runManifestSchema)

/** Null also where it is damaged: the run then counts as unfinished and is published anew. */
export function readComplete(folder: RunFolder): Outcome<Complete | null> {
  const complete = readAs(folder, COMPLETE, completeSchema)
  return !complete.ok && complete.trouble.code === RUN_BROKEN ? success(null) : complete
}
