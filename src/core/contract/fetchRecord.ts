import { z } from 'zod'
import { FETCH_KINDS } from './fetchKinds.ts'

const count = z.number().int().min(0)

/** What came of the last fetch of one kind, period and instrument. Times UTC milliseconds, `toMs` excluded. */
export const fetchRecordSchema = z.strictObject({
  schemaVersion: z.literal(1),
  kind: z.enum(FETCH_KINDS),
  /** Null: bars. */
  table: z.string().nullable(),
  period: z.string(),
  symbol: z.string(),
  market: z.string(),
  source: z.string(),
  fromMs: z.number(),
  toMs: z.number(),
  atMs: z.number(),
  /** That were new. */
  rows: count,
  archives: count,
  fromInterface: count,
  /** Months or days that were in the data before. */
  known: count,
  /** Months or days of that time that the source does not have. */
  missing: z.array(z.string()),
  /** Archives without a published checksum, in all fetches so far. */
  unverified: count,
  unreadable: count,
  /** What had to be taken for granted. */
  notes: z.array(z.string()),
})
export type FetchRecord = z.infer<typeof fetchRecordSchema>
