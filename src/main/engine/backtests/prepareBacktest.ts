import { compileTerms, type TradedInstrument } from '../../../core/backtest/compile/compileTerms.ts'
import { signalDecisions } from '../../../core/backtest/compile/signalDecisions.ts'
import type { BacktestRequest } from '../../../core/backtest/model/backtestRequest.ts'
import { checkRequest } from '../../../core/backtest/model/checkRequest.ts'
import type { Assumption } from '../../../core/contract/backtestRecord.ts'
import type { BacktestSpec } from '../../../core/contract/backtestSpec.ts'
import { canonicalJson } from '../../../core/contract/canonicalJson.ts'
import { ENGINE_VERSION } from '../../../core/contract/engineVersion.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { ASSET_CLASSES } from '../../../core/market/instrument.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { barsPerYear } from '../../../core/time/barsPerYear.ts'
import { DAY_MS } from '../../../core/time/durations.ts'
import { exchangeHour } from '../../../core/time/exchangeOffset.ts'
import { assumptionsOf } from './assumptionsOf.ts'
import type { BacktestMarket } from './backtestMarket.ts'
import { backtestMarket } from './backtestMarket.ts'
import type { BacktestPorts } from './backtestPorts.ts'
import { type StoredFinerBars, storedFinerBars } from './finerBars.ts'
import { fundingRates, fundingWarnings } from './fundingRates.ts'
import { isOfAllBars, predictionColumn, storedOrigin } from './predictions.ts'
import type { ReadSubject } from './readSubject.ts'
import { sectorNumbers } from './sectorNumbers.ts'

/** Everything that a backtest is about to work on. */
export type PreparedBacktest = ReadSubject & {
  readonly backtestId: string
  readonly configHash: string
  readonly traded: BacktestMarket
  readonly request: BacktestRequest
  /** What the terms read of the instruments. */
  readonly legs: readonly TradedInstrument[]
  readonly predictionColumns: readonly Float64Array[] | null
  readonly fundingHash: string | null
  readonly fundingWarnings: readonly string[]
  /** Interval of the finer bars that were read; null where none were. */
  readonly finerInterval: string | null
  /** Everything but data and engine that decides the result; JSON. */
  readonly config: unknown
  readonly completed: BacktestSpec
  readonly assumptions: readonly Assumption[]
  readonly seed: number
}

/** `mayCollide`: other exits than those written may reach stop and target in one bar, as in a sweep that varies them. */
type PrepareOptions = { readonly throughHoldOut: boolean; readonly mayCollide?: boolean }

/**
 * Reads the bars, compiles the specification and names the backtest. Writes nothing.
 * Errors: those of `backtestMarket`, `fundingRates`, `sectorNumbers`, `compileTerms`, `checkRequest`; `predictions-missing`.
 */
export async function prepareBacktest(
  ports: BacktestPorts,
  workspace: Workspace,
  subject: ReadSubject,
  options: PrepareOptions,
): Promise<Outcome<PreparedBacktest>> {
  const { predictions } = subject
  const read = await marketOf(ports, workspace, subject, options)
  if (!read.ok) return read
  const { traded, finer } = read.value
  const columns = predictionColumns(subject, traded)
  if (!columns.ok) return columns
  const spec = sizedFor(subject, traded.instruments.length)
  const request = await requestOf(ports, workspace, { ...subject, spec }, traded, columns.value, finer)
  if (!request.ok) return request
  const { strategy, parameters, assumed } = subject.chosen
  const whole = completed(spec, traded, request.value.startCash)
  const config = {
    kind: 'backtest',
    spec: withoutPlace(whole),
    costs: traded.instruments.map(({ symbol, costs }) => ({ symbol, ...costs })),
    strategy: { id: strategy.id, version: strategy.version, parameters },
    predictions: predictions?.contentHash ?? null,
    funding: request.value.fundingHash,
  }
  const configHash = ports.hash(canonicalJson(config))
  const { market, fromBar, toBar, dataHashes, instruments } = traded
  const span = { fromMs: market.timeMs[fromBar]!, toMs: market.timeMs[toBar - 1]! }
  const { seed, synthetic = null } = workspace
  const { sealedMs, isSealed } = traded
  const holdOut = {
    sealedMs,
    isSealed,
    opened: traded.opened.map(({ symbols: key, startMs }) => ({ key, startMs })),
  }
  const label = predictions?.label ?? null
  const identity = {
    configHash,
    engine: spec.engine,
    label,
    dataHashes,
    span,
    holdOut,
    seed,
    synthetic,
    engineVersion: ENGINE_VERSION,
    ...(predictions === null ? {} : storedOrigin(predictions.origin)),
  }
  return success({
    ...subject,
    spec,
    backtestId: ports.hash(canonicalJson(identity)).slice(0, 16),
    configHash,
    traded: traded,
    request: request.value.request,
    legs: request.value.legs,
    predictionColumns: columns.value,
    fundingHash: request.value.fundingHash,
    fundingWarnings: request.value.fundingWarnings,
    finerInterval: finer?.interval ?? null,
    config,
    completed: whole,
    seed,
    assumptions: assumptionsOf({
      written: subject.written,
      spec,
      instruments,
      interval: traded.interval,
      foretold: predictions === null ? 'nothing' : isOfAllBars(predictions) ? 'all-bars' : 'some-bars',
      startCash: request.value.startCash,
      parameters,
      assumedParameters: assumed,
      isDaily: market.intervalMs >= DAY_MS,
    }),
  })
}

