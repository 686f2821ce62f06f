// Part of `trees.as.ts`.
import {
  CODES,
  STRIDE,
  GRADIENTS,
  ORDER,
  SPARE,
  ALL_COLUMNS,
  BINS,
  THRESHOLDS,
  MOVES,
  COLUMN_CODES,
  ALL_ROWS,
  TARGET,
  WEIGHT,
  MARGIN,
  BINS_A_COLUMN,
  TASK_BYTES,
} from './treesWords.as'

/** Parts the rows of each move of the share: those that go left first, both sides in their order. Writes how many go left. */
export function part(room: usize, moveCount: i32, share: i32, shares: i32): void {
  const codes = <usize>load<u32>(room, COLUMN_CODES)
  const allRows = <usize>load<u32>(room, ALL_ROWS)
  const order = <usize>load<u32>(room, ORDER)
  for (let at = share; at < moveCount; at += shares) {
    const move = <usize>load<u32>(room, MOVES) + <usize>at * TASK_BYTES
    const from = <usize>load<i32>(move) << 2
    const to = <usize>load<i32>(move, 4) << 2
    const column = <usize>load<i32>(move, 8)
    const bin = load<i32>(move, 12)
    const missingLeft = load<i32>(move, 16)
    const missing = load<i32>(<usize>load<u32>(room, BINS) + (column << 2))
    const start = codes + column * allRows
    const spare = <usize>load<u32>(room, SPARE) + from
    let left = order + from
    let right = spare
    for (let place = order + from; place < order + to; place += 4) {
      const row = load<u32>(place)
      const code = <i32>load<u8>(start + <usize>row)
      const goesLeft = i32(code <= bin) | (i32(code == missing) & missingLeft)
      store<u32>(left, row)
      store<u32>(right, row)
      left += <usize>goesLeft << 2
      right += <usize>(1 - goesLeft) << 2
    }
    memory.copy(left, spare, right - spare)
    store<i32>(move, <i32>((left - order - from) >> 2), 20)
  }
}

/** Of log loss, for the first `taken` rows of the order: w (p - y) and w p (1 - p), rounded to multiples of `step`, the latter no less than one. */
export function differentiate(room: usize, taken: i32, step: f64, rounder: f64, share: i32, shares: i32): void {
  const order = <usize>load<u32>(room, ORDER)
  const to = <i32>((<i64>taken * (share + 1)) / shares)
  let at = <i32>((<i64>taken * share) / shares)
  for (; at + 4 <= to; at += 4) {
    differentiatePair(room, order + (<usize>at << 2), order + (<usize>at << 2) + 4, step, rounder)
    differentiatePair(room, order + (<usize>at << 2) + 8, order + (<usize>at << 2) + 12, step, rounder)
  }
  for (; at < to; at++) differentiatePair(room, order + (<usize>at << 2), order + (<usize>at << 2), step, rounder)
}

// @ts-ignore: decorator
@inline
function two(values: usize, first: usize, second: usize): v128 {
  return v128.load64_lane(values + second, v128.load64_zero(values + first), 1)
}

// @ts-ignore: decorator
@inline
function differentiatePair(room: usize, firstAt: usize, secondAt: usize, step: f64, rounder: f64): void {
  const first = <usize>load<u32>(firstAt) << 3
  const second = <usize>load<u32>(secondAt) << 3
  const one = f64x2.splat(1)
  const weight = two(<usize>load<u32>(room, WEIGHT), first, second)
  const probability = f64x2.div(one, f64x2.add(one, exponential(f64x2.neg(two(<usize>load<u32>(room, MARGIN), first, second)))))
  const round = f64x2.splat(rounder)
  const difference = f64x2.mul(weight, f64x2.sub(probability, two(<usize>load<u32>(room, TARGET), first, second)))
  const gradient = f64x2.sub(f64x2.add(difference, round), round)
  const product = f64x2.mul(f64x2.mul(weight, probability), f64x2.sub(one, probability))
  const hessian = f64x2.max(f64x2.sub(f64x2.add(product, round), round), f64x2.splat(step))
  const out = <usize>load<u32>(room, GRADIENTS)
  v128.store(out + (first << 1), i64x2.shuffle(gradient, hessian, 0, 2))
  v128.store(out + (second << 1), i64x2.shuffle(gradient, hessian, 1, 3))
}

/** The steps of core/models/neural/exponential.ts. */
// @ts-ignore: decorator
@inline
function exponential(x: v128): v128 {
  const limit = f64x2.splat(708)
  const held = f64x2.min(f64x2.max(x, f64x2.neg(limit)), limit)
  const rounder = f64x2.splat(6755399441055744)
  const shifted = f64x2.add(f64x2.mul(held, f64x2.splat(1.4426950408889634)), rounder)
  const whole = f64x2.sub(shifted, rounder)
  const r = f64x2.sub(f64x2.sub(held, f64x2.mul(whole, f64x2.splat(0.6931471803691238))), f64x2.mul(whole, f64x2.splat(1.9082149292705877e-10)))
  let sum = f64x2.splat(1.6059043836821613e-10)
  sum = term(sum, r, 2.08767569878681e-9)
  sum = term(sum, r, 2.505210838544172e-8)
  sum = term(sum, r, 2.755731922398589e-7)
  sum = term(sum, r, 2.7557319223985893e-6)
  sum = term(sum, r, 2.48015873015873e-5)
  sum = term(sum, r, 0.0001984126984126984)
  sum = term(sum, r, 0.001388888888888889)
  sum = term(sum, r, 0.008333333333333333)
  sum = term(sum, r, 0.041666666666666664)
  sum = term(sum, r, 0.16666666666666666)
  sum = term(sum, r, 0.5)
  sum = term(sum, r, 1)
  sum = term(sum, r, 1)
  return f64x2.mul(sum, i64x2.shl(i64x2.add(shifted, i64x2.splat(1023)), 52))
}

