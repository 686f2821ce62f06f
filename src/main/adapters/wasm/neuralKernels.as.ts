// AssemblyScript. Built by scripts/buildKernels.ts into neuralKernels.wasm beside it; a test builds it again and compares the bytes.
// Addresses and steps are bytes. Every element is summed in the order of its depth, by separate products and sums: so its bits are those of
// src/core/models/neural/javascriptMatrixKernels.ts, however the loops are blocked.

/** So much depth at a time: what the inner loops read stays in the nearest cache. Sums are put down and taken up again between, unchanged. */
const DEPTH: i32 = 128

// @ts-ignore: decorator
@inline
function pairOf(at: usize, step: usize, beside: bool): v128 {
  return beside ? v128.load(at) : v128.load64_lane(at + step, v128.load64_zero(at), 1)
}

// @ts-ignore: decorator
@inline
function block(
  depth: i32, a: usize, aRow: usize, aStep: usize, b: usize, bRow: usize, bStep: usize, c: usize, cRow: usize, adds: bool, beside: bool,
): void {
  const c1 = c + cRow
  const c2 = c1 + cRow
  const c3 = c2 + cRow
  let s00 = f64x2.splat(0)
  let s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00
  if (adds) {
    s00 = v128.load(c); s01 = v128.load(c, 16)
    s10 = v128.load(c1); s11 = v128.load(c1, 16)
    s20 = v128.load(c2); s21 = v128.load(c2, 16)
    s30 = v128.load(c3); s31 = v128.load(c3, 16)
  }
  const aRow2 = aRow << 1
  const aRow3 = aRow2 + aRow
  const half = bStep << 1
  for (let k = 0; k < depth; k++) {
    const b0 = pairOf(b, bStep, beside)
    const b1 = pairOf(b + half, bStep, beside)
    let x = v128.load64_splat(a)
    s00 = f64x2.add(s00, f64x2.mul(x, b0)); s01 = f64x2.add(s01, f64x2.mul(x, b1))
    x = v128.load64_splat(a + aRow)
    s10 = f64x2.add(s10, f64x2.mul(x, b0)); s11 = f64x2.add(s11, f64x2.mul(x, b1))
    x = v128.load64_splat(a + aRow2)
    s20 = f64x2.add(s20, f64x2.mul(x, b0)); s21 = f64x2.add(s21, f64x2.mul(x, b1))
    x = v128.load64_splat(a + aRow3)
    s30 = f64x2.add(s30, f64x2.mul(x, b0)); s31 = f64x2.add(s31, f64x2.mul(x, b1))
    a += aStep
    b += bRow
  }
  v128.store(c, s00); v128.store(c, s01, 16)
  v128.store(c1, s10); v128.store(c1, s11, 16)
  v128.store(c2, s20); v128.store(c2, s21, 16)
  v128.store(c3, s30); v128.store(c3, s31, 16)
}

/** One row of four columns. */
// @ts-ignore: decorator
@inline
function strip(depth: i32, a: usize, aStep: usize, b: usize, bRow: usize, bStep: usize, c: usize, adds: bool, beside: bool): void {
  let s0 = f64x2.splat(0)
  let s1 = s0
  if (adds) {
    s0 = v128.load(c); s1 = v128.load(c, 16)
  }
  const half = bStep << 1
  for (let k = 0; k < depth; k++) {
    const x = v128.load64_splat(a)
    s0 = f64x2.add(s0, f64x2.mul(x, pairOf(b, bStep, beside)))
    s1 = f64x2.add(s1, f64x2.mul(x, pairOf(b + half, bStep, beside)))
    a += aStep
    b += bRow
  }
  v128.store(c, s0); v128.store(c, s1, 16)
}

