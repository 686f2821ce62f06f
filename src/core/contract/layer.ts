import { z } from 'zod'
import { downloadTermsSchema, timeSpanSchema } from './download.ts'
import { syntheticSchema } from './workspace.ts'

const EPOCH_UNITS = ['s', 'ms', 'us', 'ns'] as const
export type EpochUnit = (typeof EPOCH_UNITS)[number]

const sourceTimeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('epoch'), unit: z.enum(EPOCH_UNITS) }).strict(),
  z.object({ kind: z.literal('iso') }).strict(),
  z.object({ kind: z.literal('pattern'), tokens: z.string() }).strict(),
  z.object({ kind: z.literal('typed') }).strict(),
])
export type SourceTime = z.infer<typeof sourceTimeSchema>

/**
 * How a received file is read. `columns` maps a field to the positions (from 0) that may hold it, first choice first; empty: the source
 * has none. `timeZone` is null where the times say their own. `guessed` names what the file itself told, the rest was given.
 */
const sourceFormatSchema = z
  .object({
    container: z.enum(['text', 'parquet']),
    encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'latin-1']),
    delimiter: z.string(),
    decimal: z.enum(['.', ',']),
    firstRowLine: z.number().int(),
    fieldCount: z.number().int(),
    columnNames: z.array(z.string()).nullable(),
    columns: z.record(z.string(), z.array(z.number().int())),
    time: sourceTimeSchema,
    timeZone: z.string().nullable(),
    newestFirst: z.boolean(),
    /** Tables only: known-at is the event's time and this much later. Null where a column says it. */
    knownDelayMs: z.number().nullable(),
    /** Tables of funding: the clock of the stamps is proven against the settlement grid, and corrected where it was another. */
    provenClock: z.boolean().optional(),
    guessed: z.array(z.string()),
  })
  .strict()
export type SourceFormat = z.infer<typeof sourceFormatSchema>

/** `data/raw/layers/<number>/manifest.json`, written last: the layer exists when it is there. `files` maps a file to its SHA-256. */
export const layerManifestSchema = z
  .object({
    schemaVersion: z.literal(1),
    layer: z.number().int().positive(),
    kind: z.enum(['bars', 'table']),
    /** The instrument's symbol, or the table's name. */
    subject: z.string(),
    interval: z.string().nullable(),
    role: z.enum(['primary', 'secondary']).nullable(),
    source: z.enum(['file', 'synthetic', 'ibkr']),
    sourceName: z.string(),
    sourceSha256: z.string(),
    synthetic: syntheticSchema.nullable(),
    format: sourceFormatSchema.nullable(),
    files: z.record(z.string(), z.string()),
    rows: z.number().int(),
    unreadableRows: z.number().int(),
    firstTimeMs: z.number().nullable(),
    lastTimeMs: z.number().nullable(),
    /** Up to when the source was complete: not later than the file's own time stamp where that is credible. */
    receivedAtMs: z.number().nullable(),
    /** Of a downloaded layer: the settings, and the spans that were walked. `plan` tells a layer that was finished just before a kill. */
    download: z
      .strictObject({ plan: z.string(), terms: downloadTermsSchema, spans: z.array(timeSpanSchema) })
      .nullable()
      .default(null),
    /** Earlier layers that no longer count: the same source file read otherwise, or bars of another scale. They are kept. */
    supersedes: z.array(z.number().int()),
    notes: z.array(z.string()),
    /** What was taken from every time stamp of a table, because its clock was proven to be ahead of UTC by so much. */
    clockShiftMs: z.number().optional(),
  })
  .strict()
export type LayerManifest = z.infer<typeof layerManifestSchema>
