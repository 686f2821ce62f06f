import { checkParameters } from '../../../core/backtest/strategies/checkParameters.ts'
import type { StrategyDefinition } from '../../../core/backtest/strategies/strategyDefinition.ts'
import { strategyOf } from '../../../core/backtest/strategies/strategyRegistry.ts'
import { checkAxes, isSensible } from '../../../core/backtest/sweep/checkSpace.ts'
import { writeGridRow } from '../../../core/backtest/sweep/gridRows.ts'
import type { SweepConstraint } from '../../../core/backtest/sweep/objective.ts'
import { readConstraints } from '../../../core/backtest/sweep/objective.ts'
import type { OwnRun } from '../../../core/backtest/sweep/ownRuns.ts'
import { ownRuns } from '../../../core/backtest/sweep/ownRuns.ts'
import { parameterSpace } from '../../../core/backtest/sweep/parameterSpace.ts'
import type { SweepAxis } from '../../../core/backtest/sweep/sweepAxis.ts'
import { spaceSize } from '../../../core/backtest/sweep/sweepAxis.ts'
import { namedValues, pointOf, type SweepBase } from '../../../core/backtest/sweep/sweepConfiguration.ts'
import type { SweepFold } from '../../../core/backtest/sweep/sweepFolds.ts'
import { sweepFolds } from '../../../core/backtest/sweep/sweepFolds.ts'
import { sweptSizings } from '../../../core/backtest/sweep/sweptSizings.ts'
import type { SearchPlan } from '../../../core/backtest/sweep/waveSource.ts'
import type { BacktestSpec, SweepSpec } from '../../../core/contract/backtestSpec.ts'
import { sweepSpecSchema } from '../../../core/contract/backtestSpec.ts'
import { canonicalJson } from '../../../core/contract/canonicalJson.ts'
import { ENGINE_VERSION } from '../../../core/contract/engineVersion.ts'
import { readSpec } from '../../../core/contract/readSpec.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { axisValue } from '../../../core/stats/search/searchAxis.ts'
import { DAY_MS } from '../../../core/time/durations.ts'
import { EVENT_STRATEGY, PREDICTION_STRATEGY } from '../backtests/chosenStrategy.ts'
import { predictionNotes } from '../backtests/predictionNotes.ts'
import type { PreparedBacktest } from '../backtests/prepareBacktest.ts'
import { prepareBacktest } from '../backtests/prepareBacktest.ts'
import type { BacktestWish } from '../backtests/readSubject.ts'
import { type ReadSubject, readSubject } from '../backtests/readSubject.ts'
import type { SweepPorts } from './sweepPorts.ts'
import { checkYearly } from './sweepTerms.ts'

/** What a person asks for. `written`: the specification as it stands in its file. */
export type SweepWish = Pick<BacktestWish, 'written' | 'strategy' | 'model' | 'predictionsFile' | 'from' | 'to'> & {
  readonly method?: SweepSpec['method'] | undefined
  readonly trials?: number | undefined
  readonly seed?: number | undefined
}

/** Bars that all configurations of a pass are evaluated on; fold 0 is the whole range. */
export type SweepPass = { readonly fold: number; readonly fromBar: number; readonly toBar: number }

/** Everything that a sweep is about to work on. `prepared` is the backtest of a first configuration. */
export type PreparedSweep = {
  readonly sweepId: string
  readonly wish: SweepWish
  readonly spec: SweepSpec
  readonly prepared: PreparedBacktest
  readonly base: SweepBase
  readonly strategy: StrategyDefinition
  readonly axes: readonly SweepAxis[]
  readonly constraints: readonly SweepConstraint[]
  readonly folds: readonly SweepFold[]
  readonly passes: readonly SweepPass[]
  /** Null where it cannot be counted. */
  readonly size: number | null
  readonly plan: Omit<SearchPlan, 'name'>
  readonly notes: readonly string[]
}

/** Configurations that one sweep may have; beyond this it is refused with an estimate. */
export const MOST_TRIALS = 10_000_000
/** A search that learns reads all its history for each proposal. */
const MOST_LEARNING_TRIALS = 10_000
const STANDARD_TRIALS = { random: 1_000, tpe: 500, genetic: 1_000 } as const

