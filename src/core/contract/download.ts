import { z } from 'zod'

/** What a bar is made of, in the broker's words. BID_ASK is left out: its bars are no open, high, low and close. */
export const WHAT_TO_SHOW = ['AGGTRADES', 'TRADES', 'MIDPOINT', 'BID', 'ASK'] as const
export type WhatToShow = (typeof WHAT_TO_SHOW)[number]

/** One instrument at one venue, as the broker names it. */
export const venueContractSchema = z.strictObject({
  conId: z.number().int().positive(),
  symbol: z.string(),
  securityType: z.enum(['CRYPTO', 'STK', 'IND']),
  exchange: z.string(),
  primaryExchange: z.string(),
  currency: z.string(),
  localSymbol: z.string(),
  longName: z.string(),
  timeZone: z.string(),
})
export type VenueContract = z.infer<typeof venueContractSchema>

const instantMs = z.number()
const count = z.number().int().min(0)

/** Half-open, UTC milliseconds. */
export const timeSpanSchema = z.strictObject({ fromMs: instantMs, toMs: instantMs })
export type TimeSpan = z.infer<typeof timeSpanSchema>

/** An answered question: the span it covers, and how often the source said that nothing is there (0: it gave bars). */
export const askedSpanSchema = z.strictObject({ fromMs: instantMs, toMs: instantMs, answers: count, empties: count })
export type AskedSpan = z.infer<typeof askedSpanSchema>

/** What a download cost, summed over all sessions of a series. */
export const downloadCountsSchema = z.strictObject({
  requests: count,
  retries: count,
  timeouts: count,
  pacingErrors: count,
  reconnects: count,
  revisions: count,
  identicalOverlaps: count,
  resumes: count,
})
export type DownloadCounts = z.infer<typeof downloadCountsSchema>

/** The settings that make two downloads parts of one series: bars of other settings are never mixed with them. */
export const downloadTermsSchema = z.strictObject({
  contract: venueContractSchema,
  whatToShow: z.enum(WHAT_TO_SHOW),
  regularHours: z.boolean(),
})
export type DownloadTerms = z.infer<typeof downloadTermsSchema>

const holeKindSchema = z.enum(['closed-session', 'no-trades', 'unexplained'])
export type HoleKind = z.infer<typeof holeKindSchema>

/**
 * The proof of what a download holds. `expectedBars` are the bars of the calendar that lie in a session of the venue, over the span
 * that was asked for (from the head at the earliest). `closed-session`: the calendar has the bar, the venue was shut. `no-trades`: the
 * venue was open and said at least twice that it has no such bar. `unexplained`: everything else. `hash` is the SHA-256 of the
 * canonical JSON of all other fields.
 */
export const completenessSchema = z.strictObject({
  /** `simulated`: the gateway was a simulation, and no market is behind the bars. */
  source: z.enum(['ibkr', 'simulated']),
  terms: downloadTermsSchema,
  adjustment: z.enum(['split-adjusted', 'none']),
  headTime: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  serverVersion: z.number().int(),
  sessionsKnown: z.boolean(),
  sessions: count,
  expectedBars: count,
  receivedBars: count,
  missingBars: count,
  closedBars: count,
  noTradesBars: count,
  unexplainedBars: count,
  /** Bars that came although the venue's schedule says it was shut. */
  barsOutsideSessions: count,
  holeCount: count,
  /** The first of `holeCount`: starts of the first and last missing bar. */
  holes: z.array(z.strictObject({ from: z.string(), to: z.string(), bars: count, kind: holeKindSchema })),
  counts: downloadCountsSchema,
  notes: z.array(z.string()),
  hash: z.string(),
})
export type Completeness = z.infer<typeof completenessSchema>
