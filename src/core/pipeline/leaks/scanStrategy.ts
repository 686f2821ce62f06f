import { compileTerms, type TradedInstrument } from '../../backtest/compile/compileTerms.ts'
import { signalDecisions } from '../../backtest/compile/signalDecisions.ts'
import type { BacktestRequest } from '../../backtest/model/backtestRequest.ts'
import type { Decisions } from '../../backtest/model/decisions.ts'
import type { StrategyDefinition, StrategyParameters } from '../../backtest/strategies/strategyDefinition.ts'
import type { BacktestSpec } from '../../contract/backtestSpec.ts'
import type { LeakPart } from '../../contract/leakScanRecord.ts'
import type { Beat } from '../../job/beat.ts'
import { createStream } from '../../stats/seededStream.ts'
import { drawCuts } from '../../validation/leakCuts.ts'
import { type LeakScanRequest, STANDARD_PROBES, scanForLeaks } from '../../validation/leakScan.ts'
import { leakPart } from './leakRecord.ts'
import { finerWithin, newestInputs, STRATEGY_SHAPE, type StrategyInputs } from './strategyInputs.ts'
import { eventTradeColumns, tradeColumnNames, vectorTradeColumns } from './tradeColumns.ts'

const CUTS = 3
/** Newest bars that are looked at, at most, and how many of the longest warm-up at least. */
const MOST_BARS = 20_000
const WARM_UPS = 4

/** A strategy with everything that a backtest is compiled from. Bars from `fromBar` on are traded. */
export type ScannedStrategy = {
  readonly strategy: StrategyDefinition
  readonly parameters: StrategyParameters
  readonly spec: BacktestSpec
  readonly inputs: StrategyInputs
  readonly instruments: readonly TradedInstrument[]
  readonly fromBar: number
  readonly startCash: number
  readonly seed: number
}

/** The signals of a strategy at some parameters, computed again without later bars and with other ones. */
export function scanSignals(
  scanned: Pick<ScannedStrategy, 'strategy' | 'spec' | 'inputs' | 'fromBar' | 'seed'>,
  points: readonly StrategyParameters[],
  beat: Beat,
): LeakPart {
  const { strategy, spec } = scanned
  const { inputs, cuts } = scannedPart(scanned, points)
  const instruments = inputs.market.instruments.length
  const names = points.flatMap((_, point) => signalNames(points.length === 1 ? '' : `point ${point + 1} `, instruments))
  const compute = (given: StrategyInputs) =>
    points.flatMap((parameters) =>
      signalColumns(signalDecisions(given.market, strategy, parameters, spec.direction, given.predictions)),
    )
  return partOf('signals', strategy.id, { names, compute, inputs, shape: STRATEGY_SHAPE, cuts }, beat)
}

/** All that a backtest decides and does: its signals, the columns that its terms read, and fills, orders and account of each of its engines. */
export function scanStrategy(scanned: ScannedStrategy, beat: Beat): LeakPart {
  const { strategy, parameters, spec, instruments } = scanned
  const { inputs, cuts, from } = scannedPart(scanned, [parameters])
  const fromBar = Math.max(0, scanned.fromBar - from)
  const engines = spec.engine === 'both' ? (['vector', 'event'] as const) : ([spec.engine] as const)
  const requestOf = (given: StrategyInputs) => requestAgain({ ...scanned, fromBar }, given)
  const read = termColumns(requestOf(inputs)).map((column) => column !== null)
  const ofTerms = <T>(columns: readonly T[]) => columns.filter((_, place) => read[place])
  const names = [
    ...signalNames('', instruments.length),
    ...ofTerms(instruments.flatMap((_, k) => TERM_COLUMNS.map((name) => `${name} ${k + 1}`))),
    ...engines.flatMap((engine) => tradeColumnNames(engine, instruments.length)),
  ]
  const compute = (given: StrategyInputs) => {
    const request = requestOf(given)
    return [
      ...signalColumns(request.decisions),
      ...ofTerms(termColumns(request)).map((column) => column ?? noColumn(given)),
      ...engines.flatMap((engine) => (engine === 'vector' ? vectorTradeColumns : eventTradeColumns)(request)),
    ]
  }
  return partOf('strategy', strategy.id, { names, compute, inputs, shape: STRATEGY_SHAPE, cuts }, beat)
}

