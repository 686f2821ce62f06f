import { z } from 'zod'
import type { Trouble } from '../../outcome/outcome.ts'
import type { JsonValue } from '../jsonValue.ts'
import { REVIEW_DECISIONS, RISK_PROFILES } from '../leaderboard.ts'
import { MODEL_STAGES } from '../modelRecord.ts'
import { MODEL_ID_PATTERN } from '../predictionsPassport.ts'
import type { BacktestListItem, BacktestTradeView, BacktestView } from './backtestViews.ts'
import type { FeaturesView, MatricesView, MatrixView } from './buildViews.ts'
import { CARE_CALLS } from './careCalls.ts'
import { downloadJobSchema, sampleJobSchema, watchJobSchema } from './dataJobs.ts'
import { DISCOVERY_CALLS, discoverJobSchema } from './discoveryCalls.ts'
import { type EventsView, type EventView, TRADE_CURVES, type TradeView } from './exploreViews.ts'
import { FETCH_CALLS, fetchJobSchema } from './fetchCalls.ts'
import { HOLD_OUT_CALLS, sealJobSchema } from './holdOutCalls.ts'
import { IMPORT_CALLS, importJobSchema, predictionsJobSchema } from './importCalls.ts'
import type {
  BoardEntryView,
  BoardListView,
  BoardUpdateView,
  CartListView,
  DeploymentListView,
} from './leaderboardViews.ts'
import type { LedgerView } from './ledgerViews.ts'
import type { BuiltMatrixView, FamiliesView, MatrixListItem, OwnFeatureView } from './matrixViews.ts'
import {
  exportModelJobSchema,
  foretellJobSchema,
  importModelJobSchema,
  MODEL_CALLS,
  predictJobSchema,
} from './modelCalls.ts'
import type { LearnerView, ModelCurvesView, ModelListItem, ModelView, RowExplanationView } from './modelViews.ts'
import { POWER_CALLS } from './powerCalls.ts'
import { ROBUSTNESS_CALLS, robustnessJobSchema } from './robustnessCalls.ts'
import { call, stream } from './rpc.ts'
import { type Settings, settingsSchema } from './settings.ts'
import type { StrategyView } from './strategyView.ts'
import {
  MAP_MEASURES,
  type SweepListItem,
  type SweepView,
  type TrialMapView,
  type TrialPointsView,
  type TrialsView,
  type TrialView,
  trialChoiceSchema,
} from './sweepViews.ts'
import type {
  BrokenSettings,
  CandlesView,
  CoverageView,
  ExportView,
  HomeView,
  JobNews,
  ManifestFault,
  ManifestSource,
  ManifestView,
  RejectsView,
  RunComparisonView,
  RunListItem,
  RunView,
  WorkspaceDataView,
} from './views.ts'

const nothing = z.strictObject({})
const name = z.string().min(1).max(64)
const workspace = z.strictObject({ workspace: name })
const series = workspace.extend({ symbol: z.string().min(1).max(32), interval: z.string().min(1).max(8) })
const run = workspace.extend({ runId: z.string().min(1).max(64) })
const text = z.string().max(1_000)
const backtest = workspace.extend({ backtestId: z.string().min(1).max(64) })
const column = z.string().min(1).max(80)
const entry = workspace.extend({ id: z.string().min(1).max(64) })
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
/** A version of a model: `ID@1f0a93bc`, or the ID alone for the one that it stands for. */
const model = workspace.extend({ model: z.string().min(1).max(200) })

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
/** `spec`: a specification as YAML, as `--config` and `--spec` of the command line read it from a file. */
const spec = z.string().min(1).max(200_000)
/** What is traded, and when, where it is said beside the specification. `predictions`: a file, absolute on the machine of the engine. */
const besideSpec = {
  strategy: text.optional(),
  model: text.optional(),
  predictions: z.string().max(4_096).optional(),
  from: text.optional(),
  to: text.optional(),
}
export const backtestJobSchema = z.strictObject({
  kind: z.literal('backtest'),
  spec,
  ...besideSpec,
  engine: z.enum(['vector', 'event', 'both']).optional(),
  throughHoldOut: z.boolean().optional(),
})
export const sweepJobSchema = z.strictObject({
  kind: z.literal('sweep'),
  spec,
  ...besideSpec,
  method: z.enum(['grid', 'random', 'tpe', 'genetic']).optional(),
  trials: z.number().int().min(1).optional(),
  seed: z.number().int().min(0).optional(),
  workers: z.number().int().min(1).max(256).optional(),
  /** Only tells what it would take. */
  estimate: z.boolean().optional(),
})
export const buildJobSchema = z.strictObject({
  kind: z.literal('build'),
  spec,
  tickers: z.array(z.string().max(32)).min(1).max(5_000).optional(),
  start: text.optional(),
  end: text.optional(),
})
export const trainJobSchema = z.strictObject({
  kind: z.literal('train'),
  spec,
  /** `latest`, a name, or the first letters of a hash. */
  matrix: z.string().min(1).max(200).optional(),
  model: z.string().min(1).max(64).optional(),
  id: z.string().regex(MODEL_ID_PATTERN).optional(),
  seeds: z.number().int().min(1).max(50).optional(),
  seed: z.number().int().min(0).optional(),
  workers: z.number().int().min(1).max(256).optional(),
  despiteFindings: z.boolean().optional(),
  /** A version to go on from: an ID, or `ID@1f0a93bc`. */
  from: z.string().min(1).max(200).optional(),
})
export const verifyJobSchema = z.strictObject({ kind: z.literal('verify'), runId: z.string().max(64) })

