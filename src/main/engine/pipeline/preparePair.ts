import { canonicalJson } from '../../../core/contract/canonicalJson.ts'
import { ENGINE_VERSION } from '../../../core/contract/engineVersion.ts'
import type { Hash } from '../../../core/contract/hash.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { DETECTORS, detectorOf } from '../../../core/events/detectorRegistry.ts'
import { symbolsKey } from '../../../core/job/symbolsKey.ts'
import { alignPair } from '../../../core/market/alignPair.ts'
import type { Instrument } from '../../../core/market/instrument.ts'
import type { PairColumns } from '../../../core/market/pairColumns.ts'
import type { Passport } from '../../../core/market/passport.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { PairConfig } from '../../../core/pipeline/pairConfig.ts'
import { pairConfig } from '../../../core/pipeline/pairConfig.ts'
import { sealPair } from '../../../core/pipeline/sealPair.ts'
import type { FoldPlan } from '../../../core/pipeline/selection/foldPlan.ts'
import { planFolds } from '../../../core/pipeline/selection/foldPlan.ts'
import { calendarOf } from '../../../core/time/calendarOf.ts'
import { HOLD_OUT_SHARE, holdOutBoundaryMs, splitAt } from '../../../core/validation/sealedHoldOut.ts'
import type { DataReadPorts } from '../ports/dataPorts.ts'
import { dataPassport } from '../queries/dataPassport.ts'
import { readSeries } from '../queries/readSeries.ts'
import { sealedBoundary } from './sealedBoundary.ts'

export type RunChoices = {
  readonly startCapital?: number
  readonly seed?: number
  readonly iterate?: number
  readonly patternAid?: boolean
}

export type PreparedLeg = { readonly instrument: Instrument; readonly passport: Passport }

/** All that a run is about to work on. `development` holds no sealed bar. */
export type Prepared = {
  readonly workspace: Workspace
  readonly legs: { readonly primary: PreparedLeg; readonly secondary: PreparedLeg }
  readonly symbols: string
  readonly columns: PairColumns
  readonly dropped: { readonly primary: number; readonly secondary: number }
  readonly development: PairColumns
  readonly developmentBars: number
  readonly holdOutStartMs: number
  readonly config: PairConfig
  readonly configHash: string
  readonly dataHashes: Readonly<Record<string, string>>
  readonly seed: number
  readonly plan: FoldPlan
  readonly runId: string
}

const DEFAULT_ITERATE = 3
const YEAR_MS = 365.25 * 86_400_000

function pairRoles(workspace: Workspace): Outcome<{ primary: Instrument; secondary: Instrument }> {
  const find = (symbol: string | undefined) => workspace.instruments.find((instrument) => instrument.symbol === symbol)
  const primary = find(workspace.roles.primary)
  const secondary = find(workspace.roles.secondary)
  if (primary === undefined || secondary === undefined) {
    return failure(
      'pair-needed',
      `The pipeline "pair" needs a primary and a secondary instrument; the workspace ${workspace.name} has ${workspace.instruments.length} instrument(s) and not both roles.`,
      'Create a workspace with --primary and --secondary, or set both under `roles` in workspace.yaml.',
    )
  }
  if (primary.calendar !== secondary.calendar) {
    return failure(
      'calendar-mismatch',
      `The legs trade by different calendars (${primary.calendar} and ${secondary.calendar}).`,
      'Use two instruments of one calendar.',
    )
  }
  return success({ primary, secondary })
}

/** Synthetic series are symbols of their own in the ledger: trying a sample out does not count against the real market. */
function ledgerSymbol(workspace: Workspace, symbol: string): string {
  return workspace.synthetic === undefined
    ? symbol
    : `${symbol}.synthetic-${workspace.synthetic.kind}-${workspace.synthetic.seed}`
}

/** Bars counted, not assumed. */
function barsPerYear(columns: PairColumns, bars: number): number {
  return bars / ((columns.timeMs[bars - 1]! - columns.timeMs[0]! + columns.intervalMs) / YEAR_MS)
}

function knownDetectors({ pipeline }: Workspace): Outcome<readonly string[]> {
  const wanted = pipeline?.detectors ?? DETECTORS.map(({ id }) => id)
  for (const id of wanted) {
    const known = detectorOf(id)
    if (!known.ok) return known
  }
  return success(wanted)
}