// @ts-ignore: decorator
@inline
function single(depth: i32, a: usize, aStep: usize, b: usize, bRow: usize, c: usize, adds: bool): void {
  let sum: f64 = adds ? load<f64>(c) : 0
  for (let k = 0; k < depth; k++) {
    sum += load<f64>(a) * load<f64>(b)
    a += aStep
    b += bRow
  }
  store<f64>(c, sum)
}

// @ts-ignore: decorator
@inline
function slice(
  rows: i32, depth: i32, columns: i32,
  a: usize, aRow: usize, aStep: usize, b: usize, bRow: usize, bStep: usize, c: usize, cRow: usize, adds: bool, beside: bool,
): void {
  const wide = columns & ~3
  let row = 0
  for (; row + 4 <= rows; row += 4) {
    for (let column = 0; column < wide; column += 4) {
      block(depth, a, aRow, aStep, b + <usize>column * bStep, bRow, bStep, c + (<usize>column << 3), cRow, adds, beside)
    }
    a += aRow << 2
    c += cRow << 2
  }
  for (; row < rows; row++) {
    for (let column = 0; column < wide; column += 4) {
      strip(depth, a, aStep, b + <usize>column * bStep, bRow, bStep, c + (<usize>column << 3), adds, beside)
    }
    a += aRow
    c += cRow
  }
}

export function multiply(
  rows: i32, depth: i32, columns: i32,
  a: usize, aRow: usize, aStep: usize, b: usize, bRow: usize, bStep: usize, c: usize, cRow: usize, adds: bool,
): void {
  let from = 0
  do {
    const part = min(DEPTH, depth - from)
    const left = a + <usize>from * aStep
    const right = b + <usize>from * bRow
    const more = adds || from > 0
    if (bStep == 8) slice(rows, part, columns, left, aRow, aStep, right, bRow, 8, c, cRow, more, true)
    else slice(rows, part, columns, left, aRow, aStep, right, bRow, bStep, c, cRow, more, false)
    for (let column = columns & ~3; column < columns; column++) {
      const above = right + <usize>column * bStep
      for (let row = 0; row < rows; row++) {
        single(part, left + <usize>row * aRow, aStep, above, bRow, c + <usize>row * cRow + (<usize>column << 3), more)
      }
    }
    from += DEPTH
  } while (from < depth)
}

/** Constants of `exponential.ts`, in its order; read from memory, which costs less than making them anew. */
const TABLE = memory.data<f64>([
  708, 1.4426950408889634, 6755399441055744, 0.6931471803691238, 1.9082149292705877e-10,
  1.6059043836821613e-10, 2.08767569878681e-9, 2.505210838544172e-8, 2.755731922398589e-7, 2.7557319223985893e-6,
  2.48015873015873e-5, 0.0001984126984126984, 0.001388888888888889, 0.008333333333333333, 0.041666666666666664,
  0.16666666666666666, 0.5, 1, 1,
], 16)
const FIRST_TERM = 5
const TERMS = 14

// @ts-ignore: decorator
@inline
function constant(at: i32): v128 {
  return v128.load64_splat(TABLE + (<usize>at << 3))
}

// @ts-ignore: decorator
@inline
function shift(x: v128): v128 {
  const limit = constant(0)
  const held = f64x2.min(f64x2.max(x, f64x2.neg(limit)), limit)
  return f64x2.add(f64x2.mul(held, constant(1)), constant(2))
}

// @ts-ignore: decorator
@inline
function reduce(x: v128, shifted: v128): v128 {
  const limit = constant(0)
  const held = f64x2.min(f64x2.max(x, f64x2.neg(limit)), limit)
  const whole = f64x2.sub(shifted, constant(2))
  return f64x2.sub(f64x2.sub(held, f64x2.mul(whole, constant(3))), f64x2.mul(whole, constant(4)))
}

// The whole number stands in the lowest bits of `shifted`; moved into the exponent it is its power of two. NaN stays NaN by the product.
// @ts-ignore: decorator
@inline
function scale(sum: v128, shifted: v128): v128 {
  return f64x2.mul(sum, i64x2.shl(i64x2.add(shifted, i64x2.splat(1023)), 52))
}

