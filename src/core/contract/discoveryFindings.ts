import { z } from 'zod'
import { hypothesisResultSchema } from './discoveryRecord.ts'

const figure = z.number().nullable()
const count = z.number().int()

/** Versions before 0.5.0 wrote no intervals of parts. */
const segmentFields = {
  name: z.string(),
  events: count,
  mean: figure,
  uplift: figure,
  upliftLow: figure.default(null),
  upliftHigh: figure.default(null),
}
const segmentSchema = z.strictObject(segmentFields)
const variantSchema = z.strictObject({ ...segmentFields, t: figure, pValue: figure })

/** As `CandidateStudy` of `core/discovery`, where every field is told. */
const candidateStudySchema = z.strictObject({
  id: z.string(),
  years: z.array(segmentSchema),
  regimes: z.array(segmentSchema),
  leaveOneOut: z.array(segmentSchema),
  symbols: z.array(variantSchema),
  withoutBest: z.array(z.strictObject({ without: count, mean: figure, uplift: figure })),
  median: figure,
  trimmedMean: figure,
  apart: segmentSchema,
  costs: z.array(z.strictObject({ times: z.number(), costBps: z.number(), netMean: figure })),
  delays: z.array(variantSchema),
  neighbours: z.array(variantSchema),
  decay: z.array(z.strictObject({ horizonBars: count, mean: figure, uplift: figure })),
  capacity: z.strictObject({
    medianBarValue: figure,
    barVolatility: figure,
    halfNetValue: figure,
    allNetValue: figure,
  }),
})

const edgeCandidateSchema = z.strictObject({
  standing: z.enum(['candidate', 'discovery', 'near']),
  result: hypothesisResultSchema,
  study: candidateStudySchema.nullable(),
  rules: z.array(z.strictObject({ rule: z.string(), passed: z.boolean().nullable(), reason: z.string() })),
})
export type StoredEdgeCandidate = z.infer<typeof edgeCandidateSchema>

/** `stages/phase2.json` of a discovery: as `DiscoveryFindings` of `core/discovery`. */
export const discoveryFindingsSchema = z.strictObject({
  declared: count,
  tested: count,
  refused: count,
  falseDiscoveryRate: z.number(),
  discoveriesByBenjaminiHochberg: count,
  discoveriesByBenjaminiYekutieli: count,
  familyWise: count,
  blockBars: count,
  blocks: count,
  results: z.array(hypothesisResultSchema),
  best: z.strictObject({
    luckiest: z.string().nullable(),
    pRealityCheck: figure,
    pSpaLower: figure,
    pSpaConsistent: figure,
    pSpaUpper: figure,
  }),
  power: z.strictObject({
    tested: count,
    medianEffectiveEvents: figure,
    smallestEffect: figure,
    smallestUpliftBps: figure,
  }),
  candidates: z.array(edgeCandidateSchema),
})
export type StoredDiscoveryFindings = z.infer<typeof discoveryFindingsSchema>

/** `stages/context.json`: how often each state was there, and whether a later bar changes an event or a state of an earlier one. */
export const discoveryContextSchema = z.strictObject({
  /** `silent`: columns that said the same of every bar looked at; the check proves little of these. */
  leakCheck: z.strictObject({ columns: count, failures: z.array(z.string()), silent: z.array(z.string()) }),
  states: z.array(
    z.strictObject({
      symbol: z.string(),
      dimension: z.string(),
      /** Bars in each state, in the order of the dimension; `unknown`: those in none. */
      bars: z.array(count),
      unknown: count,
    }),
  ),
})
export type DiscoveryContext = z.infer<typeof discoveryContextSchema>

/** `stages/phase1.json`: events of each hypothesis, in the order of the grammar. */
export const discoveryCountsSchema = z.strictObject({
  hypotheses: z.array(
    hypothesisResultSchema.pick({
      hypothesis: true,
      counts: true,
      refusal: true,
      events: true,
      effectiveEvents: true,
      apartEvents: true,
    }),
  ),
})
export type StoredDiscoveryCounts = z.infer<typeof discoveryCountsSchema>
