import { z } from 'zod'

const count = z.number().int().min(0)
const instant = z.iso.datetime({ precision: 3 }).nullable()

const TABLE_REJECT_REASONS = [
  'unparsable-time',
  'no-key',
  'not-a-number',
  'duplicate-identical',
  'duplicate-conflict',
] as const
export type TableRejectReason = (typeof TABLE_REJECT_REASONS)[number]

/** What is known of a table. `knownBeforeEvent`: rows known before they happened (a schedule), `revisions`: later rows of one key and event. */
export const tablePassportSchema = z.strictObject({
  schemaVersion: z.literal(1),
  kind: z.literal('table'),
  name: z.string(),
  sources: z.array(z.strictObject({ file: z.string(), sha256: z.string(), layer: count })),
  columns: z.array(z.strictObject({ name: z.string(), kind: z.enum(['number', 'text']) })),
  keys: count,
  firstEvent: instant,
  lastEvent: instant,
  firstKnown: instant,
  lastKnown: instant,
  rowsIn: count,
  clean: count,
  rejected: count,
  rejectsByReason: z.partialRecord(z.enum(TABLE_REJECT_REASONS), count),
  revisions: count,
  knownBeforeEvent: count,
  contentHash: z.string(),
  /** What was found out about the layers, and done to them. Passports written before have none. */
  notes: z.array(z.string()).default([]),
})
export type TablePassport = z.infer<typeof tablePassportSchema>
