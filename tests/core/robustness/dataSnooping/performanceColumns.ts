import { autoregressiveSeries } from '../../stats/lehmerSeries.ts'

/** Six columns of 120 periods, AR(1) with 0.4, of growing spread: the same numbers can be made in any language. */
export function performanceColumns(): readonly Float64Array[] {
  return [-0.3, -0.05, 0, 0.02, 0.05, 0.1].map((drift, k) =>
    autoregressiveSeries(120, 0.4, 1000 + k).map((value) => value * (1 + k) * 0.5 + drift),
  )
}
