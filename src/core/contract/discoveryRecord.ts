import { z } from 'zod'
import { SENSOR_KINDS } from '../market/sensors/sensorKinds.ts'
import { ledgerBasisSchema } from './ledger.ts'
import { syntheticSchema } from './workspace.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const instant = z.iso.datetime({ precision: 3 })
const figure = z.number().nullable()

/** What a discovery may be named: the id that it is given by its content, or a name of one's own. */
export const DISCOVERY_ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/
export const DISCOVERY_PIPELINE = 'discovery'

export const hypothesisSchema = z.strictObject({
  id: z.string(),
  symbol: z.string(),
  family: z.string(),
  condition: z.string(),
  direction: z.enum(['long', 'short']),
  horizonBars: z.number().int(),
})

/** As `HypothesisResult` of `core/discovery`, where every field is told. */
export const hypothesisResultSchema = z.strictObject({
  hypothesis: hypothesisSchema,
  counts: z.strictObject({ detected: z.number(), inCondition: z.number(), finished: z.number() }),
  refusal: z.enum(['too-few-events', 'no-sensor', 'no-context', 'no-controls']).nullable(),
  events: z.number(),
  effectiveEvents: z.number(),
  apartEvents: z.number(),
  controls: z.number(),
  meanReturn: figure,
  controlMean: figure,
  uplift: figure,
  upliftLow: figure,
  upliftHigh: figure,
  effectSize: figure,
  hitRate: figure,
  tHac: figure,
  pHac: figure,
  pPlacebo: figure,
  pValue: figure,
  qBh: figure,
  qBy: figure,
  pFamilyWise: figure,
  breakEvenBps: figure,
  netMeanReturn: figure,
})
export type StoredHypothesisResult = z.infer<typeof hypothesisResultSchema>

/** Something about a sensor that a person should know; `error` ends the run. */
export const sensorFindingSchema = z.strictObject({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'note']),
  sentence: z.string(),
  advice: z.string(),
})
export type SensorFinding = z.infer<typeof sensorFindingSchema>

const sensorSchema = z.strictObject({
  kind: z.enum(SENSOR_KINDS),
  /** `table.column`. */
  column: z.string(),
  contentHash: sha256,
  rows: z.number().int(),
  firstTime: instant.nullable(),
  lastTime: instant.nullable(),
  symbols: z.array(z.string()),
  findings: z.array(sensorFindingSchema),
  /** What its import changed, as a corrected clock. */
  notes: z.array(z.string()),
})

const familySchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  formula: z.string(),
  source: z.string(),
})
const dimensionSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  formula: z.string(),
  states: z.array(z.string()),
})

/** What tells a discovery from other runs: `runs/` holds those of the pipeline too. */
export const discoveryMarkSchema = z.object({ pipeline: z.literal(DISCOVERY_PIPELINE) })

/** `runs/<id>/manifest.json`: what a discovery is, written before its first hypothesis is tested. */
export const discoveryManifestSchema = z.strictObject({
  schemaVersion: z.literal(1),
  pipeline: z.literal(DISCOVERY_PIPELINE),
  runId: z.string(),
  /** First 16 hex digits of the hash of all that decides its bytes. */
  contentId: z.string().regex(/^[0-9a-f]{16}$/),
  engineVersion: z.string(),
  symbols: z.array(z.string()),
  quoteCurrency: z.string(),
  interval: z.string(),
  intervalMs: z.number(),
  /** The bars as they were stored, and what the ones looked at were made of. */
  origins: z.array(z.strictObject({ symbol: z.string(), storedInterval: z.string(), contentHash: sha256 })),
  /** Starts of the first and the last bar that is looked at. */
  firstTime: instant,
  lastTime: instant,
  bars: z.number().int(),
  holdOut: z.strictObject({ sealedFrom: instant.nullable(), isFixed: z.boolean() }),
  synthetic: syntheticSchema.nullable(),
  sensors: z.array(sensorSchema),
  grammar: z.strictObject({
    symbols: z.array(z.string()),
    families: z.array(z.string()),
    conditions: z.array(z.string()),
    directions: z.array(z.enum(['long', 'short'])),
    horizonsBars: z.array(z.number().int()),
  }),
  /** How many hypotheses the grammar makes: each is a trial. */
  hypotheses: z.number().int(),
  families: z.array(familySchema),
  dimensions: z.array(dimensionSchema),
  /** Completed; enough to run it again on the same data. */
  spec: z.json(),
  settings: z.json(),
  configHash: sha256,
  assumptions: z.array(z.strictObject({ field: z.string(), value: z.json(), meaning: z.string() })),
  warnings: z.array(z.string()),
  notes: z.array(z.string()),
  /** By key of the ledger: what others had tried on each symbol when this discovery began. */
  ledgerBasis: z.record(z.string(), ledgerBasisSchema),
})
export type DiscoveryManifest = z.infer<typeof discoveryManifestSchema>

/** As `DiscoverySettings` of `core/discovery`, without what says how far it is taken. */
export const discoverySettingsSchema = z.object({
  seed: z.number(),
  minimumEvents: z.number(),
  controlsPerEvent: z.number(),
  falseDiscoveryRate: z.number(),
  resamples: z.number(),
  mostShifts: z.number(),
  roundTripBps: z.array(z.number()),
})

/** `runs/<id>/ledger.json`: trials of all symbols together, of this run and recorded by others before it. */
export const discoveryTrialsSchema = z.strictObject({
  schemaVersion: z.literal(1),
  own: z.number().int(),
  before: z.number().int(),
})

const count = z.number().int()

/** How many hypotheses came through what, as a list of discoveries tells it. */
export const discoveryTallySchema = z.strictObject({
  declared: count,
  tested: count,
  refused: z.record(z.string(), count),
  discoveries: count,
  familyWise: count,
  alone: count,
  candidates: count,
})

/**
 * `runs/<id>/complete.json`, written last: the SHA-256 of every file of the run, its reports included, which stages were done, and what a list of discoveries tells, so that it opens nothing else.
 * The optional fields are not in what versions before 0.5.0 wrote. `counts` null: nothing was tested.
 */
export const discoveryCompleteSchema = z.strictObject({
  schemaVersion: z.literal(1),
  contentId: z.string().optional(),
  stages: z.array(z.string()),
  counts: discoveryTallySchema.nullable().optional(),
  files: z.record(z.string(), sha256),
  bytes: z.record(z.string(), count).optional(),
})
export type DiscoveryComplete = z.infer<typeof discoveryCompleteSchema>
