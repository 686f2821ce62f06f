/** The greatest float32 that is not above a double; -Infinity where there is none. */
export function floatAtOrBelow(value: number): number {
  const nearest = Math.fround(value)
  return nearest <= value ? nearest : floatBelow(nearest)
}

/** The next float32 above one. */
export function floatAbove(float: number): number {
  return -floatBelow(-float)
}

/** The next float32 below one. */
export function floatBelow(float: number): number {
  if (Number.isNaN(float) || float === Number.NEGATIVE_INFINITY) return float
  const room = new Float32Array([float])
  const bits = new Int32Array(room.buffer)
  if (float === 0) return -SMALLEST
  bits[0]! += float > 0 ? -1 : 1
  return room[0]!
}

/** The greatest double that rounds (to nearest, ties to even) to a float32 below `float`: what is at or below it is below `float` once it is a float32. */
export function lastRoundedBelow(float: number): number {
  const below = floatBelow(float)
  if (!Number.isFinite(below)) return below
  const middle = Number.isFinite(float) ? below / 2 + float / 2 : LARGEST + OVERFLOW_HALF
  return Math.fround(middle) === below ? middle : doubleBelow(middle)
}

/** The shortest decimal text that reads back as this float32, with a point or an exponent: readers of XGBoost take a bare `1` for another kind of number. */
export function floatText(float: number): string {
  const text = shortestText(float)
  return /[.e]/.test(text) ? text : `${text}.0`
}

function shortestText(float: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const text = Number(float.toPrecision(digits)).toString()
    if (Math.fround(Number(text)) === float) return text
  }
  return Number(float.toPrecision(9)).toString()
}

const SMALLEST = 2 ** -149
export const LARGEST = 3.4028234663852886e38
/** Half a step beyond the largest float32: from there on doubles round to Infinity. */
const OVERFLOW_HALF = 2 ** 103

function doubleBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE
  const room = new Float64Array([value])
  const bits = new BigInt64Array(room.buffer)
  bits[0]! += value > 0 ? -1n : 1n
  return room[0]!
}
