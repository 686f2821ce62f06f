// AssemblyScript. Built by scripts/buildKernels.ts into kernels.wasm beside it; a test builds it again and compares the bytes.
// Addresses are bytes in the imported memory; bit columns are Uint32, columns Float64 at multiples of 16 with room behind them for a Float32 shadow and its
// extents, lowest and highest of each 32 bars. Rounding keeps order: where two shadows differ, they say which value is greater; where they are equal, the values are looked at.
// Most words are decided by their extents, which lie in the nearest caches.

// @ts-ignore: decorator
@inline
function wordGreater(left: usize, right: usize): u32 {
  let bits: u32 = 0
  for (let pair = 0; pair < 16; pair += 4) {
    const a = i64x2.bitmask(f64x2.gt(v128.load(left), v128.load(right)))
    const b = i64x2.bitmask(f64x2.gt(v128.load(left, 16), v128.load(right, 16)))
    const c = i64x2.bitmask(f64x2.gt(v128.load(left, 32), v128.load(right, 32)))
    const d = i64x2.bitmask(f64x2.gt(v128.load(left, 48), v128.load(right, 48)))
    bits |= (a | (b << 2) | (c << 4) | (d << 6)) << (pair << 1)
    left += 64
    right += 64
  }
  return bits
}

// @ts-ignore: decorator
@inline
function restGreater(left: usize, right: usize, rest: i32): u32 {
  let bits: u32 = 0
  for (let bar = 0; bar < rest; bar++) {
    if (load<f64>(left) > load<f64>(right)) bits |= 1 << bar
    left += 8
    right += 8
  }
  return bits
}

// @ts-ignore: decorator
@inline
function shadowOf(column: usize, bars: i32): usize {
  return column + (((<usize>bars << 3) + 15) & ~15)
}

// @ts-ignore: decorator
@inline
function extentsOf(column: usize, bars: i32): usize {
  return shadowOf(column, bars) + (((<usize>bars << 2) + 15) & ~15)
}

/** Writes a column's shadow and the extents of its whole words; a missing value makes both extents of its word missing. */
export function settle(column: usize, bars: i32): void {
  let shadow = shadowOf(column, bars)
  let extents = extentsOf(column, bars)
  const words = bars >> 5
  for (let at = 0; at < words; at++) {
    let least = f32x4.splat(f32.MAX_VALUE)
    let most = f32x4.splat(-f32.MAX_VALUE)
    let known = i32x4.splat(-1)
    for (let four = 0; four < 8; four++) {
      const low = f32x4.demote_f64x2_zero(v128.load(column))
      const high = f32x4.demote_f64x2_zero(v128.load(column, 16))
      const values = i64x2.shuffle(low, high, 0, 2)
      v128.store(shadow, values)
      least = f32x4.pmin(least, values)
      most = f32x4.pmax(most, values)
      known = v128.and(known, f32x4.eq(values, values))
      column += 32
      shadow += 16
    }
    const isKnown = i32x4.all_true(known)
    store<f32>(extents, isKnown ? lowest(least) : f32.NaN)
    store<f32>(extents, isKnown ? -lowest(f32x4.neg(most)) : f32.NaN, 4)
    extents += 8
  }
}

// @ts-ignore: decorator
@inline
function lowest(four: v128): f32 {
  return min<f32>(
    min<f32>(f32x4.extract_lane(four, 0), f32x4.extract_lane(four, 1)),
    min<f32>(f32x4.extract_lane(four, 2), f32x4.extract_lane(four, 3)),
  )
}

// @ts-ignore: decorator
@inline
function word(left: usize, right: usize, bars: i32, at: usize, settled: bool): u32 {
  if (!settled) return wordGreater(left + (at << 8), right + (at << 8))
  const leftExtents = extentsOf(left, bars) + (at << 3)
  const rightExtents = extentsOf(right, bars) + (at << 3)
  if (load<f32>(leftExtents) > load<f32>(rightExtents, 4)) return 0xffffffff
  if (load<f32>(rightExtents) > load<f32>(leftExtents, 4)) return 0
  return shadowGreater(left + (at << 8), right + (at << 8), shadowOf(left, bars) + (at << 7), shadowOf(right, bars) + (at << 7))
}