/**
 * Reads the specification and the bars, and names the sweep. Writes nothing, and materialises no grid.
 * Errors: those of `readSpec`, `parameterSpace`, `readConstraints`, `readSubject`, `checkedBase`, `prepareBacktest`, `sweepFolds`; `range-without-step`,
 * `too-many-trials`, `no-sensible-configuration`, `under-a-year`, `horizon-fixed`.
 */
export async function prepareSweep(
  ports: SweepPorts,
  workspace: Workspace,
  wish: SweepWish,
): Promise<Outcome<PreparedSweep>> {
  const read = readSpec(sweepSpecSchema, withFlags(wish), 'sweep')
  if (!read.ok) return read
  const spec = read.value
  const constraints = readConstraints(spec.constraints)
  if (!constraints.ok) return constraints
  const named = sweptStrategy(wish, spec)
  if (!named.ok) return named
  const strategy = named.value
  const fixed = fixedHorizon(strategy, spec)
  if (!fixed.ok) return fixed
  const axes = parameterSpace(spec.parameter_grid, strategy)
  if (!axes.ok) return axes
  const first = firstSensible(strategy, axes.value, givenParameters(wish, spec, strategy))
  if (!first.ok) return first
  const subject = await readSubject(ports, workspace, baseWish(wish, strategy, first.value))
  if (!subject.ok) return subject
  const started = withStop(subject.value, axes.value)
  const checked = checkedBase(started, strategy, axes.value)
  if (!checked.ok) return checked
  const { base, isOwnRun } = checked.value
  const search = searchOf(spec, axes.value, wish.seed ?? spec.seed ?? workspace.seed)
  if (!search.ok) return search
  const mayCollide = exitsMayCollide(axes.value, base.spec)
  const ready = await prepareBacktest(ports, workspace, started, { throughHoldOut: false, mayCollide })
  if (!ready.ok) return ready
  const prepared = ready.value
  const { fromBar, toBar } = prepared.request
  const folds = spec.walk_forward === null ? success([]) : sweepFolds({ fromBar, toBar }, spec.walk_forward)
  if (!folds.ok) return folds
  const { timeMs } = prepared.request.market
  const asked = [{ figure: spec.optimization_metric }, ...constraints.value]
  const yearly = checkYearly(asked, timeMs[fromBar]!, timeMs[toBar - 1]!)
  if (!yearly.ok) return yearly
  const { notes, plan } = search.value
  const identity = {
    kind: 'sweep',
    config: prepared.config,
    dataHashes: prepared.traded.dataHashes,
    span: { fromMs: timeMs[fromBar]!, toMs: timeMs[toBar - 1]! },
    axes: axes.value,
    method: plan.method,
    trials: plan.trials,
    seed: plan.seed,
    objective: spec.optimization_metric,
    constraints: spec.constraints,
    riskProfile: spec.risk_profile,
    walkForward: spec.walk_forward,
    synthetic: workspace.synthetic ?? null,
    engineVersion: ENGINE_VERSION,
  }
  const size = spaceSize(axes.value)
  return success({
    sweepId: ports.hash(canonicalJson(identity)).slice(0, 16),
    wish,
    spec,
    prepared,
    base: { ...base, spec: prepared.completed },
    strategy,
    axes: axes.value,
    constraints: constraints.value,
    folds: folds.value,
    passes: [{ fold: 0, fromBar, toBar }, ...folds.value.map(({ train }, k) => ({ fold: k + 1, ...train }))],
    size: Number.isFinite(size) ? size : null,
    plan: {
      ...plan,
      isSensible: (coordinates, at) => isSensible(strategy, pointOf(base, axes.value, coordinates, at)),
      isOwnRun,
    },
    notes: [...notes, ...notesOf(prepared, axes.value), ...predictionNotes(prepared)],
  })
}

