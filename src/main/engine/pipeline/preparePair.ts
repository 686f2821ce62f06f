import { canonicalJson } from '../../../core/contract/canonicalJson.ts'
import { ENGINE_VERSION } from '../../../core/contract/engineVersion.ts'
import type { GateSet } from '../../../core/contract/gates.ts'
import type { Hash } from '../../../core/contract/hash.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { DETECTORS, detectorOf } from '../../../core/events/detectorRegistry.ts'
import { FEATURE_VERSION } from '../../../core/features/featureRegistry.ts'
import type { PairColumns } from '../../../core/market/pairColumns.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { PairConfig } from '../../../core/pipeline/pairConfig.ts'
import { pairConfig } from '../../../core/pipeline/pairConfig.ts'
import { sealPair } from '../../../core/pipeline/sealPair.ts'
import type { FoldPlan } from '../../../core/pipeline/selection/foldPlan.ts'
import { planFolds } from '../../../core/pipeline/selection/foldPlan.ts'
import { HOLD_OUT_SHARE, holdOutBoundaryMs, splitAt } from '../../../core/validation/sealedHoldOut.ts'
import type { DataReadPorts } from '../ports/dataPorts.ts'
import type { ReadPair } from './readPair.ts'
import { readPair } from './readPair.ts'
import type { Boundary } from './sealedBoundary.ts'
import { sealedBoundary } from './sealedBoundary.ts'
import { sealsOn } from './sealsOn.ts'

export type RunChoices = {
  readonly startCapital?: number
  readonly seed?: number
  readonly iterate?: number
  readonly patternAid?: boolean
}

/** All that a run is about to work on. `development` holds no sealed bar. */
export type Prepared = ReadPair & {
  readonly workspace: Workspace
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

/** Everything but data and engine that decides the result. */
function configOf(
  workspace: Workspace,
  pair: ReadPair,
  developmentBars: number,
  choices: RunChoices,
): Outcome<PairConfig> {
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
  const { primary, secondary } = pair.legs
  return success(
    pairConfig({
      profile: workspace.profile,
      barsPerYear: barsPerYear(pair.columns, Math.max(1, developmentBars)),
      startCapital,
      costs: { primary: primary.instrument.costs, secondary: secondary.instrument.costs },
      iterate: choices.iterate ?? DEFAULT_ITERATE,
      patternAid: choices.patternAid ?? false,
      detectors: detectors.value,
    }),
  )
}

/** The gates are part of a run's identity: other thresholds are another run. */
export type PreparePorts = DataReadPorts & { readonly hash: Hash; readonly gates: () => Outcome<GateSet> }

/**
 * Reads and aligns the legs, fixes the hold-out boundary, lays out the folds and names the run.
 * Errors: those of `readPair`, `hold-out-empty`, `too-few-bars`, `bad-capital`, `unknown-detector`, `hold-out-broken`.
 */
export async function preparePair(
  ports: PreparePorts,
  workspace: Workspace,
  choices: RunChoices,
): Promise<Outcome<Prepared>> {
  const made = await prepare(ports, workspace, choices)
  if (!made.ok) return made
  const fixed = made.value.boundary.fix()
  return fixed.ok ? success(made.value.prepared) : fixed
}

/** As `preparePair`, for looking at a run that was made before: proposes no boundary and writes nothing. Error besides: `hold-out-unknown`. */
export async function prepareKnownPair(
  ports: PreparePorts,
  workspace: Workspace,
  choices: RunChoices,
): Promise<Outcome<Prepared>> {
  const made = await prepare(ports, workspace, choices)
  if (!made.ok || made.value.boundary.fixed) return made.ok ? success(made.value.prepared) : made
  return failure(
    'hold-out-unknown',
    'It is not written down where the sealed hold-out of these series begins, so no run on them can be made again.',
    'If the series were replaced, run the pipeline and look at the new run; if the file hold-out.json was lost, restore it from a copy.',
  )
}

async function prepare(
  ports: PreparePorts,
  workspace: Workspace,
  choices: RunChoices,
): Promise<Outcome<{ readonly prepared: Prepared; readonly boundary: Boundary }>> {
  const { hash } = ports
  const gates = ports.gates()
  if (!gates.ok) return gates
  const pair = await readPair(ports, workspace)
  if (!pair.ok) return pair
  const { columns, symbols, legs } = pair.value
  const seals = sealsOn(ports.files, symbols.split('+'))
  if (!seals.ok) return seals
  const ownMs = holdOutBoundaryMs(columns.timeMs, HOLD_OUT_SHARE)
  const proposedMs = Math.min(ownMs, ...seals.value.map(({ startMs }) => startMs))
  const boundary = sealedBoundary(ports.files, `${symbols} ${workspace.interval}`, proposedMs)
  if (!boundary.ok) return boundary
  const { holdOutStartMs } = boundary.value
  const developmentBars = splitAt(columns.timeMs, holdOutStartMs)
  if (developmentBars === columns.timeMs.length)
    return failure(
      'hold-out-empty',
      'No bar lies in the sealed hold-out: the data end before the boundary that an earlier run fixed.',
      'Import the later bars again; the boundary of a workspace never moves.',
    )
  const config = configOf(workspace, pair.value, developmentBars, choices)
  if (!config.ok) return config
  const plan = planFolds(config.value, developmentBars)
  if (!plan.ok) return plan
  const { primary, secondary } = legs
  const dataHashes = {
    [primary.instrument.symbol]: primary.passport.contentHash,
    [secondary.instrument.symbol]: secondary.passport.contentHash,
  }
  const seed = choices.seed ?? workspace.seed
  const configHash = hash(canonicalJson(config.value))
  const { quoteCurrency, interval } = workspace
  const identity = {
    pipeline: 'pair',
    symbols,
    quoteCurrency,
    interval,
    dataHashes,
    holdOutStartMs,
    configHash,
    seed,
    engineVersion: ENGINE_VERSION,
    featureVersion: FEATURE_VERSION,
    gates: gates.value,
  }
  const prepared = {
    ...pair.value,
    workspace,
    development: sealPair(columns, developmentBars),
    developmentBars,
    holdOutStartMs,
    config: config.value,
    configHash,
    dataHashes,
    seed,
    plan: plan.value,
    runId: hash(canonicalJson(identity)).slice(0, 16),
  }
  return success({ prepared, boundary: boundary.value })
}
