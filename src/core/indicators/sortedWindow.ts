/** The values of a trailing window in ascending order; NaNs are left out, so `count` says how many are known. */
export class SortedWindow {
  readonly sorted: Float64Array
  count = 0

  constructor(capacity: number) {
    this.sorted = new Float64Array(capacity)
  }

  /** Number of kept values below `value`. */
  countBelow(value: number): number {
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.sorted[middle]! < value) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Number of kept values not above `value`. */
  countUpTo(value: number): number {
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.sorted[middle]! <= value) low = middle + 1
      else high = middle
    }
    return low
  }

  insert(value: number): void {
    if (Number.isNaN(value)) return
    const place = this.countUpTo(value)
    this.sorted.copyWithin(place + 1, place, this.count)
    this.sorted[place] = value
    this.count++
  }

  /** `value` must be in the window (or NaN, which never is). */
  remove(value: number): void {
    if (Number.isNaN(value)) return
    const place = this.countBelow(value)
    this.sorted.copyWithin(place, place + 1, this.count)
    this.count--
  }
}