// @ts-ignore: decorator
@inline
function argument(kind: i32, x: v128): v128 {
  if (kind == 0) return f64x2.neg(x)
  if (kind == 1) return f64x2.add(f64x2.abs(x), f64x2.abs(x))
  return x
}

// @ts-ignore: decorator
@inline
function result(kind: i32, x: v128, power: v128): v128 {
  const one = constant(FIRST_TERM + 13)
  if (kind == 0) return f64x2.div(one, f64x2.add(one, power))
  if (kind == 1) {
    const size = f64x2.sub(one, f64x2.div(f64x2.add(one, one), f64x2.add(power, one)))
    return v128.bitselect(f64x2.neg(size), size, f64x2.lt(x, f64x2.splat(0)))
  }
  return power
}

/** Four pairs at a time, so that the steps of one fill the waits of the others. */
// @ts-ignore: decorator
@inline
function eight(kind: i32, at: usize): void {
  const x0 = argument(kind, v128.load(at))
  const x1 = argument(kind, v128.load(at, 16))
  const x2 = argument(kind, v128.load(at, 32))
  const x3 = argument(kind, v128.load(at, 48))
  const n0 = shift(x0)
  const n1 = shift(x1)
  const n2 = shift(x2)
  const n3 = shift(x3)
  const r0 = reduce(x0, n0)
  const r1 = reduce(x1, n1)
  const r2 = reduce(x2, n2)
  const r3 = reduce(x3, n3)
  let term = constant(FIRST_TERM)
  let s0 = term, s1 = term, s2 = term, s3 = term
  for (let next = 1; next < TERMS; next++) {
    term = constant(FIRST_TERM + next)
    s0 = f64x2.add(f64x2.mul(s0, r0), term)
    s1 = f64x2.add(f64x2.mul(s1, r1), term)
    s2 = f64x2.add(f64x2.mul(s2, r2), term)
    s3 = f64x2.add(f64x2.mul(s3, r3), term)
  }
  v128.store(at, result(kind, v128.load(at), scale(s0, n0)))
  v128.store(at, result(kind, v128.load(at, 16), scale(s1, n1)), 16)
  v128.store(at, result(kind, v128.load(at, 32), scale(s2, n2)), 32)
  v128.store(at, result(kind, v128.load(at, 48), scale(s3, n3)), 48)
}

// @ts-ignore: decorator
@inline
function one(kind: i32, at: usize): void {
  const given = v128.load64_zero(at)
  const x = argument(kind, given)
  const n = shift(x)
  const r = reduce(x, n)
  let sum = constant(FIRST_TERM)
  for (let next = 1; next < TERMS; next++) sum = f64x2.add(f64x2.mul(sum, r), constant(FIRST_TERM + next))
  store<f64>(at, f64x2.extract_lane(result(kind, given, scale(sum, n)), 0))
}

// @ts-ignore: decorator
@inline
function each(kind: i32, rows: i32, columns: i32, at: usize, rowStep: usize): void {
  if (rowStep == <usize>columns << 3) {
    columns *= rows
    rows = 1
  }
  for (let row = 0; row < rows; row++) {
    let here = at
    let column = 0
    for (; column + 8 <= columns; column += 8) {
      eight(kind, here)
      here += 64
    }
    for (; column < columns; column++) {
      one(kind, here)
      here += 8
    }
    at += rowStep
  }
}

export function sigmoid(rows: i32, columns: i32, at: usize, rowStep: usize): void {
  each(0, rows, columns, at, rowStep)
}

export function hyperbolicTangent(rows: i32, columns: i32, at: usize, rowStep: usize): void {
  each(1, rows, columns, at, rowStep)
}

export function exponential(rows: i32, columns: i32, at: usize, rowStep: usize): void {
  each(2, rows, columns, at, rowStep)
}
