import type { Passport } from '../../market/passport.ts'
import type { Trouble } from '../../outcome/outcome.ts'
import type { RunRecord } from '../runRecord.ts'
import type { Summary } from '../summary.ts'
import type { TablePassport } from '../tablePassport.ts'
import type { Workspace } from '../workspace.ts'

/** A job as the engine process knows it, from its first moment on. `key` is the engine's own name of it; times UTC milliseconds. */
export type JobView = {
  readonly key: string
  readonly workspace: string
  /** `job-3` of the workspace, once it has begun there. */
  readonly jobId: string | null
  readonly kind: JobKind
  /** As it would be typed. */
  readonly command: string
  /** `interrupted`: its process died, in this engine or before it; what it finished is kept. */
  readonly state: 'starting' | 'running' | 'done' | 'failed' | 'cancelled' | 'interrupted'
  /** Interrupted, and the engine knows the wish that it came from: `jobs.continue` puts it again. */
  readonly canContinue: boolean
  readonly stages: readonly { readonly stage: string; readonly seconds: number | null }[]
  readonly stage: string
  readonly done: number
  readonly total: number
  readonly elapsedMs: number
  readonly etaMs: number | null
  readonly note: string
  /** The newest last; the log file holds all. */
  readonly notes: readonly string[]
  readonly trouble: Trouble | null
  readonly startedMs: number
  readonly endedMs: number | null
  /** What the command gave as its result, where it is done. */
  readonly result: unknown
}

export const JOB_KINDS = [
  'pipeline',
  'download',
  'watch',
  'fetch',
  'sample',
  'import',
  'verify',
  'backtest',
  'sweep',
  'build',
  'train',
  'predict',
  'foretell',
  'export-model',
  'import-model',
  'lock',
  'discover',
  'robustness',
  'report',
  'predictions',
  'seal',
] as const
export type JobKind = (typeof JOB_KINDS)[number]

/** First `all`, then each change of a job as a whole: who was cut off asks again and has lost and doubled nothing. */
export type JobNews =
  | { readonly type: 'all'; readonly jobs: readonly JobView[] }
  | { readonly type: 'job'; readonly job: JobView }

export type WorkspaceCard = {
  readonly name: string
  readonly folder: string
  /** Null: its manifest cannot be read, and `trouble` says why. */
  readonly workspace: Workspace | null
  readonly trouble: Trouble | null
  readonly series: readonly SeriesSpan[]
  readonly lastRun: RunRecord | null
  /** Capital over the tests of the last complete run, at most 120 points; empty where there is none. */
  readonly equity: readonly number[]
}

export type SeriesSpan = {
  readonly symbol: string
  readonly interval: string
  readonly firstTime: string | null
  readonly lastTime: string | null
  readonly bars: number
}

export type HomeView = {
  readonly home: string
  readonly version: string
  readonly workspaces: readonly WorkspaceCard[]
}

/** `path` absolute, on the machine of the engine; `reason` is one sentence. */
export type BrokenSettings = { readonly path: string; readonly reason: string }

export type ManifestView = {
  readonly workspace: Workspace
  readonly text: string
  /** To be given back with a change: who was overtaken is told. */
  readonly sha256: string
  readonly folder: string
}

/** `line` and `column` begin with 1; null: the fault is of the text as a whole. */
export type ManifestFault = { readonly line: number | null; readonly column: number | null; readonly message: string }

/** A manifest as it lies on disk, whether or not it can be used. */
export type ManifestSource = {
  readonly text: string
  /** To be given back with a repair. */
  readonly sha256: string
  readonly folder: string
  /** False: there is no such file, and `text` is empty. */
  readonly exists: boolean
  readonly faults: readonly ManifestFault[]
}

export type SeriesView = { readonly passport: Passport; readonly upToDate: boolean }
export type WorkspaceDataView = { readonly series: readonly SeriesView[]; readonly tables: readonly TablePassport[] }

/** Columns of one length; `stepBars` bars of the series went into each candle (1: as stored). Times are bar starts, UTC milliseconds. */
export type CandlesView = {
  readonly symbol: string
  readonly intervalMs: number
  readonly stepBars: number
  readonly totalBars: number
  readonly firstMs: number
  readonly lastMs: number
  readonly timeMs: readonly number[]
  readonly open: readonly number[]
  readonly high: readonly number[]
  readonly low: readonly number[]
  readonly close: readonly number[]
  readonly volume: readonly number[]
}

/** One entry a UTC day: starts, bars that the calendar has, bars that are there. */
export type CoverageView = {
  readonly dayMs: readonly number[]
  readonly expected: readonly number[]
  readonly received: readonly number[]
}

export type RejectRow = {
  readonly line: number
  readonly layer: number
  readonly time: string | null
  readonly reason: string
  readonly detail: string
}
export type RejectsView = { readonly total: number; readonly rows: readonly RejectRow[] }

/** What a file would be read as, before it is imported. */
export type ImportPreview = {
  /** Lines for a person; empty where `trouble` says what is still to be told. */
  readonly description: readonly string[]
  readonly columnNames: readonly string[] | null
  /** Its first rows; whole lines where they cannot be cut into columns. */
  readonly sample: readonly (readonly string[])[]
  /** Positions (from 0) of each field, the first choice first, as far as they are known. */
  readonly columns: Readonly<Record<string, readonly number[]>>
  readonly trouble: Trouble | null
}

export type StageView = {
  readonly name: string
  readonly title: string
  readonly needs: readonly string[]
  readonly kept: boolean
}

/** What a person chose for a run. */
export type RunChoices = {
  readonly startCapital: number
  readonly seed: number
  readonly iterate: number
  readonly patternAid: boolean
}

/** `choices` null: the run's own manifest cannot be read. */
export type RunListItem = RunRecord & { readonly choices: RunChoices | null }

export type RunView = {
  readonly run: RunRecord
  readonly choices: RunChoices | null
  readonly summary: Summary | null
  readonly stages: readonly StageView[]
  readonly artifacts: readonly Artifact[]
}

export type Artifact = { readonly file: string; readonly sizeBytes: number; readonly sha256: string }

export type ExportView = { readonly folder: string; readonly files: readonly string[] }

type Scalar = string | number | boolean | null

export type RunComparisonView = {
  readonly left: string
  readonly right: string
  readonly same: number
  readonly differences: readonly { readonly field: string; readonly left: Scalar; readonly right: Scalar }[]
}
