import { countOf } from '../../stats/search/searchAxis.ts'
import type { SweepAxis } from './sweepAxis.ts'

/** Writes the coordinates of a configuration of the grid; the last axis is fastest. */
export function writeGridRow(axes: readonly SweepAxis[], index: number, out: Float64Array, at: number): void {
  let rest = index
  for (let axis = axes.length - 1; axis >= 0; axis--) {
    const count = countOf(axes[axis]!)
    const above = Math.floor(rest / count)
    out[at + axis] = rest - above * count
    rest = above
  }
}
