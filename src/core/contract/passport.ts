import { z } from 'zod'
import { FLAG_KINDS } from '../market/flags.ts'
import { CALENDARS } from '../market/instrument.ts'
import type { Passport } from '../market/passport.ts'
import { REJECT_REASONS } from '../market/reject.ts'
import { completenessSchema } from './download.ts'

const count = z.number().int().min(0)
const isoInstant = z.iso.datetime({ precision: 3 })

export const passportSchema = z.strictObject({
  schemaVersion: z.literal(1),
  symbol: z.string(),
  interval: z.string(),
  calendar: z.enum(CALENDARS),
  sources: z.array(z.strictObject({ file: z.string(), sha256: z.string(), layer: count })),
  firstTime: isoInstant.nullable(),
  lastTime: isoInstant.nullable(),
  rowsIn: count,
  clean: count,
  rejected: count,
  rejectsByReason: z.partialRecord(z.enum(REJECT_REASONS), count),
  flags: z.record(z.enum(FLAG_KINDS), z.strictObject({ runs: count, bars: count })),
  expectedBars: count,
  receivedBars: count,
  missingBars: count,
  gapCount: count,
  gaps: z.array(
    z.strictObject({
      from: isoInstant,
      to: isoInstant,
      bars: count,
      kind: z.enum(['no-trades-or-missing', 'whole-session']),
    }),
  ),
  revisions: count,
  contentHash: z.string(),
  synthetic: z
    .strictObject({
      kind: z.enum(['market', 'noise', 'planted']),
      seed: z.number().int(),
      strength: z.number().nullable(),
    })
    .nullable(),
  /** Passports written before there were downloads have none. */
  completeness: completenessSchema.nullable().default(null),
})

/** Does not compile where the schema and the type that `buildPassport` makes have drifted apart. */
export const readPassport: (value: unknown) => Passport | null = (value) => {
  const parsed = passportSchema.safeParse(value)
  return parsed.success ? parsed.data : null
}
