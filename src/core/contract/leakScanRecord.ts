import { z } from 'zod'

export const LEAK_SCAN_FILE = 'leak-scan.json'

/** `clean`: everything was computed again without later bars, and came out the same. `leaks`: something did not. `unproven`: something could not be computed again, or nothing of it compared. */
export const LEAK_STATES = ['clean', 'leaks', 'unproven'] as const
export type LeakState = (typeof LEAK_STATES)[number]

const findingSchema = z.strictObject({
  name: z.string(),
  probe: z.string(),
  /** Bars before it were kept as they are; counted from the first bar that was scanned. */
  cut: z.number().int(),
  index: z.number().int(),
  /** Null: there was no value. */
  whole: z.number().nullable(),
  recomputed: z.number().nullable(),
})

/** One thing that was scanned. `kind` says what it is, `subject` which one. */
const partSchema = z.strictObject({
  kind: z.enum(['strategy', 'signals', 'predictions', 'features', 'events', 'context', 'labels']),
  subject: z.string(),
  state: z.enum(LEAK_STATES),
  /** One sentence: what the state rests on. */
  reason: z.string(),
  columns: z.number().int(),
  bars: z.number().int(),
  probes: z.array(z.string()),
  cuts: z.array(z.number().int()),
  /** Values compared. */
  compared: z.number().int(),
  /** Of which the first are in `findings`. */
  findingCount: z.number().int(),
  findings: z.array(findingSchema),
  /** Names of which nothing but missing values was compared. */
  unproven: z.array(z.string()),
  /** Names of which all compared values were the same number: little is proven of them. */
  constant: z.array(z.string()),
})
export type LeakPart = z.infer<typeof partSchema>

/** `leak-scan.json` beside every result: what was scanned, how, and what came of it. Without `clean` no gate of the leaderboard passes. */
export const leakScanRecordSchema = z.strictObject({
  schemaVersion: z.literal(1),
  state: z.enum(LEAK_STATES),
  reason: z.string(),
  parts: z.array(partSchema).min(1),
})
export type LeakScanRecord = z.infer<typeof leakScanRecordSchema>
