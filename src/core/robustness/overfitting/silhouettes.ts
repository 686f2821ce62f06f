import type { SquareMatrix } from './correlationMatrix.ts'
import type { Clusters } from './distanceKMeans.ts'

/**
 * Silhouette of each point (Rousseeuw 1987): (b - a) / max(a, b), a its mean distance to the others of its cluster, b the least mean distance to another cluster. 0 for a point
 * that is alone, and where there is one cluster only.
 */
export function silhouettes({ size, values }: SquareMatrix, { labels, clusters }: Clusters): Float64Array {
  const members = new Int32Array(clusters)
  for (const label of labels) members[label] = members[label]! + 1
  const sums = new Float64Array(clusters)
  const told = new Float64Array(size)
  for (let point = 0; point < size; point++) {
    sums.fill(0)
    for (let other = 0; other < size; other++)
      sums[labels[other]!] = sums[labels[other]!]! + values[point * size + other]!
    const own = labels[point]!
    if (members[own]! < 2) continue
    const inside = sums[own]! / (members[own]! - 1)
    let outside = Number.POSITIVE_INFINITY
    for (let label = 0; label < clusters; label++)
      if (label !== own && members[label]! > 0) outside = Math.min(outside, sums[label]! / members[label]!)
    const most = Math.max(inside, outside)
    if (Number.isFinite(outside) && most > 0) told[point] = (outside - inside) / most
  }
  return told
}
