import { alphaBeta } from '../alphaBeta.ts'
import { informationRatio } from '../informationRatio.ts'
import type { BenchmarkHistory } from './accountHistory.ts'
import { figureUnless } from './figure.ts'
import type { MetricClock } from './metricClock.ts'
import type { PeriodAccount } from './periodAccount.ts'
import { periodAccount } from './periodAccount.ts'
import { whyNoRatio } from './returnFigures.ts'

/** Figures against a benchmark on the same bars, by the same clock. */
export function benchmarkFigures(
  { returns, periodsPerYear }: PeriodAccount,
  timeMs: Float64Array,
  clock: MetricClock,
  benchmark: BenchmarkHistory | null,
) {
  const others = benchmark === null ? null : periodAccount(timeMs, benchmark.equity, benchmark.startCash, clock).returns
  const reasons = [others === null ? 'There is no benchmark to compare with.' : null, whyNoRatio(returns)]
  const line = others === null ? null : alphaBeta(returns, others, periodsPerYear)
  const constant = 'The benchmark never moved.'
  return {
    beta: figureUnless(reasons, () => line?.beta ?? null, constant),
    alpha: figureUnless(reasons, () => line?.alphaPerYear ?? null, constant, periodsPerYear),
    informationRatio: figureUnless(
      reasons,
      () => (others === null ? null : informationRatio(returns, others, periodsPerYear)),
      'The difference to the benchmark is constant: it has no spread to divide by.',
      periodsPerYear,
    ),
  }
}
