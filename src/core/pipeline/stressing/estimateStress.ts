import type { RobustnessSpec } from '../../contract/robustnessRecord.ts'

/** What a suite will take: runs of the strategy, and seconds of one core by what was measured of a run. */
export type StressEstimate = { readonly runs: number; readonly seconds: number }

/** Break-even, assumption card and the backtest itself. */
const BESIDE_RUNS = 30
/** Measured on hourly bars of two instruments, a strategy of two averages; placebos are cheaper and resampled markets dearer. */
const SECONDS_PER_BAR = 0.3e-6

/** `bars` of each of so many instruments. */
export function estimateStress(
  { synthetic_markets: markets, placebos, cost_times: times, delay_bars: delays }: RobustnessSpec,
  {
    neighbours,
    bars,
    instruments,
  }: { readonly neighbours: number; readonly bars: number; readonly instruments: number },
): StressEstimate {
  const runs = 3 * markets + 2 * placebos + neighbours + times.length + delays.length + BESIDE_RUNS
  return { runs, seconds: runs * bars * instruments * SECONDS_PER_BAR }
}
