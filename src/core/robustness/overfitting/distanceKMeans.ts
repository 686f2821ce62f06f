import type { RandomStream } from '../../stats/seededStream.ts'
import type { SquareMatrix } from './correlationMatrix.ts'

/** `labels` from 0 to `clusters` - 1, each of them used. */
export type Clusters = { readonly labels: Int32Array; readonly clusters: number }

const MOST_ROUNDS = 100

/**
 * Lloyd's k-means (1982) from squared Euclidean distances alone: a point's squared distance to the centre of a cluster is its mean squared distance to the members less half of
 * their own mean squared distance. Begun by greedy k-means++. O(points^2) a round, whatever the number of clusters. A cluster that runs
 * empty is given the point that is farthest from its centre. Fewer clusters where fewer points differ.
 */
export function distanceKMeans(squared: SquareMatrix, clusters: number, stream: RandomStream): Clusters {
  const { size } = squared
  const centres = firstCentres(squared, clusters, stream)
  const count = centres.length
  const labels = new Int32Array(size)
  for (let point = 0; point < size; point++) {
    let nearest = Number.POSITIVE_INFINITY
    for (const [label, centre] of centres.entries()) {
      const distance = squared.values[point * size + centre]!
      if (distance < nearest) {
        nearest = distance
        labels[point] = label
      }
    }
  }
  const room = { sums: new Float64Array(size * count), inside: new Float64Array(count), members: new Int32Array(count) }
  for (let round = 0; round < MOST_ROUNDS; round++) if (!moveOnce(squared, labels, room)) break
  return { labels, clusters: count }
}

/** Greedy: of a few candidates the one that leaves the least squared distance is taken (Arthur & Vassilvitskii 2007, section 7). */
function firstCentres({ size, values }: SquareMatrix, clusters: number, stream: RandomStream): readonly number[] {
  const first = stream.nextInt(size)
  const centres = [first]
  const looks = 2 + Math.floor(Math.log(clusters))
  let nearest: Float64Array = values.slice(first * size, (first + 1) * size)
  while (centres.length < clusters) {
    const total = nearest.reduce((sum, value) => sum + value, 0)
    if (!(total > 0)) break
    let best: { readonly centre: number; readonly left: number; readonly nearest: Float64Array } | null = null
    for (let look = 0; look < looks; look++) {
      const centre = drawn(nearest, stream.nextUniform() * total)
      const then = nearest.map((value, point) => Math.min(value, values[point * size + centre]!))
      const left = then.reduce((sum, value) => sum + value, 0)
      if (best === null || left < best.left) best = { centre, left, nearest: then }
    }
    if (best === null) break
    centres.push(best.centre)
    nearest = best.nearest
  }
  return centres
}

/** The point within whose share of the weights `at` lies. */
function drawn(weights: Float64Array, at: number): number {
  let rest = at
  let last = 0
  for (let point = 0; point < weights.length; point++) {
    if (weights[point] === 0) continue
    last = point
    rest -= weights[point]!
    if (rest < 0) break
  }
  return last
}

type Room = { readonly sums: Float64Array; readonly inside: Float64Array; readonly members: Int32Array }

/** Whether a point went to another cluster. */
function moveOnce({ size, values }: SquareMatrix, labels: Int32Array, { sums, inside, members }: Room): boolean {
  const count = members.length
  sums.fill(0)
  inside.fill(0)
  members.fill(0)
  for (let point = 0; point < size; point++) {
    const at = point * count
    const row = point * size
    for (let other = 0; other < size; other++)
      sums[at + labels[other]!] = sums[at + labels[other]!]! + values[row + other]!
    const label = labels[point]!
    members[label] = members[label]! + 1
    inside[label] = inside[label]! + sums[at + label]!
  }
  const distance = (point: number, label: number) =>
    sums[point * count + label]! / members[label]! - inside[label]! / (2 * members[label]! * members[label]!)
  let moved = false
  const left = Int32Array.from(members)
  let farthest = -1
  let far = 0
  for (let point = 0; point < size; point++) {
    const own = labels[point]!
    let label = own
    let least = distance(point, own)
    if (least > far) {
      far = least
      farthest = point
    }
    for (let other = 0; other < count; other++) {
      if (other === own || members[other] === 0) continue
      const value = distance(point, other)
      if (value < least - ROUNDING) {
        least = value
        label = other
      }
    }
    if (label === own) continue
    labels[point] = label
    left[own] = left[own]! - 1
    left[label] = left[label]! + 1
    moved = true
  }
  const empty = left.indexOf(0)
  if (empty >= 0 && farthest >= 0 && left[labels[farthest]!]! > 1) {
    labels[farthest] = empty
    return true
  }
  return moved
}

const ROUNDING = 1e-12
