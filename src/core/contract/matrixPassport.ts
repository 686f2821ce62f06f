import { z } from 'zod'
import { ASSET_CLASSES } from '../market/instrument.ts'
import { syntheticSchema } from './workspace.ts'

const count = z.number().int().min(0)
const instant = z.iso.datetime({ precision: 3 })
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * What is known of a matrix, in `matrices/<name>_<sha8>.json` beside its Parquet file. `sha256` is the hash of the canonical configuration and of
 * all inputs, and names the files; `contentSha256` is that of names and values, compared whenever the matrix is read.
 */
const matrixPassportSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** `AAPL_equity_5d_daily`: ticker (or the count of instruments), asset class, horizon of the target, frequency. */
  name: z.string(),
  sha256,
  contentSha256: sha256,
  engineVersion: z.string(),
  synthetic: syntheticSchema.nullable(),
  instruments: z.array(z.string()),
  assetClasses: z.array(z.enum(ASSET_CLASSES)),
  interval: z.string(),
  firstTime: instant,
  lastTime: instant,
  rows: count,
  /** Rows whose target is known. */
  labelledRows: count,
  /** Rows of the range that are not in the matrix: a feature had no value yet, or they are sealed. */
  leftOut: z.strictObject({ warmUp: count, sealed: count }),
  features: z.array(
    z.strictObject({
      name: z.string(),
      version: count,
      formula: z.string(),
      unit: z.string(),
      isCategory: z.boolean(),
      warmupBars: count,
    }),
  ),
  target: z.strictObject({
    name: z.string(),
    task: z.enum(['classification', 'regression']),
    horizonBars: count,
    formula: z.string(),
  }),
  /** Content hashes of what it was made of: series, tables, own features. */
  inputs: z.array(z.strictObject({ name: z.string(), sha256: z.string() })),
  /** Whatever nobody wrote, and what it was taken to be. */
  assumptions: z.array(z.strictObject({ field: z.string(), value: z.string() })),
  /** Rows from here on are sealed: nothing is learned from them, and none of them is in the matrix. Null where the workspace has no hold-out yet. */
  holdOutStart: instant.nullable(),
  /** False where its validation report has an error: nothing is to be learned from it unless somebody says so. */
  trusted: z.boolean(),
  /** The findings of the report that are errors or warnings. */
  findings: z.array(z.strictObject({ code: z.string(), severity: z.enum(['error', 'warning']), sentence: z.string() })),
})
export type MatrixPassport = z.infer<typeof matrixPassportSchema>

/** Null where it is not one. */
export function readMatrixPassport(value: unknown): MatrixPassport | null {
  const parsed = matrixPassportSchema.safeParse(value)
  return parsed.success ? parsed.data : null
}

const listedMatrixSchema = z.strictObject({ name: z.string(), sha256 })
/** A line of `matrices/built.jsonl`: one a build, the newest last. */
export type ListedMatrix = z.infer<typeof listedMatrixSchema>

/** Null where it is not such a line. */
export function readListedMatrix(value: unknown): ListedMatrix | null {
  return listedMatrixSchema.safeParse(value).data ?? null
}
