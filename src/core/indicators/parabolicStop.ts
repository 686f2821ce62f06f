type Stop = { isLong: boolean; extreme: number; stop: number; step: number }

/**
 * Parabolic stop and reverse, in price (Wilder 1978; TA-Lib SAR): the stop that stood during the bar, or on the bar that crossed it the extreme
 * of the trend that ended. First value at row 1; the first direction is down where the low fell by more than the high rose.
 * A bar without high or low is NaN and leaves the state; limits by the two bars before mean the last known two.
 */
export function parabolicStop(high: Float64Array, low: Float64Array, acceleration: number, most: number): Float64Array {
  const result = new Float64Array(high.length).fill(Number.NaN)
  let state: Stop | null = null
  let before = -1
  for (let row = 0; row < high.length; row++) {
    if (!Number.isFinite(high[row]! + low[row]!)) continue
    if (before >= 0) {
      // At its first bar TA-Lib limits the stop by that bar alone.
      const limit = state === null ? row : before
      state ??= firstStop(high, low, before, row, Math.min(acceleration, most))
      result[row] = advance(state, high, low, limit, row, acceleration, most)
    }
    before = row
  }
  return result
}

function firstStop(high: Float64Array, low: Float64Array, before: number, row: number, step: number): Stop {
  const up = high[row]! - high[before]!
  const down = low[before]! - low[row]!
  const isLong = !(down > 0 && down > up)
  return { isLong, extreme: isLong ? high[row]! : low[row]!, stop: isLong ? low[before]! : high[before]!, step }
}

/** The stop of this bar; `state` becomes that of the next. */
function advance(
  state: Stop,
  high: Float64Array,
  low: Float64Array,
  before: number,
  row: number,
  acceleration: number,
  most: number,
): number {
  const crossed = state.isLong ? low[row]! <= state.stop : high[row]! >= state.stop
  if (crossed) {
    state.isLong = !state.isLong
    state.stop = outside(state.isLong, state.extreme, high, low, before, row)
    state.step = Math.min(acceleration, most)
    state.extreme = state.isLong ? high[row]! : low[row]!
  }
  const shown = state.stop
  const further = state.isLong ? high[row]! > state.extreme : low[row]! < state.extreme
  if (further && !crossed) {
    state.extreme = state.isLong ? high[row]! : low[row]!
    state.step = Math.min(state.step + acceleration, most)
  }
  state.stop = outside(state.isLong, state.stop + state.step * (state.extreme - state.stop), high, low, before, row)
  return shown
}

/** No nearer than the extremes of the last two bars. */
function outside(
  isLong: boolean,
  stop: number,
  high: Float64Array,
  low: Float64Array,
  before: number,
  row: number,
): number {
  return isLong ? Math.min(stop, low[before]!, low[row]!) : Math.max(stop, high[before]!, high[row]!)
}