type ReadMarket = { readonly traded: BacktestMarket; readonly finer: StoredFinerBars | null }

async function marketOf(
  ports: BacktestPorts,
  workspace: Workspace,
  { spec, predictions, ...rest }: ReadSubject,
  { throughHoldOut, mayCollide = false }: PrepareOptions,
): Promise<Outcome<ReadMarket>> {
  const interval = spec.interval ?? workspace.interval
  const symbols =
    spec.instruments ??
    predictions?.bySymbol.map(({ symbol }) => symbol) ??
    workspace.instruments.map(({ symbol }) => symbol)
  const { start_date, end_date } = spec
  const range = { start_date, end_date, foretold: foretoldSpan({ spec, predictions, ...rest }) }
  const bars = await backtestMarket(ports, workspace, { ...range, symbols, interval, throughHoldOut })
  if (!bars.ok) return bars
  const finer = await finerOf(ports, spec, bars.value, mayCollide)
  if (!finer.ok) return finer
  const dataHashes = { ...bars.value.dataHashes, ...finer.value?.hashes }
  return success({ traded: { ...bars.value, dataHashes }, finer: finer.value })
}

/** A trained model foretells bar by bar, and events are looked for in every bar: they have an end. A file may name only the bars on which something is to be done, and what it entered may be left long after. */
function foretoldSpan({ predictions }: ReadSubject) {
  if (predictions === null) return undefined
  const times = predictions.bySymbol.map(({ timeMs }) => timeMs).filter(({ length }) => length > 0)
  if (times.length === 0) return undefined
  const firstMs = Math.min(...times.map((of) => of[0]!))
  return isOfAllBars(predictions) ? { firstMs, lastMs: Math.max(...times.map((of) => of.at(-1)!)) } : { firstMs }
}

/** Where nobody wrote a size, an equal share for each instrument: all in would leave nothing for those after the first. */
function sizedFor({ spec, written }: ReadSubject, instruments: number): BacktestSpec {
  if (Object.hasOwn(Object(written), 'position_sizing')) return spec
  return { ...spec, position_sizing: { method: 'fixed_fraction', fraction: 1 / instruments } }
}

/** What changes an evaluation, beside the bars: which engine computes and what the predictions are called does not. */
function withoutPlace({ start_date: _from, end_date: _to, engine: _engine, model_id: _model, ...rest }: BacktestSpec) {
  return { ...rest, execution: configuredExecution(rest.execution) }
}

/** Finer bars are data, not configuration: only that they are not to be read is a choice of its own. */
export function configuredExecution({ finer_bars, ...execution }: BacktestSpec['execution']) {
  return finer_bars ? execution : { ...execution, finer_bars }
}

