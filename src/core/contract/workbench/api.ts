import { z } from 'zod'
import type { JsonValue } from '../jsonValue.ts'
import type { RunRecord } from '../runRecord.ts'
import { call, stream } from './rpc.ts'
import { type Settings, settingsSchema } from './settings.ts'
import type {
  CandlesView,
  CoverageView,
  ExportView,
  HomeView,
  ImportPreview,
  JobNews,
  ManifestView,
  RejectsView,
  RunComparisonView,
  RunView,
  WorkspaceDataView,
} from './views.ts'

const nothing = z.strictObject({})
const name = z.string().min(1).max(64)
const workspace = z.strictObject({ workspace: name })
const series = workspace.extend({ symbol: z.string().min(1).max(32), interval: z.string().min(1).max(8) })
const run = workspace.extend({ runId: z.string().min(1).max(64) })
const text = z.string().max(1_000)

/** What the form for a new workspace says; the engine fills in its declared defaults and judges it. */
export const workspaceDraftSchema = z.strictObject({
  name: z.string().max(64),
  primary: z.string().max(32).optional(),
  secondary: z.string().max(32).optional(),
  symbols: z.array(z.string().max(32)).max(500).optional(),
  assetClass: z.string().max(16).optional(),
  calendar: z.string().max(32).optional(),
  interval: z.string().max(8).optional(),
  quoteCurrency: z.string().max(8).optional(),
  capital: z.number().optional(),
  seed: z.number().optional(),
  feeBps: z.number().optional(),
  slippageBps: z.number().optional(),
  borrowPerYear: z.number().optional(),
})
export type WorkspaceDraft = z.infer<typeof workspaceDraftSchema>

export const pipelineJobSchema = z.strictObject({
  kind: z.literal('pipeline'),
  startCapital: z.number().positive().optional(),
  seed: z.number().int().min(0).optional(),
  iterate: z.number().int().min(0).optional(),
  patternAid: z.boolean().optional(),
  workers: z.number().int().min(1).max(256).optional(),
})
export const downloadJobSchema = z.strictObject({
  kind: z.literal('download'),
  from: text.optional(),
  to: text.optional(),
  host: text.optional(),
  port: z.number().int().min(1).max(65_535).optional(),
  clientId: z.number().int().min(0).optional(),
  what: z.enum(['AGGTRADES', 'TRADES', 'MIDPOINT', 'BID', 'ASK']).optional(),
  allHours: z.boolean().optional(),
  venue: text.optional(),
  symbols: z.array(z.string().max(32)).max(500).optional(),
  politeMs: z.number().int().min(0).optional(),
})
export const sampleJobSchema = z.strictObject({
  kind: z.literal('sample'),
  sample: z.enum(['market', 'noise', 'planted']),
  strength: z.number().min(0).max(6).optional(),
  seed: z.number().int().min(0).optional(),
  bars: z.number().int().min(100).max(2_000_000).optional(),
})
export const importFormatSchema = z.strictObject({
  /** Absolute, on the machine of the engine. */
  file: z.string().min(1).max(4_096),
  columns: text.optional(),
  timeUnit: z.enum(['s', 'ms', 'us', 'ns', 'iso']).optional(),
  timeFormat: text.optional(),
  tz: text.optional(),
  header: z.enum(['yes', 'no']).optional(),
  delimiter: z.string().max(4).optional(),
})
export const importJobSchema = importFormatSchema.extend({
  kind: z.literal('import'),
  symbol: z.string().max(32),
  interval: z.string().max(8).optional(),
})
export const verifyJobSchema = z.strictObject({ kind: z.literal('verify'), runId: z.string().max(64) })

export const jobRequestSchema = z.discriminatedUnion('kind', [
  pipelineJobSchema,
  downloadJobSchema,
  sampleJobSchema,
  importJobSchema,
  verifyJobSchema,
])
export type JobRequest = z.infer<typeof jobRequestSchema>

/** Everything that may be asked of the engine, by window, browser or command line. */
export const API = {
  'home.show': call<HomeView>()(nothing),
  'settings.show': call<Settings>()(nothing),
  'settings.save': call<Settings>()(settingsSchema),

  'workspace.check': call<{ readonly yaml: string }>()(workspaceDraftSchema),
  'workspace.create': call<ManifestView>()(workspaceDraftSchema),
  'workspace.manifest': call<ManifestView>()(workspace),
  /** Error `manifest-changed` where somebody else changed it since `baseSha256`. */
  'workspace.save': call<ManifestView>()(workspace.extend({ text: z.string().max(200_000), baseSha256: z.string() })),
  'workspace.remove': call<{ readonly movedTo: string }>()(workspace),

  'data.show': call<WorkspaceDataView>()(workspace),
  'data.candles': call<CandlesView>()(
    series.extend({
      fromMs: z.number().nullable(),
      toMs: z.number().nullable(),
      most: z.number().int().min(10).max(4_000),
    }),
  ),
  'data.coverage': call<CoverageView>()(series),
  'data.rejects': call<RejectsView>()(
    series.extend({ offset: z.number().int().min(0), limit: z.number().int().min(1).max(500) }),
  ),
  'data.preview': call<ImportPreview>()(importFormatSchema),

  'runs.list': call<readonly RunRecord[]>()(workspace),
  'runs.show': call<RunView>()(run),
  /** The kept output of a stage, as in `PairOutputs`. Error `no-stage-output`. */
  'runs.stage': call<JsonValue>()(run.extend({ stage: name })),
  'runs.compare': call<RunComparisonView>()(workspace.extend({ left: name, right: name })),
  /** A published file: text as it is, pictures as base64. */
  'runs.artifact': call<{ readonly encoding: 'text' | 'base64'; readonly content: string }>()(
    run.extend({ file: z.string().max(300) }),
  ),
  'runs.export': call<ExportView>()(run.extend({ folder: z.string().min(1).max(4_096) })),

  'jobs.start': call<{ readonly key: string }>()(workspace.extend({ request: jobRequestSchema })),
  'jobs.cancel': call<null>()(z.strictObject({ key: name })),
  'jobs.log': call<{ readonly lines: readonly string[]; readonly skipped: number }>()(
    workspace.extend({ jobId: name, last: z.number().int().min(1).max(5_000) }),
  ),
  'jobs.watch': stream<JobNews>()(nothing),
} as const
export type Api = typeof API
