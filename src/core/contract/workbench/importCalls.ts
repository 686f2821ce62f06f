import { z } from 'zod'
import { MODEL_ID_PATTERN, type PredictionsPassport } from '../predictionsPassport.ts'
import { call } from './rpc.ts'
import type { ImportPreview } from './views.ts'

const workspace = z.strictObject({ workspace: z.string().min(1).max(64) })
const text = z.string().max(1_000)

/** What a file is taken for: bars of an instrument, any other dated data, or what a model foretold. */
export const IMPORT_SUBJECTS = ['bars', 'table', 'predictions'] as const
export type ImportSubject = (typeof IMPORT_SUBJECTS)[number]

const timesSchema = z.strictObject({
  /** Absolute, on the machine of the engine. */
  file: z.string().min(1).max(4_096),
  columns: text.optional(),
  timeUnit: z.enum(['s', 'ms', 'us', 'ns', 'iso']).optional(),
  timeFormat: text.optional(),
  tz: text.optional(),
})
const formatSchema = timesSchema.extend({
  header: z.enum(['yes', 'no']).optional(),
  delimiter: z.string().max(4).optional(),
})

const importPreviewSchema = formatSchema.extend({
  /** Left out: bars. */
  subject: z.enum(IMPORT_SUBJECTS).optional(),
  /** Of the bars that are predicted. */
  interval: z.string().max(8).optional(),
})
export type ImportPreviewRequest = z.infer<typeof importPreviewSchema>

/** Bars of an instrument (`symbol`), or a table (`table`): one of them. */
export const importJobSchema = formatSchema.extend({
  kind: z.literal('import'),
  symbol: z.string().max(32).optional(),
  interval: z.string().max(8).optional(),
  table: z.string().max(64).optional(),
  /** Stamps of a table named funding are taken as they are, whatever the settlement grid shows. */
  keepStamps: z.boolean().optional(),
})

export const predictionsJobSchema = timesSchema.extend({
  kind: z.literal('predictions'),
  model: z.string().regex(MODEL_ID_PATTERN),
  /** Of the bars that are predicted; left out: the workspace's. */
  interval: z.string().max(8).optional(),
})

export const IMPORT_CALLS = {
  /** What a file would be read as; only its first rows are looked at. Errors: `path-not-absolute`, those of the file. */
  'data.preview': call<ImportPreview>()(importPreviewSchema),
  /** Predictions that are kept, by model: brought in, or out of fold of a model that was trained here. Error `predictions-broken`. */
  'predictions.list': call<readonly PredictionsPassport[]>()(workspace),
}
