/**
 * Row numbers to draw so that a long line keeps its look: largest triangle, three buckets (Steinarsson 2013, section 4.2).
 * First and last rows are always kept; all rows when there are no more than `most`.
 */
export function sampleLine(x: readonly number[], y: readonly number[], most: number): readonly number[] {
  const count = x.length
  if (count <= most || most < 3) return x.map((_, index) => index)
  const rows = [0]
  const every = (count - 2) / (most - 2)
  let kept = 0
  for (let bucket = 0; bucket < most - 2; bucket++) {
    const start = Math.floor(bucket * every) + 1
    const end = Math.floor((bucket + 1) * every) + 1
    const next = meanPoint(x, y, end, Math.min(Math.floor((bucket + 2) * every) + 1, count))
    let best = start
    let bestArea = -1
    for (let row = start; row < end; row++) {
      const area = Math.abs((x[kept]! - next.x) * (y[row]! - y[kept]!) - (x[kept]! - x[row]!) * (next.y - y[kept]!))
      if (area > bestArea) {
        bestArea = area
        best = row
      }
    }
    rows.push(best)
    kept = best
  }
  rows.push(count - 1)
  return rows
}

/** Row numbers of the lowest value of each of `most` buckets, with both ends: the worst drawdown is never sampled away. */
export function sampleLowest(y: readonly number[], most: number): readonly number[] {
  if (y.length <= most) return y.map((_, index) => index)
  const rows = new Set([0])
  for (let bucket = 0; bucket < most; bucket++) {
    const start = Math.floor((bucket * y.length) / most)
    const end = Math.floor(((bucket + 1) * y.length) / most)
    let lowest = start
    for (let row = start + 1; row < end; row++) if (y[row]! < y[lowest]!) lowest = row
    rows.add(lowest)
  }
  rows.add(y.length - 1)
  return [...rows].sort((left, right) => left - right)
}

function meanPoint(x: readonly number[], y: readonly number[], start: number, end: number): { x: number; y: number } {
  let sumX = 0
  let sumY = 0
  for (let row = start; row < end; row++) {
    sumX += x[row]!
    sumY += y[row]!
  }
  return { x: sumX / (end - start), y: sumY / (end - start) }
}
