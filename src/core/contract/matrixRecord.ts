import { z } from 'zod'
import type { JsonValue } from './jsonValue.ts'

/** An entry of a run's `matrices/matrices.json`. `sha256` is that of the names and values, and names the Parquet file. */
const matrixRecordSchema = z.strictObject({
  detector: z.string(),
  /** Target / stop in typical ranges, limit in bars. */
  exit: z.string(),
  rows: z.number().int().min(0),
  /** Rows whose label is 1. */
  gains: z.number().int().min(0),
  /** Sum of the labels' average uniqueness. */
  effectiveRows: z.number(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type MatrixRecord = z.infer<typeof matrixRecordSchema>

/** Null where it is not such a list. */
export function readMatrixRecords(value: JsonValue): readonly MatrixRecord[] | null {
  const parsed = z.array(matrixRecordSchema).safeParse(value)
  return parsed.success ? parsed.data : null
}

/** The columns of a matrix that are no feature: when it is decided, when its label is known, its outcome, and its weight. */
export const MATRIX_ROW_COLUMNS = ['decision_ms', 'label_end_ms', 'net_return', 'label', 'uniqueness'] as const