/** Writes a kept result as a page and as sheets, below `exports/<id>` of the workspace. */
export const reportJobSchema = z.strictObject({ kind: z.literal('report'), result: z.string().min(1).max(140) })

/** Validates an entry of the cart once more and locks its configuration. `id`: of the entry. */
export const lockJobSchema = z.strictObject({ kind: z.literal('lock'), id: z.string().min(1).max(64) })

export const jobRequestSchema = z.discriminatedUnion('kind', [
  pipelineJobSchema,
  downloadJobSchema,
  watchJobSchema,
  sampleJobSchema,
  importJobSchema,
  verifyJobSchema,
  backtestJobSchema,
  sweepJobSchema,
  buildJobSchema,
  trainJobSchema,
  lockJobSchema,
  discoverJobSchema,
  robustnessJobSchema,
  reportJobSchema,
  fetchJobSchema,
  predictJobSchema,
  foretellJobSchema,
  exportModelJobSchema,
  importModelJobSchema,
  predictionsJobSchema,
  sealJobSchema,
])
export type JobRequest = z.infer<typeof jobRequestSchema>

/** Everything that may be asked of the engine, by window, browser or command line. */
export const API = {
  'home.show': call<HomeView>()(nothing),
  'settings.show': call<Settings>()(nothing),
  'settings.save': call<Settings>()(settingsSchema),
  /** The file with settings that could not be used, where one lies there and the person has not put it aside; else null. */
  'settings.broken': call<BrokenSettings | null>()(nothing),
  /** Puts that file aside under a name of its own; nothing is lost. Error `file-missing`. */
  'settings.dismissBroken': call<{ readonly movedTo: string }>()(nothing),

  'workspace.check': call<{ readonly yaml: string }>()(workspaceDraftSchema),
  'workspace.create': call<ManifestView>()(workspaceDraftSchema),
  'workspace.manifest': call<ManifestView>()(workspace),
  /** Error `manifest-changed` where somebody else changed it since `baseSha256`. */
  'workspace.save': call<ManifestView>()(workspace.extend({ text: z.string().max(200_000), baseSha256: z.string() })),
  /** The manifest's text as it lies there, usable or not, with what is wrong with it. */
  'workspace.source': call<ManifestSource>()(workspace),
  /** What is wrong with a text that is not saved yet. */
  'workspace.judge': call<readonly ManifestFault[]>()(workspace.extend({ text: z.string().max(200_000) })),
  /** Puts a usable text in place of one that is not; the old one is kept beside. Errors `manifest-changed`, `manifest-invalid`. */
  'workspace.repair': call<ManifestView>()(workspace.extend({ text: z.string().max(200_000), baseSha256: z.string() })),
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

  'runs.list': call<readonly RunListItem[]>()(workspace),
  'runs.show': call<RunView>()(run),
  /** The kept output of a stage, as in `PairOutputs`. Error `no-stage-output`. */
  'runs.stage': call<JsonValue>()(run.extend({ stage: name })),
  'runs.compare': call<RunComparisonView>()(workspace.extend({ left: name, right: name })),
  /** All events of a detector under its standard setting. Errors `run-data-changed`, `unknown-detector`. */
  'runs.events': call<EventsView>()(run.extend({ detector: name })),
  /** One event of a detector under its standard setting, with its bars and features. Error `no-such-event`. */
  'runs.event': call<EventView>()(
    run.extend({
      detector: name,
      timeMs: z.number(),
      role: z.number().int().min(0).max(2),
      direction: z.union([z.literal(1), z.literal(-1)]),
    }),
  ),
  /** The trade of a curve in that row of its table. Errors `no-such-trade`, `no-stage-output`. */
  'runs.trade': call<TradeView>()(run.extend({ curve: z.enum(TRADE_CURVES), row: z.number().int().min(0) })),
  /** What a run kept to learn from. Error `run-broken`. */
  'runs.matrices': call<MatricesView>()(run),
  /** One matrix of a run, examined. Errors `matrix-unknown`, `matrix-missing`, `matrix-unreadable`. */
  'runs.matrix': call<MatrixView>()(run.extend({ sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
  /** A published file: text as it is, pictures as base64. */
  'runs.artifact': call<{ readonly encoding: 'text' | 'base64'; readonly content: string }>()(
    run.extend({ file: z.string().max(300) }),
  ),
  'runs.export': call<ExportView>()(run.extend({ folder: z.string().min(1).max(4_096) })),

  /** Stored backtests, by their ids. */
  'backtests.list': call<readonly BacktestListItem[]>()(workspace),
  /** One of them with its trades and its equity a day. Errors `backtest-missing`, `backtest-unfinished`, `backtest-broken`. */
  'backtests.show': call<BacktestView>()(backtest),
  /** The trade in that row of its table. Error `no-such-trade`. */
  'backtests.trade': call<BacktestTradeView>()(backtest.extend({ row: z.number().int().min(0) })),

  /** What is wrong with a specification as it is written; null: it can be read. Data and instruments are not looked at. */
  /** What a specification says, as JSON. Error `spec-unreadable`. */
  'specs.values': call<JsonValue>()(z.strictObject({ text: z.string().max(200_000) })),
  /** The text with one place of it set, everything else and every comment as it was; without `value` the place is taken out. Errors `spec-unreadable`, `spec-no-place`. */
  'specs.edit': call<{ readonly text: string }>()(
    z.strictObject({
      text: z.string().max(200_000),
      path: z
        .array(z.union([z.string().min(1).max(128), z.number().int().min(0)]))
        .min(1)
        .max(8),
      value: z.json().optional(),
    }),
  ),
  /** Strategies that can be traded, with their parameters. */
  'strategies.list': call<readonly StrategyView[]>()(nothing),
  'specs.judge': call<Trouble | null>()(
    z.strictObject({
      kind: z.enum(['backtest', 'sweep', 'build', 'train', 'discover', 'robustness']),
      text: z.string().max(200_000),
    }),
  ),
  /** Stored sweeps, by their ids. */
  'sweeps.list': call<readonly SweepListItem[]>()(workspace),
  /** A finished one. Errors `sweep-missing`, `sweep-unfinished`, `sweep-broken`, `sweep-too-many-trials`. */
  'sweeps.show': call<SweepView>()(workspace.extend({ sweepId: z.string().min(1).max(64) })),
  /** One trial whole, with the specification of a backtest of it. Errors `no-such-trial`, `bad-domain`. */
  'sweeps.trial': call<TrialView>()(
    workspace.extend({ sweepId: z.string().min(1).max(64), row: z.number().int().min(0) }),
  ),
  /** Trials in the order of a column (null: of evaluation), from `offset` on. Error `unknown-column`. */
  'sweeps.trials': call<TrialsView>()(
    trialChoiceSchema.extend({
      sort: column.nullable(),
      descending: z.boolean(),
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(1_000),
    }),
  ),
  /** Evenly chosen trials for a picture, `most` at most, and besides those of the rows in `keep`. */
  'sweeps.points': call<TrialPointsView>()(
    trialChoiceSchema.extend({
      columns: z.array(column).min(1).max(60),
      most: z.number().int().min(1).max(20_000),
      keep: z.array(z.number().int().min(0)).max(20),
    }),
  ),
  'sweeps.map': call<TrialMapView>()(
    trialChoiceSchema.extend({ x: column, y: column, figure: column, measure: z.enum(MAP_MEASURES) }),
  ),

  ...DISCOVERY_CALLS,
  ...ROBUSTNESS_CALLS,
  ...FETCH_CALLS,
  ...MODEL_CALLS,
  ...IMPORT_CALLS,
  ...HOLD_OUT_CALLS,
  ...CARE_CALLS,
  ...POWER_CALLS,

  /** Finished results, ranked; `workspace` null: of the whole home. Errors: those of the filter, `rank-unknown`. */
  'leaderboard.show': call<BoardListView>()(
    z.strictObject({
      workspace: name.nullable(),
      filter: z.string().max(2_000).nullable(),
      by: column,
      order: z.enum(['asc', 'desc']).nullable(),
      limit: z.number().int().min(1).max(5_000),
    }),
  ),
  'leaderboard.entry': call<BoardEntryView>()(entry),
  /** Takes up what was finished since, and lets go of what is gone. */
  'leaderboard.update': call<BoardUpdateView>()(workspace),
  /** Adds a note, and with it perhaps a decision; nothing is ever taken back. Errors `review-empty`, `review-too-long`, `entry-missing`. */
  'leaderboard.review': call<null>()(
    entry.extend({ note: z.string().max(10_000), decision: z.enum(REVIEW_DECISIONS).nullable() }),
  ),
  /** The record of all trials, of the home (`symbols` null) or of all that counts for one set of instruments as the ledger names it (`BTC+ETH`). `verify` recomputes the chain. */
  'ledger.view': call<LedgerView>()(
    z.strictObject({ symbols: z.string().min(1).max(400).nullable(), verify: z.boolean() }),
  ),
  'cart.show': call<CartListView>()(z.strictObject({ workspace: name.nullable() })),
  /** Only what was reviewed and accepted, and passes the gates of the profile. Errors `not-reviewed`, `review-rejected`, `gates-failed`, `optimistic-fill`. */
  'cart.add': call<null>()(entry.extend({ profile: z.enum(RISK_PROFILES).nullable() })),
  /** Error `not-in-cart`. */
  'cart.remove': call<null>()(entry),
  /** Locked configurations, newest first; `workspace` null: of the whole home. */
  'deployments.list': call<DeploymentListView>()(z.strictObject({ workspace: name.nullable() })),

  /** Every column that a matrix may have, as this engine defines it. */
  'features.list': call<FeaturesView>()(nothing),
  /** What a matrix may be built of, and what it may foretell. */
  'features.families': call<FamiliesView>()(nothing),
  /** A researcher's features in the workspace's folder, type-checked, run and scanned for look-ahead, in a process of its own. */
  'features.own': call<readonly OwnFeatureView[]>()(workspace),

  /** Built matrices, the one built last at the end. */
  'matrices.list': call<readonly MatrixListItem[]>()(workspace),
  /** One of them with its report. Errors `matrix-missing`, `matrix-unreadable`, `matrix-changed`. */
  'matrices.show': call<BuiltMatrixView>()(workspace.extend({ sha256 })),

  /** Kinds of model that can be trained. */
  'learners.list': call<readonly LearnerView[]>()(nothing),
  /** Versions of trained models, in the order in which they were trained. */
  'models.list': call<readonly ModelListItem[]>()(workspace),
  /** Errors `model-missing`, `model-ambiguous`, `model-unfinished`, `model-changed`. */
  'models.show': call<ModelView>()(model),
  /** How its out-of-fold probabilities part the classes. Errors as of `models.show` and `matrices.show`; `curves-of-values`. */
  'models.curves': call<ModelCurvesView>()(model),
  /** Puts a version into another stage. Errors `reason-needed`, `stage-unchanged`, `shadow-first`, `synthetic-data`, `workspace-busy`. */
  'models.promote': call<ModelListItem['version']>()(
    model.extend({ to: z.enum(MODEL_STAGES), reason: z.string().max(2_000) }),
  ),
  /** Why it says what it says of the row of the bar that begins then; `latest`: of the last row decided by then. Errors as of `models.curves`; `no-such-row`. */
  'models.explain': call<RowExplanationView>()(model.extend({ symbol: name, timeMs: z.number(), latest: z.boolean() })),

  'jobs.start': call<{ readonly key: string }>()(workspace.extend({ request: jobRequestSchema })),
  'jobs.cancel': call<null>()(z.strictObject({ key: name })),
  /** The same wish again, of an interrupted job: what is kept is not done again. Errors `job-missing`, `cannot-continue`, and those of `jobs.start`. */
  'jobs.continue': call<{ readonly key: string }>()(z.strictObject({ key: name })),
  /** An interrupted job is shown no more, now and later. Errors `job-missing`, `not-interrupted`. */
  'jobs.dismiss': call<null>()(z.strictObject({ key: name })),
  /** The end of a job's log. `skipped` null: many lines before it, not counted yet; asked again, it is a number. */
  'jobs.log': call<{ readonly lines: readonly string[]; readonly skipped: number | null }>()(
    workspace.extend({ jobId: name, last: z.number().int().min(1).max(5_000) }),
  ),
  'jobs.watch': stream<JobNews>()(nothing),
} as const
export type Api = typeof API
