import type { LegColumns } from '../market/pairColumns.ts'
import { studentTQuantile } from '../stats/studentTQuantile.ts'

/** The events of one hypothesis, and the times that they are held against. */
export type EventStudyInputs = {
  readonly leg: LegColumns
  /** 1 for a long trade, -1 for a short one. */
  readonly sign: 1 | -1
  readonly bars: Int32Array
  /** Number of the cluster of each event. */
  readonly cluster: Int32Array
  readonly controlBars: Int32Array
  /** Bars before and after the bar of the event. */
  readonly before: number
  readonly after: number
}

/** Columns of one length. Means are fractions of the entry price, in the direction of the trade; NaN where nothing is known. */
export type EventStudy = {
  readonly offset: readonly number[]
  readonly mean: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
  readonly controlMean: Float64Array
}

const SIDE = 0.975

/**
 * Mean path of the close around events, from `before` bars before to `after` bars after the bar of the event, against the entry: the open of the bar after it. The interval is 95 % of the
 * mean: clusters of events count as one each (Liang & Zeger 1986), Student's t with one less than their number. NaN for fewer than two clusters.
 */
export function eventStudy(inputs: EventStudyInputs): EventStudy {
  const { bars, cluster, controlBars, before, after } = inputs
  const offset = Array.from({ length: before + after + 1 }, (_, place) => place - before)
  const own = offset.map((bar) => meanAt(inputs, bars, cluster, bar))
  const controls = offset.map((bar) => meanAt(inputs, controlBars, null, bar))
  return {
    offset,
    mean: Float64Array.from(own, ({ mean }) => mean),
    low: Float64Array.from(own, ({ mean, error }) => mean - error),
    high: Float64Array.from(own, ({ mean, error }) => mean + error),
    controlMean: Float64Array.from(controls, ({ mean }) => mean),
  }
}

type MeanAt = { readonly mean: number; readonly error: number }

/** `error`: half of the interval; NaN where no clusters are given. */
function meanAt(inputs: EventStudyInputs, bars: Int32Array, cluster: Int32Array | null, offset: number): MeanAt {
  let sum = 0
  let count = 0
  for (const bar of bars) {
    const value = returnAt(inputs, bar, offset)
    if (Number.isNaN(value)) continue
    sum += value
    count++
  }
  const mean = count === 0 ? Number.NaN : sum / count
  if (cluster === null) return { mean, error: Number.NaN }
  return { mean, error: halfInterval(inputs, bars, cluster, offset, mean, count) }
}

function halfInterval(
  inputs: EventStudyInputs,
  bars: Int32Array,
  cluster: Int32Array,
  offset: number,
  mean: number,
  count: number,
): number {
  const residuals = new Map<number, number>()
  for (let event = 0; event < bars.length; event++) {
    const value = returnAt(inputs, bars[event]!, offset)
    if (!Number.isNaN(value)) residuals.set(cluster[event]!, (residuals.get(cluster[event]!) ?? 0) + value - mean)
  }
  const clusters = residuals.size
  if (clusters < 2) return Number.NaN
  let squares = 0
  for (const residual of residuals.values()) squares += residual * residual
  const error = Math.sqrt((squares * clusters) / (clusters - 1)) / count
  return studentTQuantile(SIDE, clusters - 1) * error
}

function returnAt({ leg, sign }: EventStudyInputs, bar: number, offset: number): number {
  const entry = leg.open[bar + 1] ?? Number.NaN
  const close = leg.close[bar + offset] ?? Number.NaN
  return entry > 0 ? sign * (close / entry - 1) : Number.NaN
}
