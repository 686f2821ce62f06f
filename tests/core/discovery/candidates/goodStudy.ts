import type { CandidateStudy, Variant } from '../../../../src/core/discovery/candidates/candidateStudy.ts'

/** A close look at 100 events that leaves nothing to wish for. */
export function goodStudy(id: string): CandidateStudy {
  const interval = { upliftLow: 0.001, upliftHigh: 0.005 }
  const part = (name: string): Variant => ({
    name,
    events: 50,
    mean: 0.004,
    uplift: 0.003,
    ...interval,
    t: 3,
    pValue: 0.002,
  })
  return {
    id,
    years: [part('2021'), part('2022')],
    regimes: [part('volatility:low'), part('volatility:high')],
    leaveOneOut: [part('without 2021'), part('without 2022')],
    symbols: [part('B')],
    withoutBest: [
      { without: 1, mean: 0.003, uplift: 0.002 },
      { without: 5, mean: 0.002, uplift: 0.001 },
    ],
    median: 0.003,
    trimmedMean: 0.0035,
    apart: part('apart'),
    costs: [
      { times: 1, costBps: 20, netMean: 0.002 },
      { times: 1.25, costBps: 25, netMean: 0.0015 },
      { times: 1.5, costBps: 30, netMean: 0.001 },
    ],
    delays: [part('1 bar later'), part('2 bars later')],
    neighbours: [part('shock@2.5'), part('8 bars')],
    decay: [
      { horizonBars: 2, mean: 0.002, uplift: 0.001 },
      { horizonBars: 4, mean: 0.004, uplift: 0.003 },
      { horizonBars: 8, mean: 0.003, uplift: 0.002 },
      { horizonBars: 16, mean: null, uplift: null },
    ],
    capacity: { medianBarValue: 50_000, barVolatility: 0.01, halfNetValue: 500, allNetValue: 2000 },
  }
}
