import { closesOf } from '../barColumns.ts'
import type { FeatureInputs } from '../matrixFeature.ts'
import type { TargetColumn } from './matrixTarget.ts'
import { unbrokenBars } from './unbrokenBars.ts'

/** A label and the bar at whose close it is known. */
export type Label = { readonly value: number; readonly endBar: number }

/** The last bar that a label of bar t may read; -1 where the data does not reach it. */
export type WindowEnd = (bar: number) => number

/** Labels of all bars whose window is whole; `labelAt` gives null where a price is missing. */
export function labelColumn(
  inputs: FeatureInputs,
  windowEnd: WindowEnd,
  labelAt: (bar: number, end: number) => Label | null,
): TargetColumn {
  const closes = closesOf(inputs)
  const isWhole = unbrokenBars(inputs)
  const values = new Float64Array(closes.length).fill(Number.NaN)
  const labelEndMs = new Float64Array(closes.length).fill(Number.NaN)
  let horizonBars = 0
  for (let bar = 0; bar < closes.length; bar++) {
    const end = windowEnd(bar)
    if (end < 0 || end >= closes.length || !isWhole(bar, end)) continue
    horizonBars = Math.max(horizonBars, end - bar)
    const label = labelAt(bar, end)
    if (label === null || Number.isNaN(label.value)) continue
    values[bar] = label.value
    labelEndMs[bar] = closes[label.endBar]!
  }
  return { values, labelEndMs, horizonBars }
}