// @ts-ignore: decorator
@inline
function term(sum: v128, r: v128, next: f64): v128 {
  return f64x2.add(f64x2.mul(sum, r), f64x2.splat(next))
}

const RADIX_BITS: i32 = 11
const RADIX: usize = 1 << 11
const PASSES: i32 = 6

/** Sorts columns of `values` ascending, `room` values apart; -0 before 0. `lengths` holds how many each has; `spare` has room for one column and `counts` for its digits, a share. */
export function sortColumns(values: usize, room: i32, columns: i32, lengths: usize, spare: usize, counts: usize, share: i32, shares: i32): void {
  for (let column = share; column < columns; column += shares) {
    const length = load<i32>(lengths + (<usize>column << 2))
    sortColumn(values + ((<usize>column * <usize>room) << 3), length, spare + ((<usize>share * <usize>room) << 3), counts + <usize>share * RADIX * <usize>PASSES * 4)
  }
}

function sortColumn(values: usize, length: i32, spare: usize, counts: usize): void {
  const end = values + (<usize>length << 3)
  memory.fill(counts, 0, RADIX * <usize>PASSES * 4)
  for (let at = values; at < end; at += 8) {
    const bits = load<i64>(at)
    const key = bits ^ ((bits >> 63) | i64.MIN_VALUE)
    store<i64>(at, key)
    for (let pass = 0; pass < PASSES; pass++) {
      const count = counts + ((<usize>pass * RADIX + <usize>((<u64>key >> <u64>(pass * RADIX_BITS)) & <u64>(RADIX - 1))) << 2)
      store<u32>(count, load<u32>(count) + 1)
    }
  }
  let source = values
  let target = spare
  for (let pass = 0; pass < PASSES; pass++) {
    const first = counts + ((<usize>pass * RADIX) << 2)
    let sum: u32 = 0
    let isOne = false
    for (let digit: usize = 0; digit < RADIX; digit++) {
      const count = load<u32>(first + (digit << 2))
      if (count == <u32>length) isOne = true
      store<u32>(first + (digit << 2), sum)
      sum += count
    }
    if (isOne) continue
    const stop = source + (<usize>length << 3)
    for (let at = source; at < stop; at += 8) {
      const key = load<u64>(at)
      const place = first + (<usize>((key >> <u64>(pass * RADIX_BITS)) & <u64>(RADIX - 1)) << 2)
      const to = load<u32>(place)
      store<u64>(target + (<usize>to << 3), key)
      store<u32>(place, to + 1)
    }
    const other = source
    source = target
    target = other
  }
  for (let at = source, to = values; to < end; at += 8, to += 8) {
    const key = load<i64>(at)
    store<i64>(to, key ^ ((~key >> 63) | i64.MIN_VALUE))
  }
}

/** Bin codes of rows of values, row-major, that begin at row `firstRow` of the room: thresholds below the value; the last code for what is not finite. */
export function encode(room: usize, values: usize, firstRow: i32, rows: i32, share: i32, shares: i32): void {
  const columns = load<i32>(room, ALL_COLUMNS)
  const stride = <usize>load<u32>(room, STRIDE)
  const allRows = <usize>load<u32>(room, ALL_ROWS)
  const bins = <usize>load<u32>(room, BINS)
  const thresholds = <usize>load<u32>(room, THRESHOLDS)
  for (let row = (rows * share) / shares; row < (rows * (share + 1)) / shares; row++) {
    const out = <usize>load<u32>(room, CODES) + <usize>(firstRow + row) * stride
    const beside = <usize>load<u32>(room, COLUMN_CODES) + <usize>(firstRow + row)
    let value = values + ((<usize>row * <usize>columns) << 3)
    for (let column = 0; column < columns; column++) {
      const x = load<f64>(value)
      const size = load<i32>(bins + (<usize>column << 2))
      let code = size
      if (x - x == 0) {
        let cuts = thresholds + ((<usize>column * BINS_A_COLUMN) << 3)
        const start = cuts
        let length = size - 1
        while (length > 1) {
          const half = length >> 1
          cuts += <usize>(half & -i32(load<f64>(cuts + (<usize>(half - 1) << 3)) < x)) << 3
          length -= half
        }
        code = <i32>((cuts - start) >> 3)
        if (length == 1) code += i32(load<f64>(cuts) < x)
      }
      store<u8>(out + <usize>column, <u8>code)
      store<u8>(beside + <usize>column * allRows, <u8>code)
      value += 8
    }
  }
}
