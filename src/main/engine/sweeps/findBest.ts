import type { BacktestRequest } from '../../../core/backtest/model/backtestRequest.ts'
import type { BacktestResult } from '../../../core/backtest/model/backtestResult.ts'
import type { FigureTerms } from '../../../core/backtest/sweep/objective.ts'
import { FIGURE_WIDTH, SWEEP_FIGURES } from '../../../core/backtest/sweep/objective.ts'
import type { Neighbourhood } from '../../../core/backtest/sweep/plateau.ts'
import { writeResultFigures } from '../../../core/backtest/sweep/resultFigures.ts'
import { namedValues } from '../../../core/backtest/sweep/sweepConfiguration.ts'
import type { SweepInput } from '../../../core/backtest/sweep/sweepData.ts'
import { ENGINE_VERSION } from '../../../core/contract/engineVersion.ts'
import type { LeakPart } from '../../../core/contract/leakScanRecord.ts'
import type { LedgerBasis } from '../../../core/contract/ledger.ts'
import type { SweepProposal } from '../../../core/contract/sweepProposals.ts'
import type { FoundConfiguration } from '../../../core/contract/sweepRecord.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Beat } from '../../../core/job/beat.ts'
import { symbolsKey } from '../../../core/job/symbolsKey.ts'
import type { MetricClock } from '../../../core/metrics/performance/metricClock.ts'
import { clockOf } from '../../../core/metrics/performance/metricClock.ts'
import { periodAccount } from '../../../core/metrics/performance/periodAccount.ts'
import { sharpe } from '../../../core/metrics/sharpe.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { deflatedSharpe } from '../../../core/robustness/deflatedSharpe.ts'
import { minimumTrackRecordLength } from '../../../core/robustness/minimumTrackRecordLength.ts'
import { kurtosis } from '../../../core/stats/kurtosis.ts'
import type { SearchHistory } from '../../../core/stats/search/searchHistory.ts'
import { skewness } from '../../../core/stats/skewness.ts'
import { calendar24x7 } from '../../../core/time/calendar24x7.ts'
import { manifestOf } from '../backtests/manifestOf.ts'
import { runWithCard } from '../backtests/runWithCard.ts'
import { scanBacktest } from '../backtests/scanBacktest.ts'
import { metricsOf } from '../backtests/storeBacktest.ts'
import type { TrialCount } from '../pipeline/trialBook.ts'
import type { PreparedSweep } from './prepareSweep.ts'
import { proposeConfiguration } from './proposeConfiguration.ts'
import type { SweepPorts } from './sweepPorts.ts'
import { shownFigure } from './sweepTerms.ts'

/** A year of UTC days. */
export const UTC_DAYS = clockOf([calendar24x7])

export type Found = {
  readonly found: FoundConfiguration
  readonly proposal: SweepProposal
  readonly sharpePerUtcDay: number | null
  /** Of the proposal's leak scan. */
  readonly leakParts: readonly LeakPart[]
}

export type FindParts = {
  readonly ports: SweepPorts
  readonly workspace: Workspace
  readonly sweep: PreparedSweep
  readonly history: SearchHistory
  readonly clock: MetricClock
  readonly dayOf: Int32Array
  readonly terms: FigureTerms
  readonly count: TrialCount
  readonly basis: LedgerBasis
  readonly beat: Beat
}

/** A row of a sweep run whole as a backtest, with what luck alone would have shown. */
export async function findConfiguration(
  parts: FindParts,
  kind: SweepProposal['kind'],
  around: Neighbourhood,
): Promise<Outcome<Found>> {
  const { ports, workspace, sweep, history, clock, terms, count } = parts
  const values = namedValues(sweep.axes, history.coordinates, around.row * sweep.axes.length)
  const ready = await proposeConfiguration(ports, workspace, sweep, values)
  if (!ready.ok) return ready
  const prepared = ready.value
  const run = runWithCard(prepared.request, 'vector', clock, parts.beat)
  const { ledgerSymbols } = prepared.traded
  const manifest = manifestOf(prepared, {
    symbols: symbolsKey(ledgerSymbols),
    quoteCurrency: workspace.quoteCurrency,
    synthetic: workspace.synthetic ?? null,
    engineVersion: ENGINE_VERSION,
    openings: [],
    ledgerBasis: parts.basis,
  })
  const parameters = plainValues(values)
  const luck = luckOf(prepared.request, run.result, count)
  const { row, mean, least, neighbours, valued } = around
  return success({
    found: {
      row,
      parameters,
      figures: figuresOf(resultRow(prepared.request, run.result, parts.dayOf), terms),
      neighbourhood: { mean: numberOrNull(mean), least: numberOrNull(least), neighbours, valued },
      deflatedSharpe: luck.deflatedSharpe,
      minimumTrackRecordDays: luck.minimumTrackRecordDays,
      observedDays: luck.observedDays,
    },
    proposal: {
      kind,
      parameters,
      manifest,
      metrics: metricsOf(prepared, run),
      trials: { trials: count.trials, varianceAcrossTrials: count.varianceAcrossTrials },
    },
    sharpePerUtcDay: luck.sharpePerUtcDay,
    leakParts: scanBacktest(ports.files, prepared, parts.beat).parts,
  })
}

function luckOf({ market, fromBar, toBar, startCash }: BacktestRequest, { equity }: BacktestResult, count: TrialCount) {
  const { returns } = periodAccount(market.timeMs.subarray(fromBar, toBar), equity, startCash, UTC_DAYS)
  const sharpePerUtcDay = sharpe(returns, 1)
  const { trials, varianceAcrossTrials } = count
  const deflated = varianceAcrossTrials === null ? null : deflatedSharpe({ returns, trials, varianceAcrossTrials })
  const track =
    sharpePerUtcDay === null
      ? null
      : minimumTrackRecordLength({
          sharpePerPeriod: sharpePerUtcDay,
          skewness: skewness(returns),
          kurtosis: kurtosis(returns),
        })
  return {
    sharpePerUtcDay,
    deflatedSharpe: deflated?.probability ?? null,
    minimumTrackRecordDays: track === null ? null : Math.ceil(track),
    observedDays: returns.length,
  }
}

/** CONFIGURATION_FIGURES of a result. */
export function resultRow(request: BacktestRequest, result: BacktestResult, dayOf: Int32Array): Float64Array {
  const row = new Float64Array(FIGURE_WIDTH)
  const input: SweepInput = { market: request.market, dayOf, predictions: null }
  writeResultFigures(result, input, request, row, 0)
  return row
}

export function figuresOf(row: Float64Array, terms: FigureTerms): Record<string, number | null> {
  return Object.fromEntries(SWEEP_FIGURES.map((figure) => [figure, numberOrNull(shownFigure(figure, row, 0, terms))]))
}

export function plainValues(values: Readonly<Record<string, unknown>>): FoundConfiguration['parameters'] {
  return JSON.parse(JSON.stringify(values))
}

export function numberOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
