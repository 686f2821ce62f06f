const LIMIT = 708
/** log2(e); ln 2 in two parts, the upper with 32 trailing zero bits, so that its product with a small whole number is exact (Cody & Waite 1980). */
const LOG2_E = Math.LOG2E
const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10
/** 1.5 * 2^52: added to a small number and taken away again, it leaves the nearest whole number. */
const ROUNDER = 6755399441055744
const LOWEST_POWER = -1022
const POWERS = powersOfTwo()

/** 1/13!, 1/12!, ... 1/2!: the series of e^r, whose error on |r| <= ln(2)/2 is below half a unit in the last place. */
const C13 = 1.6059043836821613e-10
const C12 = 2.08767569878681e-9
const C11 = 2.505210838544172e-8
const C10 = 2.755731922398589e-7
const C9 = 2.7557319223985893e-6
const C8 = 2.48015873015873e-5
const C7 = 0.0001984126984126984
const C6 = 0.001388888888888889
const C5 = 0.008333333333333333
const C4 = 0.041666666666666664
const C3 = 0.16666666666666666

/**
 * e^x by our own arithmetic, so that its bits are the same on every machine and in `neuralKernels.as.ts`, which does these very steps; x is held to [-708, 708].
 * Within two units in the last place.
 */
export function exponential(x: number): number {
  const held = Math.min(Math.max(x, -LIMIT), LIMIT)
  const whole = held * LOG2_E + ROUNDER - ROUNDER
  const r = held - whole * LN2_HIGH - whole * LN2_LOW
  let sum = C13
  sum = sum * r + C12
  sum = sum * r + C11
  sum = sum * r + C10
  sum = sum * r + C9
  sum = sum * r + C8
  sum = sum * r + C7
  sum = sum * r + C6
  sum = sum * r + C5
  sum = sum * r + C4
  sum = sum * r + C3
  sum = sum * r + 0.5
  sum = sum * r + 1
  sum = sum * r + 1
  return Number.isNaN(whole) ? Number.NaN : sum * POWERS[whole - LOWEST_POWER]!
}

/** 1 / (1 + e^-x). */
export function sigmoidOf(x: number): number {
  return 1 / (1 + exponential(-x))
}

/** Odd, and 1 - 2 / (e^2x + 1) for x above 0: its error is relative to 1, not to small x. */
export function tangentOf(x: number): number {
  const size = 1 - 2 / (exponential(2 * Math.abs(x)) + 1)
  return x < 0 ? -size : size
}

function powersOfTwo(): Float64Array {
  const powers = new Float64Array(2 * -LOWEST_POWER + 1)
  powers[-LOWEST_POWER] = 1
  for (let n = 1; n <= -LOWEST_POWER; n++) {
    powers[n - LOWEST_POWER] = powers[n - 1 - LOWEST_POWER]! * 2
    powers[-n - LOWEST_POWER] = powers[-n + 1 - LOWEST_POWER]! / 2
  }
  return powers
}
