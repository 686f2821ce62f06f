/** 1, 2, 3 by the third of [0, 1] that a rank lies in (the limits belong to the middle one); 0 where it is not known. */
export function thirdsOf(rank: Float64Array): Uint8Array {
  return classesOf(rank, 1 / 3, 2 / 3)
}

/** 1 below `low`, 3 above `high`, 2 between them, 0 for NaN. */
export function classesOf(values: Float64Array, low: number, high: number): Uint8Array {
  return Uint8Array.from(values, (value) => {
    if (Number.isNaN(value)) return 0
    if (value < low) return 1
    return value > high ? 3 : 2
  })
}

/** 1 for the lower half of [0, 1], 2 for the upper one; 0 where a rank is not known. */
export function halvesOf(rank: Float64Array): Uint8Array {
  return Uint8Array.from(rank, (value) => {
    if (Number.isNaN(value)) return 0
    return value < 0.5 ? 1 : 2
  })
}
