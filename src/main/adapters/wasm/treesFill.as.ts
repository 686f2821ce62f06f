// Part of `trees.as.ts`.
import {
  CODES,
  STRIDE,
  GRADIENTS,
  ORDER,
  HISTOGRAMS,
  HISTOGRAM_BYTES,
  BIN_ROOM,
  ALL_COLUMNS,
  BINS,
  COUNTS_ROWS,
  CHUNK_BYTES,
} from './treesWords.as'

/** The slot of this share for tasks whose histogram is not kept: their columns differ, so shares would write over each other's. */
let ownSlot: i32
export function takeSlot(slot: i32): void {
  ownSlot = slot
}

// @ts-ignore: decorator
@inline
export function slotOfTask(task: usize): i32 {
  const slot = load<i32>(task, 12)
  return slot == 0 ? ownSlot : slot
}

// @ts-ignore: decorator
@inline
export function slotOf(room: usize, slot: i32): usize {
  return <usize>load<u32>(room, HISTOGRAMS) + <usize>slot * <usize>load<u32>(room, HISTOGRAM_BYTES)
}

// @ts-ignore: decorator
@inline
export function countsOf(room: usize, slot: i32): usize {
  return slotOf(room, slot) + ((<usize>load<u32>(room, ALL_COLUMNS) * <usize>load<u32>(room, BIN_ROOM)) << 4)
}

// @ts-ignore: decorator
@inline
function add(at: usize, pair: v128): void {
  v128.store(at, f64x2.add(v128.load(at), pair))
}

export function fill(room: usize, task: usize, list: usize, width: i32): void {
  if (width == 0) return
  const slot = slotOfTask(task)
  const binRoom = <usize>load<u32>(room, BIN_ROOM)
  const bins = <usize>load<u32>(room, BINS)
  const histogram = slotOf(room, slot)
  const counts = countsOf(room, slot)
  const countsRows = load<i32>(room, COUNTS_ROWS) != 0
  for (let j = 0; j < width; j++) {
    const column = <usize>load<i32>(list + (<usize>j << 2))
    const size = <usize>load<i32>(bins + (column << 2)) + 1
    memory.fill(histogram + ((column * binRoom) << 4), 0, size << 4)
    if (countsRows) memory.fill(counts + ((column * binRoom) << 2), 0, size << 2)
  }
  const codes = <usize>load<u32>(room, CODES)
  const stride = <usize>load<u32>(room, STRIDE)
  const gradients = <usize>load<u32>(room, GRADIENTS)
  let at = <usize>load<u32>(room, ORDER) + (<usize>load<i32>(task, 4) << 2)
  const end = <usize>load<u32>(room, ORDER) + (<usize>load<i32>(task, 8) << 2)
  const first = <usize>load<i32>(list)
  if (<usize>load<i32>(list + (<usize>(width - 1) << 2)) - first == <usize>(width - 1)) {
    const countsHere = countsRows ? counts + ((first * binRoom) << 2) : 0
    fillRun(codes + first, stride, gradients, at, end, histogram + ((first * binRoom) << 4), countsHere, binRoom << 4, width)
    return
  }
  if (countsRows) countCodes(codes, stride, list, width, at, end, counts, binRoom)
  for (; at < end; at += 4) {
    const row = <usize>load<u32>(at)
    const pair = v128.load(gradients + (row << 4))
    const start = codes + row * stride
    for (let j: usize = 0; j < <usize>width << 2; j += 4) {
      const column = <usize>load<i32>(list + j)
      add(histogram + ((column * binRoom + <usize>load<u8>(start + column)) << 4), pair)
    }
  }
}

/**
 * Columns that lie side by side, eight at a time: their histograms stay in the nearest cache while a chunk of rows goes through them, and the waits for rows that
 * lie far apart overlap.
 */
/** Keeps the looks at rows to come from being thrown away by the compiler. */
let seen: u32

function fillRun(codes: usize, stride: usize, gradients: usize, at: usize, end: usize, histogram: usize, counts: usize, columnBytes: usize, width: i32): void {
  const eights = width >> 3
  const rest = width & 7
  let looks: u32 = 0
  for (; at < end; at += CHUNK_BYTES) {
    const stop = min(end, at + CHUNK_BYTES)
    for (let ahead = at; ahead < stop; ahead += 4) {
      const row = <usize>load<u32>(ahead)
      looks += <u32>load<u8>(codes + row * stride) + <u32>load<u8>(gradients + (row << 4))
    }
    let block = codes
    let column = histogram
    let count = counts
    for (let eight = 0; eight < eights; eight++) {
      fillEight(block, stride, gradients, at, stop, column, columnBytes)
      if (counts != 0) {
        countEight(block, stride, at, stop, count, columnBytes >> 2)
        count += columnBytes << 1
      }
      block += 8
      column += columnBytes << 3
    }
    if (rest != 0) fillRest(block, stride, gradients, at, stop, column, columnBytes, rest)
    if (rest != 0 && counts != 0) countRest(block, stride, at, stop, count, columnBytes >> 2, rest)
  }
  seen = looks
}

