import { z } from 'zod'
import { DISCOVERY_ID_PATTERN } from '../discoveryRecord.ts'
import {
  type CandidateRobustnessView,
  type DiscoveryFamiliesView,
  type DiscoveryListItem,
  type DiscoveryPlanView,
  type DiscoveryPointsView,
  type DiscoveryView,
  type EventStudyView,
  HYPOTHESIS_COLUMNS,
  type HypothesesView,
  hypothesisFilterSchema,
  PROMOTION_FORMS,
  type PromotionView,
} from './discoveryViews.ts'
import { call } from './rpc.ts'

const text = z.string().max(1_000)
const symbols = z.array(z.string().max(32)).min(1).max(50)
const onOff = z.boolean().optional()
const workspace = z.strictObject({ workspace: z.string().min(1).max(64) })
const discovery = workspace.extend({ runId: z.string().min(1).max(64) })
const hypothesis = discovery.extend({ id: z.string().min(1).max(300) })

export const discoverJobSchema = z.strictObject({
  kind: z.literal('discover'),
  /** As `assay discover run --spec` reads it; `{}` says nothing, and everything is as the defaults say. */
  spec: z.string().min(1).max(200_000),
  symbols: symbols.optional(),
  start: text.optional(),
  end: text.optional(),
  interval: z.string().min(1).max(8).optional(),
  runId: z.string().regex(DISCOVERY_ID_PATTERN).optional(),
  /** `all`, or the names of families with commas. */
  eventType: text.optional(),
  hypothesis: onOff,
  phase2: onOff,
  candidates: onOff,
  expectancy: onOff,
  robustness: onOff,
  seed: z.number().int().min(0).optional(),
  workers: z.number().int().min(1).max(256).optional(),
})
export type DiscoverJob = z.infer<typeof discoverJobSchema>

export const DISCOVERY_CALLS = {
  /** Discoveries, by their ids. */
  'discoveries.list': call<readonly DiscoveryListItem[]>()(workspace),
  /** Kinds of events and states that a discovery may look for. */
  'discoveries.families': call<DiscoveryFamiliesView>()(z.strictObject({})),
  /** How many hypotheses a specification makes, on the bars and sensors that there are; nothing is tested. Errors: those of its job but `too-many-hypotheses`. */
  'discoveries.plan': call<DiscoveryPlanView>()(
    workspace.extend({ spec: z.string().max(200_000), symbols: symbols.optional() }),
  ),
  /** A finished one. Errors `discovery-missing`, `discovery-unfinished`, `discovery-broken`. */
  'discoveries.get': call<DiscoveryView>()(discovery),
  /** Hypotheses in the order of a column (null: as they were declared); those without a value come last. Where nothing was tested their events are told and nothing else. */
  'discoveries.hypotheses': call<HypothesesView>()(
    discovery.extend({
      filter: hypothesisFilterSchema,
      sort: z.enum(HYPOTHESIS_COLUMNS).nullable(),
      descending: z.boolean(),
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(1_000),
    }),
  ),
  /** All that were tested, for a picture. Error `not-tested`. */
  'discoveries.points': call<DiscoveryPointsView>()(discovery),
  /** What prices did around its events, read from the bars again. Errors `no-such-hypothesis`, `no-events`, `discovery-data-changed`. */
  'discoveries.eventStudy': call<EventStudyView>()(hypothesis),
  /** Of a hypothesis that the control let through. Errors `no-such-candidate`, `not-tested`. */
  'discoveries.robustness': call<CandidateRobustnessView>()(hypothesis),
  /** Writes what runs a candidate below `candidates/` of the workspace. Errors `no-such-candidate`, `workspace-busy`, `cannot-promote`. */
  'discoveries.promote': call<PromotionView>()(hypothesis.extend({ form: z.enum(PROMOTION_FORMS) })),
}