async function finerOf(
  ports: BacktestPorts,
  { execution, risk_management: risk }: BacktestSpec,
  traded: BacktestMarket,
  mayCollide: boolean,
): Promise<Outcome<StoredFinerBars | null>> {
  const collide = risk.take_profit !== null && (risk.stop_loss !== null || risk.trailing_stop !== null)
  return execution.finer_bars && (collide || mayCollide) ? storedFinerBars(ports, traded) : success(null)
}

/** The specification with what the workspace and the bars gave it; dates of bars, so that it runs again on the same ones. */
function completed(spec: BacktestSpec, { instruments, interval }: BacktestMarket, startCash: number): BacktestSpec {
  return { ...spec, instruments: instruments.map(({ symbol }) => symbol), interval, initial_capital: startCash }
}

function predictionColumns(
  { predictions }: ReadSubject,
  { instruments, market, interval, fromBar, toBar }: BacktestMarket,
): Outcome<readonly Float64Array[] | null> {
  if (predictions === null) return success(null)
  if (predictions.interval !== interval)
    return failure(
      'interval-mismatch',
      `The predictions of ${predictions.label} are of ${predictions.interval} bars, the backtest of ${interval} ones.`,
      'Set the field interval, or import predictions of those bars.',
    )
  const columns: Float64Array[] = []
  for (const { symbol } of instruments) {
    const found = predictions.bySymbol.find((item) => item.symbol === symbol)
    if (found === undefined)
      return failure(
        'predictions-missing',
        `${predictions.label} has no predictions of ${symbol}.`,
        `It has some of: ${predictions.bySymbol.map((item) => item.symbol).join(', ')}.`,
      )
    columns.push(predictionColumn(found, market))
  }
  const isThere = columns.some((column) => column.subarray(fromBar, toBar).some((value) => !Number.isNaN(value)))
  if (isThere) return success(columns)
  return failure(
    'predictions-outside-range',
    `No prediction of ${predictions.label} names a bar in the range of the backtest.`,
    'Choose a range that the predictions cover: assay predictions list',
  )
}

type Compiled = {
  readonly request: BacktestRequest
  readonly legs: readonly TradedInstrument[]
  readonly startCash: number
  readonly fundingHash: string | null
  readonly fundingWarnings: readonly string[]
}

async function requestOf(
  ports: BacktestPorts,
  workspace: Workspace,
  { spec, chosen }: ReadSubject,
  { market, instruments, calendars, fromBar, toBar }: BacktestMarket,
  predictions: readonly Float64Array[] | null,
  stored: StoredFinerBars | null,
): Promise<Outcome<Compiled>> {
  const symbols = instruments.map(({ symbol }) => symbol)
  const funding = spec.execution.funding ? await fundingRates(ports, market, symbols) : success(null)
  if (!funding.ok) return funding
  const sectors = sectorNumbers(spec.risk_management, symbols)
  if (!sectors.ok) return sectors
  const legs = instruments.map(
    ({ costs, assetClass }, k): TradedInstrument => ({
      leg: market.instruments[k]!,
      costs,
      group: ASSET_CLASSES.indexOf(assetClass),
      sector: sectors.value[k]!,
      hourOf:
        market.intervalMs >= DAY_MS
          ? null
          : Uint8Array.from(market.timeMs, (timeMs) => exchangeHour(calendars[k]!, timeMs)),
      barsPerYear: barsPerYear(calendars[k]!, market.intervalMs),
      fundingRate: funding.value?.columns[k] ?? null,
    }),
  )
  const terms = compileTerms(spec, legs)
  if (!terms.ok) return terms
  const startCash = spec.initial_capital ?? workspace.capital
  const decisions = signalDecisions(market, chosen.strategy, chosen.parameters, spec.direction, predictions)
  const bare = { ...terms.value, market, decisions, startCash, fromBar, toBar }
  const request: BacktestRequest = stored === null ? bare : { ...bare, finer: stored.finer }
  const checked = checkRequest(request)
  if (!checked.ok) return checked
  const told = funding.value === null ? [] : fundingWarnings(funding.value, symbols, fromBar, toBar)
  const fundingHash = funding.value?.contentHash ?? null
  return success({ request, legs, startCash, fundingHash, fundingWarnings: told })
}