/** Errors: those of `sweptSizings`, `checkAxes`, `ownRuns`. */
function checkedBase(
  { spec, chosen }: ReadSubject,
  strategy: StrategyDefinition,
  axes: readonly SweepAxis[],
): Outcome<{ readonly base: SweepBase; readonly isOwnRun: OwnRun }> {
  const sizings = sweptSizings(spec, axes)
  if (!sizings.ok) return sizings
  const base = { fixed: chosen.parameters, spec, sizings: sizings.value }
  const checked = checkAxes(axes, strategy, base)
  if (!checked.ok) return checked
  const own = ownRuns(base, axes)
  return own.ok ? success({ base, isOwnRun: own.value }) : own
}

/** Sizing by risk cannot begin without a stop: where only the grid has one, the first of it stands in; every configuration has its own. */
function withStop(subject: ReadSubject, axes: readonly SweepAxis[]): ReadSubject {
  const { position_sizing: sizing, risk_management: risk } = subject.spec
  if (sizing.method !== 'risk_per_trade' || risk.stop_loss !== null || risk.trailing_stop !== null) return subject
  for (const axis of axes) {
    if (axis.name !== 'stop_loss' && axis.name !== 'trailing_stop') continue
    const values = axis.domain.kind === 'list' ? axis.domain.values : [axisValue(axis, 0)]
    const stop = values.find((value) => typeof value === 'number')
    if (typeof stop !== 'number') continue
    return { ...subject, spec: { ...subject.spec, risk_management: { ...risk, [axis.name]: stop } } }
  }
  return subject
}

/** What stands beside the grid in either place; a flag counts for it. */
function sweptStrategy({ strategy, model, predictionsFile }: SweepWish, spec: SweepSpec): Outcome<StrategyDefinition> {
  const isForetold = model !== undefined || predictionsFile !== undefined
  const events = spec.events ?? spec.backtest.events
  const standard = events === undefined || isForetold ? PREDICTION_STRATEGY : EVENT_STRATEGY
  return strategyOf(strategy ?? spec.strategy?.id ?? spec.backtest.strategy?.id ?? standard)
}

/** Another horizon passes other events over: that is another column of events, not another trade of the same ones. */
function fixedHorizon({ id }: StrategyDefinition, { parameter_grid: grid }: SweepSpec): Outcome<void> {
  if (id !== EVENT_STRATEGY || (grid.horizon_bars === undefined && grid['events.horizon_bars'] === undefined))
    return success(undefined)
  return failure(
    'horizon-fixed',
    'A sweep of events trades one horizon: another one passes other events over.',
    'Vary max_bars up to the horizon, or give each horizon a sweep of its own.',
  )
}

/** Whether some configuration may have a target and a stop or trail. */
function exitsMayCollide(axes: readonly SweepAxis[], { risk_management: risk }: BacktestSpec): boolean {
  const has = (name: 'stop_loss' | 'take_profit' | 'trailing_stop') =>
    risk[name] !== null || axes.some((axis) => axis.name === name)
  return has('take_profit') && (has('stop_loss') || has('trailing_stop'))
}

function withFlags({ written, method, trials, seed }: SweepWish): Record<string, unknown> {
  const fields: Record<string, unknown> = { ...Object(written) }
  if (method !== undefined) fields.method = method
  if (trials !== undefined) fields.trials = trials
  if (seed !== undefined) fields.seed = seed
  return fields
}

/** Parameters of the strategy that the person wrote, in either place. */
function givenParameters(wish: SweepWish, spec: SweepSpec, strategy: StrategyDefinition): Record<string, unknown> {
  const { entry_threshold, exit_threshold } = spec.backtest
  const written = spec.strategy ?? spec.backtest.strategy
  const parameters = written?.id === strategy.id || wish.strategy === undefined ? written?.parameters : {}
  return strategy.id === PREDICTION_STRATEGY ? { entry_threshold, exit_threshold, ...parameters } : { ...parameters }
}

/** Grid points looked at for a first configuration whose parameters make sense together. */
const MOST_LOOKED_AT = 1_000_000

