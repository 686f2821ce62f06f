import type { ColumnChange, InputKind, InputShape } from './leakInputs.ts'

/**
 * What is done to the inputs at a cut. `repeat`: nothing; the same is computed again. `truncate`: the bars from the cut on are not there. `garble`: they
 * hold other prices, volumes and values. `permute`: they stand in another order. `shift`: each holds what the bar before it held, as if all data
 * from the cut on came one bar later. `gap`: bars on both sides of the cut are missing, and then those after it too. `past`: the bars before
 * the cut hold other values (only where a lookback is declared).
 */
export const LEAK_PROBES = ['repeat', 'truncate', 'garble', 'permute', 'shift', 'gap', 'past'] as const
export type LeakProbe = (typeof LEAK_PROBES)[number]

/** Bars on each side of the cut that `gap` empties. */
const GAP_BARS = 3

/** Rows [0, cut). Copies nothing. */
export function truncatedAt<Inputs>(shape: InputShape<Inputs>, inputs: Inputs, cut: number): Inputs {
  return shape.changed(inputs, {
    numbers: (values) => values.subarray(0, cut),
    flags: (values) => values.subarray(0, cut),
  })
}

/** Rows [from, length). Copies nothing. */
export function tailFrom<Inputs>(shape: InputShape<Inputs>, inputs: Inputs, from: number): Inputs {
  return shape.changed(inputs, { numbers: (values) => values.subarray(from), flags: (values) => values.subarray(from) })
}

/** Other values in rows [from, to), the same missing; each bar keeps low <= open, close <= high. */
export function garbledWithin<Inputs>(
  shape: InputShape<Inputs>,
  inputs: Inputs,
  from: number,
  to = shape.rows(inputs),
): Inputs {
  return shape.changed(inputs, {
    numbers: (values, kind, place) => {
      if (kind === 'clock') return values
      const out = values.slice()
      const scale = kind === 'value' ? largestOf(values) : 0
      for (let row = from; row < to; row++) out[row] = garbled(values[row]!, kind, row, place, scale)
      return out
    },
    flags: (values, kind, _place, levels = 2) =>
      kind === 'clock'
        ? values
        : values.map((value, row) => (row < from || row >= to ? value : (value + 1 + (row % (levels - 1))) % levels)),
  })
}

/** The rows from `cut` on in another order, the same one for every column; each stands elsewhere (Sattolo 1986). */
export function permutedFrom<Inputs>(shape: InputShape<Inputs>, inputs: Inputs, cut: number): Inputs {
  const order = Int32Array.from({ length: shape.rows(inputs) }, (_, row) => row)
  for (let row = order.length - 1; row > cut; row--) {
    const other = cut + Math.floor(unitOf(row, 7) * (row - cut))
    const moved = order[row]!
    order[row] = order[other]!
    order[other] = moved
  }
  return shape.changed(
    inputs,
    takenFrom((row) => order[row]!),
  )
}

/** From `cut` on each row holds what the one before it held. */
export function shiftedFrom<Inputs>(shape: InputShape<Inputs>, inputs: Inputs, cut: number): Inputs {
  return shape.changed(
    inputs,
    takenFrom((row) => (row < cut ? row : row - 1)),
  )
}

/** No prices, volumes and values on the bars next to the cut. */
export function gapAround<Inputs>(shape: InputShape<Inputs>, inputs: Inputs, cut: number): Inputs {
  return shape.changed(inputs, {
    numbers: (values, kind) =>
      kind === 'clock' ? values : values.slice().fill(Number.NaN, Math.max(0, cut - GAP_BARS), cut + GAP_BARS),
    flags: (values) => values,
  })
}

function takenFrom(source: (row: number) => number): ColumnChange {
  return {
    numbers: (values, kind) => (kind === 'clock' ? values : values.map((_, row) => values[source(row)]!)),
    flags: (values, kind) => (kind === 'clock' ? values : values.map((_, row) => values[source(row)]!)),
  }
}

function garbled(value: number, kind: InputKind, row: number, place: number, scale: number): number {
  const factor = 0.5 + unitOf(row, place * 4 + (kind === 'price' ? 1 : kind === 'volume' ? 2 : 3))
  if (kind === 'price') return value * factor * (place % 2 === 0 ? 3 : 1)
  return kind === 'volume' ? value * factor * 3 + 1 : value * factor + (factor - 1) * scale
}

/** 1 where nothing but 0 and NaN is in it. */
function largestOf(values: Float64Array): number {
  let largest = 0
  for (const value of values) {
    const size = Math.abs(value)
    if (size > largest && size < Number.POSITIVE_INFINITY) largest = size
  }
  return largest === 0 ? 1 : largest
}

/** A fixed pattern of row and salt, from 0 to below 1. */
function unitOf(row: number, salt: number): number {
  const mixed = Math.imul(Math.imul(row + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b), 0xc2b2ae35)
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 4294967296
}
