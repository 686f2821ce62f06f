import { z } from 'zod'

const day = z.union([z.iso.date(), z.date().transform((value) => value.toISOString().slice(0, 10))])
const symbol = z.string().min(1).max(32)
const symbols = z.array(symbol).min(1).max(5_000)
const names = z.array(z.string().min(1).max(128)).max(2_000).default([])

/** `funding.rate`, or with how old its newest value may be. */
const tableColumnSchema = z.union([
  z.string().min(3).max(128),
  z.strictObject({ column: z.string().min(3).max(128), max_age_days: z.number().positive().max(36_500) }),
])

/** All lists hold the same kind of text (`RSI_14`, `rank(momentum_20)`): they only put them in order. */
export const buildFeaturesSchema = z.strictObject({
  price_data: names,
  indicators: names,
  custom: names,
  calendar: names,
  pair: names,
  cross_sectional: names,
  tables: z.array(tableColumnSchema).max(500).default([]),
  own: names,
})
export type BuildFeatures = z.infer<typeof buildFeaturesSchema>

/** What `assay build --config` reads. */
export const buildSpecSchema = z.strictObject({
  ticker: symbol.optional(),
  tickers: symbols.optional(),
  instruments: symbols.optional(),
  start_date: day.optional(),
  /** Its day counts whole. */
  end_date: day.optional(),
  features: buildFeaturesSchema,
  target: z.union([z.string().min(1).max(128), z.record(z.string(), z.unknown())]),
  frequency: z.string().min(1).max(16).optional(),
})
export type BuildSpec = z.infer<typeof buildSpecSchema>

/** How old the newest value of a table may be where nobody says so. */
export const STANDARD_MAX_AGE_DAYS = 7

/** The texts that ask for columns, in the order in which they stand in a matrix. */
export function askedFeatures(features: BuildFeatures): readonly string[] {
  const { price_data, indicators, custom, calendar, pair, cross_sectional, own } = features
  const tables = features.tables.map((table) => (typeof table === 'string' ? table : table.column))
  return [...price_data, ...indicators, ...custom, ...calendar, ...pair, ...cross_sectional, ...tables, ...own]
}
