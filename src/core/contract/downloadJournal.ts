import { z } from 'zod'
import { askedSpanSchema, downloadCountsSchema, downloadTermsSchema, timeSpanSchema } from './download.ts'

const instantMs = z.number()

/** Sessions of the venue as its schedule told them; everything between `fromMs` and `toMs` was asked for. */
const knownSessionsSchema = z.strictObject({
  fromMs: instantMs,
  toMs: instantMs,
  sessions: z.array(timeSpanSchema),
})
export type KnownSessions = z.infer<typeof knownSessionsSchema>

/** `data/raw/downloads/<series>/journal.json`: all that the downloads of a series have asked and learnt, over all of its layers. */
const downloadJournalSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** The id of the download that was counted in last: one that a kill left behind is not counted twice. */
  plan: z.string(),
  terms: downloadTermsSchema,
  headTimeMs: instantMs.nullable(),
  serverVersion: z.number().int(),
  /** Disjoint, ascending. */
  asked: z.array(askedSpanSchema),
  sessions: knownSessionsSchema.nullable(),
  counts: downloadCountsSchema,
  notes: z.array(z.string()),
})
export type DownloadJournal = z.infer<typeof downloadJournalSchema>

/**
 * `pending/plan.json`: the download that is under way. `spans` are walked back one after the other; `replaces` means that every layer
 * of the series is fetched anew (its scale has changed).
 */
const downloadPlanSchema = z.strictObject({
  schemaVersion: z.literal(1),
  id: z.string(),
  terms: downloadTermsSchema,
  interval: z.string(),
  headTimeMs: instantMs.nullable(),
  spans: z.array(timeSpanSchema),
  replaces: z.boolean(),
  notes: z.array(z.string()),
})
export type DownloadPlan = z.infer<typeof downloadPlanSchema>

const numbers = z.array(z.number())

/**
 * `pending/<number>.json`: one answered question. `phase` says why it was asked: `walk` back through span `span`, `tail` check of the
 * newest bars, or a `hole`. Covers [fromMs, endMs). Bars ascending, one a time; `trades` null where the source has none.
 */
const downloadAnswerSchema = z.strictObject({
  phase: z.enum(['walk', 'tail', 'hole']),
  span: z.number().int().min(0),
  fromMs: instantMs,
  endMs: instantMs,
  empty: z.boolean(),
  revisions: z.number().int().min(0),
  timeMs: numbers,
  open: numbers,
  high: numbers,
  low: numbers,
  close: numbers,
  volume: numbers,
  trades: z.array(z.number().nullable()),
})
export type DownloadAnswer = z.infer<typeof downloadAnswerSchema>

/** Null: not what it should be. */
export const readDownloadJournal = (value: unknown): DownloadJournal | null =>
  downloadJournalSchema.safeParse(value).data ?? null
export const readDownloadPlan = (value: unknown): DownloadPlan | null =>
  downloadPlanSchema.safeParse(value).data ?? null
export const readDownloadAnswer = (value: unknown): DownloadAnswer | null =>
  downloadAnswerSchema.safeParse(value).data ?? null
export const readKnownSessions = (value: unknown): KnownSessions | null =>
  knownSessionsSchema.safeParse(value).data ?? null
