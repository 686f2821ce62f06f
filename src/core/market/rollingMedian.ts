/** The median of the last `size` values pushed; NaN while empty. Push is O(size) moves of a sorted typed array, median O(1). */
export type RollingMedian = { push(value: number): void; median(): number; count(): number }

export function createRollingMedian(size: number): RollingMedian {
  const ring = new Float64Array(size)
  const sorted = new Float64Array(size)
  let count = 0
  let next = 0
  const lowerBound = (value: number): number => {
    let low = 0
    let high = count
    while (low < high) {
      const middle = (low + high) >>> 1
      if (sorted[middle]! < value) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    push(value) {
      if (count === size) {
        const leaving = lowerBound(ring[next]!)
        sorted.copyWithin(leaving, leaving + 1, count)
        count--
      }
      const place = lowerBound(value)
      sorted.copyWithin(place + 1, place, count)
      sorted[place] = value
      count++
      ring[next] = value
      next = next + 1 === size ? 0 : next + 1
    },
    median() {
      if (count === 0) return Number.NaN
      const middle = count >>> 1
      return count % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
    },
    count: () => count,
  }
}