// @ts-ignore: decorator
@inline
function shadowGreater(left: usize, right: usize, leftShadow: usize, rightShadow: usize): u32 {
  let bits: u32 = 0
  let same = i32x4.splat(0)
  for (let four = 0; four < 32; four += 8) {
    const a0 = v128.load(leftShadow)
    const b0 = v128.load(rightShadow)
    const a1 = v128.load(leftShadow, 16)
    const b1 = v128.load(rightShadow, 16)
    bits |= (i32x4.bitmask(f32x4.gt(a0, b0)) | (i32x4.bitmask(f32x4.gt(a1, b1)) << 4)) << four
    same = v128.or(same, v128.or(f32x4.eq(a0, b0), f32x4.eq(a1, b1)))
    leftShadow += 32
    rightShadow += 32
  }
  return v128.any_true(same) ? wordGreater(left, right) : bits
}

/** Bits of the bars where left > right, 32 bars a word. `bars` values each; the last word is filled up with zeros. `settled`: both columns are. */
export function whereGreater(left: usize, right: usize, out: usize, bars: i32, settled: bool): void {
  const words = bars >> 5
  for (let at: usize = 0; at < <usize>words; at++) {
    store<u32>(out, word(left, right, bars, at, settled))
    out += 4
  }
  const rest = bars & 31
  if (rest != 0) store<u32>(out, restGreater(left + (<usize>words << 8), right + (<usize>words << 8), rest))
}

/** Bits of the bars where left > right begins, and of those where it does not hold. */
export function crossings(left: usize, right: usize, begins: usize, fails: usize, bars: i32, settled: bool): void {
  const words = bars >> 5
  let before: u32 = 0
  for (let at: usize = 0; at < <usize>words; at++) {
    const now = word(left, right, bars, at, settled)
    store<u32>(begins, now & ~((now << 1) | before))
    store<u32>(fails, ~now)
    before = now >> 31
    begins += 4
    fails += 4
  }
  const rest = bars & 31
  if (rest == 0) return
  const now = restGreater(left + (<usize>words << 8), right + (<usize>words << 8), rest)
  store<u32>(begins, now & ~((now << 1) | before))
  store<u32>(fails, ~now & ((1 << rest) - 1))
}

let state0: u32
let state1: u32
let state2: u32
let state3: u32

// @ts-ignore: decorator
@inline
function mixed(x: u32): u32 {
  let z = x
  z = (z ^ (z >> 16)) * 0x85ebca6b
  z = (z ^ (z >> 13)) * 0xc2b2ae35
  return z ^ (z >> 16)
}

function seed(value: u32): void {
  let x = value + 0x9e3779b9
  state0 = mixed(x)
  x += 0x9e3779b9
  state1 = mixed(x)
  x += 0x9e3779b9
  state2 = mixed(x)
  x += 0x9e3779b9
  state3 = mixed(x)
}

/**
 * Stationary bootstrap of `count` returns, resamples firstSeed .. firstSeed + resamples - 1, each with a xoshiro128** stream of its own: mean, standard deviation (ddof 1) and the lowest
 * equity / peak of each resample, three Float64 a resample, to `out`. A step restarts where a draw is below `threshold`.
 */
export function bootstrap(returns: usize, count: i32, firstSeed: u32, resamples: i32, threshold: u32, out: usize): void {
  for (let resample = 0; resample < resamples; resample++) {
    seed(firstSeed + resample)
    let a = state0
    let b = state1
    let c = state2
    let d = state3
    let sum: f64 = 0
    let square: f64 = 0
    let equity: f64 = 1
    let peak: f64 = 1
    let lowest: f64 = 1
    let index: u32 = 0
    const n: u32 = count
    for (let step = 0; step < count; step++) {
      let restarts = step == 0
      if (!restarts) {
        const m = b * 5
        const value = rotl<u32>(m, 7) * 9
        const t = b << 9
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= t
        d = rotl<u32>(d, 11)
        restarts = value < threshold
      }
      if (restarts) {
        const m = b * 5
        const value = rotl<u32>(m, 7) * 9
        const t = b << 9
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= t
        d = rotl<u32>(d, 11)
        index = <u32>((<u64>value * <u64>n) >> 32)
      } else {
        index++
        if (index == n) index = 0
      }
      const value = load<f64>(returns + (<usize>index << 3))
      sum += value
      square += value * value
      equity += equity * value
      if (equity > peak) peak = equity
      else if (equity < lowest * peak) lowest = equity / peak
    }
    const mean = sum / <f64>count
    store<f64>(out, mean)
    store<f64>(out, sqrt((square - <f64>count * mean * mean) / <f64>(count - 1)), 8)
    store<f64>(out, lowest, 16)
    out += 24
  }
}
