/** A forward-return column laid out so that all placebo times of an event are consecutive: see `shiftColumn`. */
export type ShiftColumn = {
  readonly bars: number
  readonly stride: number
  /** Number of shifts: 0, stride, 2 stride, ... below `bars`. */
  readonly shifts: number
  /** Less its mean; 0 where there is no return. `phases[f][j]` is bar f + j x stride, going round twice. */
  readonly phases: readonly Float64Array[]
}

/** Lays out `returns` (NaN: none) for shifts by multiples of `stride`. */
export function shiftColumn(returns: Float64Array, stride: number): ShiftColumn {
  const bars = returns.length
  const centre = finiteMean(returns)
  const phases = Array.from({ length: stride }, (_, phase) => {
    const column = new Float64Array(Math.ceil((2 * bars - phase) / stride))
    for (let j = 0; j < column.length; j += 1) {
      const value = returns[(phase + j * stride) % bars]!
      column[j] = Number.isNaN(value) ? 0 : value - centre
    }
    return column
  })
  return { bars, stride, shifts: Math.ceil(bars / stride), phases }
}

function finiteMean(values: Float64Array): number {
  let sum = 0
  let count = 0
  for (const value of values) {
    if (Number.isNaN(value)) continue
    sum += value
    count += 1
  }
  return count === 0 ? 0 : sum / count
}

/**
 * The studentised sum of returns after a pattern of events, at the true time (entry 0) and shifted round the whole data by each multiple of the stride:
 * sum over clusters of S_c over sqrt(sum of S_c^2), S_c being the sum of the returns of one cluster. Shifting the pattern as a whole keeps how events come
 * in clusters; studentising keeps events of wild times comparable with placebo times of quiet ones. NaN where there is no spread.
 */
export function shiftedStatistics(column: ShiftColumn, bars: Int32Array, cluster: Int32Array): Float64Array {
  const { stride, shifts, phases } = column
  const sums = new Float64Array(shifts)
  const squares = new Float64Array(shifts)
  const ofCluster = new Float64Array(shifts)
  for (let event = 0; event < bars.length; event += 1) {
    const bar = bars[event]!
    const from = Math.floor(bar / stride)
    const source = phases[bar % stride]!
    const ends = event + 1 === bars.length || cluster[event + 1] !== cluster[event]
    const alone = ends && (event === 0 || cluster[event - 1] !== cluster[event])
    if (alone) addAlone(source, from, sums, squares)
    else {
      for (let j = 0; j < shifts; j += 1) ofCluster[j] = ofCluster[j]! + source[from + j]!
      if (ends) addAlone(ofCluster, 0, sums, squares)
      if (ends) ofCluster.fill(0)
    }
  }
  for (let j = 0; j < shifts; j += 1) sums[j] = sums[j]! / Math.sqrt(squares[j]!)
  return sums
}

function addAlone(source: Float64Array, from: number, sums: Float64Array, squares: Float64Array): void {
  for (let j = 0; j < sums.length; j += 1) {
    const value = source[from + j]!
    sums[j] = sums[j]! + value
    squares[j] = squares[j]! + value * value
  }
}

/** Shifts by a quarter of a horizon, or coarser where that were more than `mostShifts`. */
export function shiftStride(bars: number, horizonBars: number, mostShifts: number): number {
  return Math.max(1, Math.floor(horizonBars / 4), Math.ceil(bars / mostShifts))
}

/** The statistics without those of shifts by less than a horizon, which are all but the observed one itself. */
export function farShifts(statistics: Float64Array, column: ShiftColumn, horizonBars: number): Float64Array {
  return statistics.filter((_, place) => {
    const shift = place * column.stride
    return shift >= horizonBars && column.bars - shift >= horizonBars
  })
}
