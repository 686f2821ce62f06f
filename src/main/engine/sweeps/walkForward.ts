import { runBacktest } from '../../../core/backtest/runBacktest.ts'
import { CONFIGURATION_FIGURES } from '../../../core/backtest/sweep/configurationBlock.ts'
import { FIGURE_WIDTH } from '../../../core/backtest/sweep/objective.ts'
import { namedValues } from '../../../core/backtest/sweep/sweepConfiguration.ts'
import type { SweepSummary } from '../../../core/contract/sweepRecord.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { trialId } from '../../../core/job/trialId.ts'
import type { MetricClock } from '../../../core/metrics/performance/metricClock.ts'
import { periodAccount } from '../../../core/metrics/performance/periodAccount.ts'
import { sharpe } from '../../../core/metrics/sharpe.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { mean } from '../../../core/stats/mean.ts'
import type { SearchHistory } from '../../../core/stats/search/searchHistory.ts'
import { rankedRows } from '../../../core/stats/search/searchHistory.ts'
import { standardDeviation } from '../../../core/stats/standardDeviation.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import { figuresOf, numberOrNull, plainValues, resultRow, UTC_DAYS } from './findBest.ts'
import type { PreparedSweep } from './prepareSweep.ts'
import { proposeConfiguration } from './proposeConfiguration.ts'
import type { SweepPorts, SweepScope } from './sweepPorts.ts'
import { figureTerms } from './sweepTerms.ts'

export type WalkParts = {
  readonly ports: SweepPorts
  readonly workspace: Workspace
  readonly sweep: PreparedSweep
  readonly clock: MetricClock
  readonly dayOf: Int32Array
  readonly scope: SweepScope
}

type FoldResult = NonNullable<SweepSummary['walkForward']>['folds'][number]
type Tested = { readonly fold: FoldResult; readonly equity: Float64Array; readonly row: Float64Array | null }

const TEST_TRIALS = 'sweep-test'

/**
 * The best configuration of each training part on the test bars after it, one account through all tests: each begins flat with what the one before left, and what is
 * still open at its end is marked at the last close.
 */
export async function walkForward(
  parts: WalkParts,
  trained: readonly SearchHistory[],
): Promise<Outcome<SweepSummary['walkForward']>> {
  const { folds, prepared } = parts.sweep
  const tested: Tested[] = []
  let cash = prepared.request.startCash
  for (const [k, { test }] of folds.entries()) {
    const result = await testFold(parts, k + 1, test, trained[k]!, cash)
    if (!result.ok) return result
    tested.push(result.value)
    cash = result.value.equity[result.value.equity.length - 1]!
  }
  return success({ folds: tested.map(({ fold }) => fold), stitched: stitched(parts, tested) })
}

async function testFold(
  { ports, workspace, sweep, clock, dayOf, scope }: WalkParts,
  fold: number,
  { fromBar, toBar }: { readonly fromBar: number; readonly toBar: number },
  history: SearchHistory,
  startCash: number,
): Promise<Outcome<Tested>> {
  const { market } = sweep.prepared.request
  const { timeMs, intervalMs } = market
  const times = { testFirstTime: isoTime(timeMs[fromBar]!), testLastTime: isoTime(timeMs[toBar - 1]!) }
  const best = rankedRows(history)[0]
  const score = best === undefined ? Number.NaN : history.scores[best]!
  if (best === undefined || Number.isNaN(score)) {
    const equity = new Float64Array(toBar - fromBar).fill(startCash)
    return success({ fold: { fold, parameters: null, trainScore: null, testFigures: {}, ...times }, equity, row: null })
  }
  const values = namedValues(sweep.axes, history.coordinates, best * sweep.axes.length)
  const ready = await proposeConfiguration(ports, workspace, sweep, values)
  if (!ready.ok) return ready
  const span = { fromMs: timeMs[fromBar]!, toMs: timeMs[toBar - 1]! + intervalMs }
  const trial = { ...scope, span, stage: TEST_TRIALS }
  const id = trialId(ports.hash, { ...trial, config: ready.value.config })
  const recorded = ports.ledger.appendTrials({ ...trial, ids: [id] })
  if (!recorded.ok) return recorded
  const request = { ...ready.value.request, fromBar, toBar, startCash }
  const result = runBacktest(request)
  const { returns } = periodAccount(timeMs.subarray(fromBar, toBar), result.equity, startCash, UTC_DAYS)
  const scored = ports.ledger.appendResults({ ...trial, sharpes: [{ id, sharpe: sharpe(returns, 1) }] })
  if (!scored.ok) return scored
  const row = resultRow(request, result, dayOf)
  const terms = { ...figureTerms(sweep.prepared, clock, dayOf, fromBar, toBar), startCash }
  const testFigures = figuresOf(row, terms)
  return success({
    fold: { fold, parameters: plainValues(values), trainScore: numberOrNull(score), testFigures, ...times },
    equity: result.equity,
    row,
  })
}

const place = (name: (typeof CONFIGURATION_FIGURES)[number]) => CONFIGURATION_FIGURES.indexOf(name)
const ADDED = (['closedTrades', 'wins', 'losses', 'grossProfit', 'grossLoss'] as const).map(place)

/** Figures of one account through all tests. */
function stitched({ sweep, clock }: WalkParts, tested: readonly Tested[]): Record<string, number | null> {
  const { market, startCash } = sweep.prepared.request
  const fromBar = sweep.folds[0]!.test.fromBar
  const toBar = sweep.folds[sweep.folds.length - 1]!.test.toBar
  const equity = new Float64Array(toBar - fromBar)
  let at = 0
  for (const part of tested) {
    equity.set(part.equity, at)
    at += part.equity.length
  }
  const { returns } = periodAccount(market.timeMs.subarray(fromBar, toBar), equity, startCash, clock)
  const row = new Float64Array(FIGURE_WIDTH)
  row[place('endEquity')] = equity[equity.length - 1]!
  row[place('maximumDrawdown')] = deepestFall(equity, startCash)
  row[place('dayMean')] = mean(returns)
  row[place('dayDeviation')] = standardDeviation(returns, 1)
  row[place('dayDownside')] = Math.sqrt(mean(returns.map((value) => Math.min(0, value) ** 2)))
  for (const figure of ADDED) row[figure] = tested.reduce((sum, part) => sum + (part.row?.[figure] ?? 0), 0)
  return figuresOf(row, { startCash, days: returns.length, daysPerYear: clock.periodsPerYear })
}

/** At closes, as a positive fraction. */
function deepestFall(equity: Float64Array, startCash: number): number {
  let peak = startCash
  let worst = 0
  for (const value of equity) {
    peak = Math.max(peak, value)
    worst = Math.max(worst, 1 - value / peak)
  }
  return worst
}