// @ts-ignore: decorator
@inline
function fillEight(codes: usize, stride: usize, gradients: usize, at: usize, end: usize, histogram: usize, columnBytes: usize): void {
  const h1 = histogram + columnBytes
  const h2 = h1 + columnBytes
  const h3 = h2 + columnBytes
  const h4 = h3 + columnBytes
  const h5 = h4 + columnBytes
  const h6 = h5 + columnBytes
  const h7 = h6 + columnBytes
  for (; at < end; at += 4) {
    const row = <usize>load<u32>(at)
    const pair = v128.load(gradients + (row << 4))
    const all = load<u64>(codes + row * stride)
    const low = <u32>all
    const high = <u32>(all >> 32)
    add(histogram + <usize>((low & 255) << 4), pair)
    add(h1 + <usize>((low >> 4) & 0xff0), pair)
    add(h2 + <usize>((low >> 12) & 0xff0), pair)
    add(h3 + <usize>((low >> 20) & 0xff0), pair)
    add(h4 + <usize>((high & 255) << 4), pair)
    add(h5 + <usize>((high >> 4) & 0xff0), pair)
    add(h6 + <usize>((high >> 12) & 0xff0), pair)
    add(h7 + <usize>((high >> 20) & 0xff0), pair)
  }
}

// @ts-ignore: decorator
@inline
function fillRest(codes: usize, stride: usize, gradients: usize, at: usize, end: usize, histogram: usize, columnBytes: usize, width: i32): void {
  for (; at < end; at += 4) {
    const row = <usize>load<u32>(at)
    const pair = v128.load(gradients + (row << 4))
    const start = codes + row * stride
    let column = histogram
    for (let one = 0; one < width; one++) {
      add(column + (<usize>load<u8>(start + <usize>one) << 4), pair)
      column += columnBytes
    }
  }
}

// @ts-ignore: decorator
@inline
function increase(count: usize): void {
  store<u32>(count, load<u32>(count) + 1)
}

// @ts-ignore: decorator
@inline
function countEight(codes: usize, stride: usize, at: usize, end: usize, counts: usize, columnBytes: usize): void {
  const c1 = counts + columnBytes
  const c2 = c1 + columnBytes
  const c3 = c2 + columnBytes
  const c4 = c3 + columnBytes
  const c5 = c4 + columnBytes
  const c6 = c5 + columnBytes
  const c7 = c6 + columnBytes
  for (; at < end; at += 4) {
    const all = load<u64>(codes + <usize>load<u32>(at) * stride)
    const low = <u32>all
    const high = <u32>(all >> 32)
    increase(counts + <usize>((low & 255) << 2))
    increase(c1 + <usize>((low >> 6) & 0x3fc))
    increase(c2 + <usize>((low >> 14) & 0x3fc))
    increase(c3 + <usize>((low >> 22) & 0x3fc))
    increase(c4 + <usize>((high & 255) << 2))
    increase(c5 + <usize>((high >> 6) & 0x3fc))
    increase(c6 + <usize>((high >> 14) & 0x3fc))
    increase(c7 + <usize>((high >> 22) & 0x3fc))
  }
}

// @ts-ignore: decorator
@inline
function countRest(codes: usize, stride: usize, at: usize, end: usize, counts: usize, columnBytes: usize, width: i32): void {
  for (; at < end; at += 4) {
    const start = codes + <usize>load<u32>(at) * stride
    let column = counts
    for (let one = 0; one < width; one++) {
      increase(column + (<usize>load<u8>(start + <usize>one) << 2))
      column += columnBytes
    }
  }
}

function countCodes(codes: usize, stride: usize, list: usize, width: i32, at: usize, end: usize, counts: usize, binRoom: usize): void {
  for (; at < end; at += 4) {
    const start = codes + <usize>load<u32>(at) * stride
    for (let j: usize = 0; j < <usize>width << 2; j += 4) {
      const column = <usize>load<i32>(list + j)
      increase(counts + ((column * binRoom + <usize>load<u8>(start + column)) << 2))
    }
  }
}

/** The task's slot holds the parent's sums: less those of the other slot, they are its own. */
export function subtract(room: usize, task: usize, list: usize, width: i32): void {
  const binRoom = <usize>load<u32>(room, BIN_ROOM)
  const bins = <usize>load<u32>(room, BINS)
  const countsRows = load<i32>(room, COUNTS_ROWS) != 0
  for (let j = 0; j < width; j++) {
    const column = <usize>load<i32>(list + (<usize>j << 2))
    const size = <usize>load<i32>(bins + (column << 2)) + 1
    let mine = slotOf(room, slotOfTask(task)) + ((column * binRoom) << 4)
    let other = slotOf(room, load<i32>(task, 24)) + ((column * binRoom) << 4)
    for (let bin: usize = 0; bin < size; bin++) {
      v128.store(mine, f64x2.sub(v128.load(mine), v128.load(other)))
      mine += 16
      other += 16
    }
    if (!countsRows) continue
    mine = countsOf(room, slotOfTask(task)) + ((column * binRoom) << 2)
    other = countsOf(room, load<i32>(task, 24)) + ((column * binRoom) << 2)
    for (let bin: usize = 0; bin < size; bin++) {
      store<u32>(mine, load<u32>(mine) - load<u32>(other))
      mine += 4
      other += 4
    }
  }
}
