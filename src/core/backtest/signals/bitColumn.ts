/** One bit a bar: bar i is bit i % 32 of word i >> 5. Bits beyond the last bar are 0. */
export type BitColumn = Uint32Array

export function createBits(bars: number): BitColumn {
  return new Uint32Array((bars + 31) >>> 5)
}

/** Bars where `left` > `right`; a missing value is never greater. */
export function whereGreater(left: Float64Array, right: Float64Array, out: BitColumn): BitColumn {
  const bars = left.length
  const whole = bars >>> 5
  for (let word = 0; word < whole; word++) {
    const base = word << 5
    let bits = 0
    for (let bit = 0; bit < 32; bit++) bits |= (left[base + bit]! > right[base + bit]! ? 1 : 0) << bit
    out[word] = bits
  }
  if (whole < out.length) {
    let bits = 0
    for (let bar = whole << 5; bar < bars; bar++) bits |= (left[bar]! > right[bar]! ? 1 : 0) << (bar & 31)
    out[whole] = bits
  }
  return out
}

/** Bars where a column is above a level; a missing value is not. */
export function whereAbove(column: Float64Array, level: number, out: BitColumn): BitColumn {
  const bars = column.length
  for (let word = 0; word < out.length; word++) {
    const base = word << 5
    const end = Math.min(32, bars - base)
    let bits = 0
    for (let bit = 0; bit < end; bit++) bits |= (column[base + bit]! > level ? 1 : 0) << bit
    out[word] = bits
  }
  return out
}

/** Bars where a column is below a level; a missing value is not. */
export function whereBelow(column: Float64Array, level: number, out: BitColumn): BitColumn {
  const bars = column.length
  for (let word = 0; word < out.length; word++) {
    const base = word << 5
    const end = Math.min(32, bars - base)
    let bits = 0
    for (let bit = 0; bit < end; bit++) bits |= (column[base + bit]! < level ? 1 : 0) << bit
    out[word] = bits
  }
  return out
}

/** Bars where a condition begins: set here and not at the bar before. A condition that holds at bar 0 begins there. */
export function whereBegins(bits: BitColumn, out: BitColumn): BitColumn {
  let before = 0
  for (let word = 0; word < bits.length; word++) {
    const now = bits[word]!
    out[word] = now & ~((now << 1) | before)
    before = now >>> 31
  }
  return out
}

/** Bars where a condition does not hold. */
export function whereNot(bits: BitColumn, bars: number, out: BitColumn): BitColumn {
  for (let word = 0; word < bits.length; word++) out[word] = ~bits[word]!
  const spare = bars & 31
  if (spare !== 0) out[out.length - 1] = out[out.length - 1]! & ((1 << spare) - 1)
  return out
}

/** First set bar at or after `from`, -1 where there is none. */
export function nextSet(bits: BitColumn, from: number): number {
  let word = from >>> 5
  if (word >= bits.length) return -1
  let value = bits[word]! & (-1 << (from & 31))
  while (value === 0) {
    word++
    if (word === bits.length) return -1
    value = bits[word]!
  }
  return (word << 5) + 31 - Math.clz32(value & -value)
}

/** Four bits to the lowest bits of four bytes, the first byte lowest. */
const SCATTER = 0x00204081
const LOWEST_BITS = 0x01010101

/** One byte a bar, for engines that go bar by bar. */
export function bytesOf(bits: BitColumn, bars: number): Uint8Array {
  const fours = new Uint32Array(bits.length << 3)
  for (let word = 0, at = 0; word < bits.length; word++, at += 8) {
    const value = bits[word]!
    if (value === 0) continue
    for (let four = 0; four < 8; four++)
      fours[at + four] = Math.imul((value >>> (four << 2)) & 15, SCATTER) & LOWEST_BITS
  }
  return new Uint8Array(fours.buffer, 0, bars)
}

/** Four bytes of 0 or 1 to the four highest bits, the first byte lowest. */
const GATHER = 0x10204080

/** Eight bytes of 0 or 1 to eight bits, the first byte lowest. */
function gather(first: number, second: number): number {
  return (Math.imul(first, GATHER) >>> 28) | ((Math.imul(second, GATHER) >>> 24) & 0xf0)
}

/** Bars whose byte is 1; every byte is 0 or 1. */
export function bitsOf(bytes: Uint8Array): BitColumn {
  const bits = createBits(bytes.length)
  const whole = bytes.byteOffset % 4 === 0 ? bytes.length >>> 5 : 0
  const fours = new Uint32Array(bytes.buffer, whole === 0 ? 0 : bytes.byteOffset, whole << 3)
  for (let word = 0, at = 0; word < whole; word++, at += 8) {
    const low = gather(fours[at]!, fours[at + 1]!) | (gather(fours[at + 2]!, fours[at + 3]!) << 8)
    const high = gather(fours[at + 4]!, fours[at + 5]!) | (gather(fours[at + 6]!, fours[at + 7]!) << 8)
    bits[word] = low | (high << 16)
  }
  for (let bar = whole << 5; bar < bytes.length; bar++) {
    if (bytes[bar] !== 0) bits[bar >>> 5] = bits[bar >>> 5]! | (1 << (bar & 31))
  }
  return bits
}

/** How many bars of [from, to) are set. */
export function countSet(bits: BitColumn, from: number, to: number): number {
  let count = 0
  for (let bar = nextSet(bits, from); bar >= 0 && bar < to; bar = nextSet(bits, bar + 1)) count++
  return count
}