function scannedPart(
  { strategy, inputs, fromBar, seed }: Pick<ScannedStrategy, 'strategy' | 'inputs' | 'fromBar' | 'seed'>,
  points: readonly StrategyParameters[],
) {
  const warmUp = points.reduce((most, parameters) => Math.max(most, strategy.warmUpBars(parameters)), 0)
  const rows = inputs.market.timeMs.length
  const from = Math.max(0, rows - Math.max(MOST_BARS, WARM_UPS * warmUp))
  const part = newestInputs(inputs, from)
  const first = Math.max(0, fromBar - from)
  const stream = createStream(seed, `leak-scan.${strategy.id}`)
  const cuts = drawCuts(stream, rows - from - first, CUTS).map((cut) => first + cut)
  return { inputs: part, from, cuts }
}

function partOf(
  kind: LeakPart['kind'],
  subject: string,
  request: LeakScanRequest<StrategyInputs>,
  beat: Beat,
): LeakPart {
  const scan = scanForLeaks({ ...request, probes: STANDARD_PROBES, beat })
  const { names, inputs, cuts } = request
  const bars = inputs.market.timeMs.length
  return leakPart({ kind, subject, columns: names.length, bars, probes: [...STANDARD_PROBES], cuts: [...cuts] }, scan)
}

/** The backtest on other bars than its own. */
function requestAgain(
  { strategy, parameters, spec, instruments, fromBar, startCash }: ScannedStrategy,
  { market, predictions, fundingRate, hourOf, finer }: StrategyInputs,
): BacktestRequest {
  const legs = instruments.map((instrument, k) => ({
    ...instrument,
    leg: market.instruments[k]!,
    fundingRate: fundingRate[k]!,
    hourOf: hourOf[k]!,
  }))
  const terms = compileTerms(spec, legs)
  if (!terms.ok) throw new Error(terms.trouble.message)
  const decisions = signalDecisions(market, strategy, parameters, spec.direction, predictions)
  const toBar = market.timeMs.length
  const request = { ...terms.value, market, decisions, startCash, fromBar: Math.min(fromBar, toBar), toBar }
  return finer === null ? request : { ...request, finer: finerWithin(finer, toBar) }
}

function signalNames(prefix: string, instruments: number): readonly string[] {
  return Array.from({ length: instruments }, (_, k) =>
    ['enter long', 'exit long', 'enter short', 'exit short'].map((name) => `${prefix}${name} ${k + 1}`),
  ).flat()
}

function signalColumns(decisions: Decisions): readonly Float64Array[] {
  if (decisions.kind !== 'signals') throw new Error(`A strategy decided by ${decisions.kind}`)
  return decisions.instruments.flatMap(({ enterLong, exitLong, enterShort, exitShort }) =>
    [enterLong, exitLong, enterShort, exitShort].map((bytes) => Float64Array.from(bytes)),
  )
}

const TERM_COLUMNS = ['bar volatility', 'year volatility', 'range', 'entries']

/** Null where no term reads it. */
function termColumns({ columns }: BacktestRequest): readonly (Float64Array | null)[] {
  return columns.flatMap(({ barVolatility, yearVolatility, range, entryAllowed }) => [
    barVolatility,
    yearVolatility,
    range,
    entryAllowed === null ? null : Float64Array.from(entryAllowed),
  ])
}

function noColumn({ market }: StrategyInputs): Float64Array {
  return new Float64Array(market.timeMs.length).fill(Number.NaN)
}