async function readLeg(ports: DataReadPorts, workspace: Workspace, instrument: Instrument) {
  const passport = dataPassport(ports.files, instrument.symbol, workspace.interval)
  if (!passport.ok) return passport
  const span = { startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY }
  const series = await readSeries(ports, { symbol: instrument.symbol, interval: workspace.interval, ...span })
  return series.ok ? success({ series: series.value, passport: passport.value }) : series
}

/**
 * Reads and aligns the legs, fixes the hold-out boundary, lays out the folds and names the run.
 * Errors: `pair-needed`, `calendar-mismatch`, `no-data`, `data-broken`, `legs-do-not-overlap`, `interval-mismatch`, `too-few-bars`, `bad-capital`, `unknown-detector`.
 */
export async function preparePair(
  ports: DataReadPorts,
  hash: Hash,
  workspace: Workspace,
  choices: RunChoices,
): Promise<Outcome<Prepared>> {
  const startCapital = choices.startCapital ?? workspace.capital
  if (!(startCapital > 0 && Number.isFinite(startCapital))) {
    return failure(
      'bad-capital',
      `A start capital of ${startCapital} cannot be traded with.`,
      'Give an amount above 0, as in: --start-capital 10000',
    )
  }
  const detectors = knownDetectors(workspace)
  if (!detectors.ok) return detectors
  const roles = pairRoles(workspace)
  if (!roles.ok) return roles
  const primary = await readLeg(ports, workspace, roles.value.primary)
  if (!primary.ok) return primary
  const secondary = await readLeg(ports, workspace, roles.value.secondary)
  if (!secondary.ok) return secondary
  const aligned = alignPair(primary.value.series, secondary.value.series, calendarOf(roles.value.primary.calendar))
  if (!aligned.ok) return aligned
  const { columns, dropped } = aligned.value
  const symbols = symbolsKey(
    [roles.value.primary.symbol, roles.value.secondary.symbol].map((symbol) => ledgerSymbol(workspace, symbol)),
  )
  const boundary = sealedBoundary(
    ports.files,
    `${symbols} ${workspace.interval}`,
    holdOutBoundaryMs(columns.timeMs, HOLD_OUT_SHARE),
  )
  if (!boundary.ok) return boundary
  const developmentBars = splitAt(columns.timeMs, boundary.value.holdOutStartMs)
  const config = pairConfig({
    profile: workspace.profile,
    barsPerYear: barsPerYear(columns, Math.max(1, developmentBars)),
    startCapital,
    costs: { primary: roles.value.primary.costs, secondary: roles.value.secondary.costs },
    iterate: choices.iterate ?? DEFAULT_ITERATE,
    patternAid: choices.patternAid ?? false,
    detectors: detectors.value,
  })
  const plan = planFolds(config, developmentBars)
  if (!plan.ok) return plan
  const fixed = boundary.value.fix()
  if (!fixed.ok) return fixed
  const dataHashes = {
    [roles.value.primary.symbol]: primary.value.passport.contentHash,
    [roles.value.secondary.symbol]: secondary.value.passport.contentHash,
  }
  const seed = choices.seed ?? workspace.seed
  const configHash = hash(canonicalJson(config))
  const identity = {
    pipeline: 'pair',
    symbols,
    quoteCurrency: workspace.quoteCurrency,
    interval: workspace.interval,
    dataHashes,
    holdOutStartMs: boundary.value.holdOutStartMs,
    configHash,
    seed,
    engineVersion: ENGINE_VERSION,
  }
  return success({
    workspace,
    legs: {
      primary: { instrument: roles.value.primary, passport: primary.value.passport },
      secondary: { instrument: roles.value.secondary, passport: secondary.value.passport },
    },
    symbols,
    columns,
    dropped,
    development: sealPair(columns, developmentBars),
    developmentBars,
    holdOutStartMs: boundary.value.holdOutStartMs,
    config,
    configHash,
    dataHashes,
    seed,
    plan: plan.value,
    runId: hash(canonicalJson(identity)).slice(0, 16),
  })
}
