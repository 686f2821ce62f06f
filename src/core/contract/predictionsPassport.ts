import { z } from 'zod'
import { EXCHANGE_FORMATS } from './exchangeFormats.ts'

export const MODEL_ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/

const count = z.number().int().min(0)
const instant = z.iso.datetime({ precision: 3 })

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** The version of a model trained here that made predictions, and what it was trained on. */
export const trainedReferenceSchema = z.strictObject({
  version: z.string().regex(/^[0-9a-f]{8}$/),
  sha256,
  modelSha256: sha256,
  matrixSha256: sha256,
  configSha256: sha256,
})
export type TrainedReference = z.infer<typeof trainedReferenceSchema>

/** A model made by another program that foretold the rows of a matrix. Nobody here knows which of them it learned from. */
export const importedReferenceSchema = z.strictObject({
  format: z.enum(EXCHANGE_FORMATS),
  fileSha256: sha256,
  matrixSha256: sha256,
  /** Of every row. */
  inSample: z.literal('unknown'),
})
export type ImportedReference = z.infer<typeof importedReferenceSchema>

/** What events were found in: the bars as they were stored, and the tables that were looked at. Instants are of the first and the last bar. */
export const eventsReferenceSchema = z.strictObject({
  events: count,
  symbols: z.array(z.string()),
  firstTime: instant,
  lastTime: instant,
  origins: z.array(z.strictObject({ symbol: z.string(), storedInterval: z.string(), contentHash: sha256 })),
  /** `column`: `table.column`. */
  sensors: z.array(z.strictObject({ column: z.string(), contentHash: sha256 })),
})
export type EventsReference = z.infer<typeof eventsReferenceSchema>

/**
 * What is known of a model's predictions. Each is known at the close of the bar that its time names (the bar's start, UTC). `contentHash` is over symbols, times
 * and values in order; `withoutBar`: rows at whose time the stored series has no bar, or none yet.
 */
export const predictionsPassportSchema = z.strictObject({
  schemaVersion: z.literal(1),
  model: z.string().regex(MODEL_ID_PATTERN),
  interval: z.string(),
  source: z.string(),
  contentHash: z.string(),
  rows: count,
  withoutBar: count,
  least: z.number(),
  most: z.number(),
  symbols: z.array(z.strictObject({ symbol: z.string(), rows: count, firstTime: instant, lastTime: instant })),
  /** Of a model that was trained here; others were brought in. */
  trained: trainedReferenceSchema.optional(),
  /** Of a model that another program made. */
  imported: importedReferenceSchema.optional(),
  /** What a signal means, and what changes how it is to be read. */
  notes: z.array(z.string()).optional(),
})
export type PredictionsPassport = z.infer<typeof predictionsPassportSchema>

/** Null where it is not one. */
export function readPredictionsPassport(value: unknown): PredictionsPassport | null {
  const parsed = predictionsPassportSchema.safeParse(value)
  return parsed.success ? parsed.data : null
}
