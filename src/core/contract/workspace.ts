import { z } from 'zod'
import { ASSET_CLASSES, CALENDARS } from '../market/instrument.ts'

export const WORKSPACE_SCHEMA_VERSION = 1
export const WORKSPACE_NAME_PATTERN = /^[A-Za-z0-9_-]{1,64}$/
export const SYMBOL_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/

export const costsSchema = z
  .object({
    feeBps: z.number().min(0).max(1000),
    slippageBps: z.number().min(0).max(1000),
    borrowPerYear: z.number().min(0).max(10),
  })
  .strict()

export const instrumentSchema = z
  .object({
    symbol: z.string().regex(SYMBOL_PATTERN),
    assetClass: z.enum(ASSET_CLASSES),
    calendar: z.enum(CALENDARS),
    source: z.string(),
    costs: costsSchema,
  })
  .strict()

/** Set by `data sample`; carried into every published file. */
export const syntheticSchema = z
  .object({ kind: z.enum(['market', 'noise', 'planted']), seed: z.number().int(), strength: z.number().nullable() })
  .strict()

export const workspaceSchema = z
  .object({
    schemaVersion: z.literal(WORKSPACE_SCHEMA_VERSION),
    name: z.string().regex(WORKSPACE_NAME_PATTERN),
    profile: z.enum(['crypto', 'equity']),
    interval: z.string(),
    quoteCurrency: z.string(),
    capital: z.number().positive(),
    seed: z.number().int().min(0),
    instruments: z.array(instrumentSchema).min(1),
    roles: z.object({ primary: z.string().optional(), secondary: z.string().optional() }).strict(),
    synthetic: syntheticSchema.optional(),
    /** Which detectors the pipeline may use; all of them where left out. */
    pipeline: z
      .object({ detectors: z.array(z.string()).min(1).optional() })
      .strict()
      .optional(),
  })
  .strict()

export type Workspace = z.infer<typeof workspaceSchema>
export type Synthetic = z.infer<typeof syntheticSchema>