/** The strategy's parameters of the first configuration that makes sense. */
function firstSensible(
  strategy: StrategyDefinition,
  axes: readonly SweepAxis[],
  given: Record<string, unknown>,
): Outcome<Readonly<Record<string, unknown>>> {
  const own = axes.filter(({ part }) => part === 'strategy')
  const row = new Float64Array(own.length)
  const looked = Math.min(MOST_LOOKED_AT, spaceSize(own.filter(({ domain }) => domain.kind !== 'span')))
  let last: Outcome<Readonly<Record<string, unknown>>> = failure(
    'no-sensible-configuration',
    `No configuration of the sweep makes sense for ${strategy.id}.`,
    'Widen the ranges of the parameters that contradict each other.',
  )
  for (let index = 0; index < looked; index++) {
    writeGridRow(own, index, row, 0)
    for (const [k, { domain }] of own.entries()) if (domain.kind === 'span') row[k] = (index + 0.5) / looked
    const values = { ...given, ...namedValues(own, row, 0) }
    const checked = checkParameters(strategy, values)
    if (checked.ok) return success(values)
    last = checked
    if (checked.trouble.code !== 'bad-parameter') break
  }
  return last
}

/** The backtest of the first configuration, as a person would have written it. */
function baseWish(wish: SweepWish, strategy: StrategyDefinition, parameters: object): BacktestWish {
  const fields: Record<string, unknown> = { ...Object(wish.written) }
  const backtest: Record<string, unknown> = { ...Object(fields.backtest) }
  const model = wish.model ?? fields.model_id ?? backtest.model_id
  if (model !== undefined && wish.predictionsFile === undefined && wish.strategy === undefined)
    backtest.model_id = model
  else delete backtest.model_id
  const events = fields.events ?? backtest.events
  const isFlagged = [wish.strategy, wish.model, wish.predictionsFile].some((flag) => flag !== undefined)
  if (events !== undefined && !isFlagged) backtest.events = events
  else delete backtest.events
  if (strategy.id === EVENT_STRATEGY && backtest.events !== undefined) delete backtest.strategy
  else if (strategy.needsPrediction) Object.assign(backtest, parameters)
  else backtest.strategy = { id: strategy.id, parameters }
  const { predictionsFile, from, to } = wish
  return { written: backtest, predictionsFile, from, to }
}

type Search = { readonly plan: Omit<SearchPlan, 'name' | 'isSensible' | 'isOwnRun'>; readonly notes: readonly string[] }

function searchOf(spec: SweepSpec, axes: readonly SweepAxis[], seed: number): Outcome<Search> {
  const size = spaceSize(axes)
  const { method } = spec
  if (method === 'grid') {
    const endless = axes.find(({ domain }) => domain.kind === 'span')
    if (endless !== undefined)
      return failure(
        'range-without-step',
        `A grid cannot count the values of ${endless.name}: its range has no step.`,
        'Give it a step (or integer: true), or use --method random, tpe or genetic.',
      )
    const notes =
      spec.trials === undefined ? [] : [`A grid evaluates all its configurations: trials (${spec.trials}) is not read.`]
    return success({ plan: { method, axes, trials: size, seed }, notes })
  }
  const wanted = spec.trials ?? STANDARD_TRIALS[method]
  const notes = spec.trials === undefined ? [`Nobody said how many trials: ${wanted} are made.`] : []
  if (method !== 'random' && wanted > MOST_LEARNING_TRIALS)
    return failure(
      'too-many-trials',
      `${method} is made for up to ${MOST_LEARNING_TRIALS} trials, and ${wanted} are asked for.`,
      'Use --method random or grid for many trials.',
    )
  if (size > wanted) return success({ plan: { method, axes, trials: wanted, seed }, notes })
  const whole = `There are ${size} configurations and ${wanted} trials: all are evaluated, as a grid.`
  return success({ plan: { method: 'grid', axes, trials: size, seed }, notes: [...notes, whole] })
}

function notesOf({ request }: PreparedBacktest, axes: readonly SweepAxis[]): readonly string[] {
  const isDaily = request.market.intervalMs >= DAY_MS
  return isDaily && axes.some(({ name }) => name === 'allowed_hours')
    ? ['Bars of a day have no hour: allowed_hours changes nothing, and its configurations repeat each other.']
    : []
}
