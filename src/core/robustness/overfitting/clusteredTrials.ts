import { sharpe } from '../../metrics/sharpe.ts'
import { mean } from '../../stats/mean.ts'
import { createStream } from '../../stats/seededStream.ts'
import { standardDeviation } from '../../stats/standardDeviation.ts'
import { variance } from '../../stats/variance.ts'
import type { SquareMatrix } from './correlationMatrix.ts'
import { correlationMatrix } from './correlationMatrix.ts'
import type { Clusters } from './distanceKMeans.ts'
import { distanceKMeans } from './distanceKMeans.ts'
import { silhouettes } from './silhouettes.ts'

export type ClusterOptions = {
  readonly seed: number
  /** Of each number of clusters; 10 unless said otherwise. */
  readonly starts?: number
  /** Numbers of clusters from 2 to this are tried; half of the columns unless said otherwise. */
  readonly mostClusters?: number
  /** Whether the clusters that are weaker than the mean are parted once more; yes unless said otherwise. */
  readonly isReclustered?: boolean
  readonly beat?: () => void
}

export type ClusteredTrials = {
  /** Effective number of independent trials. */
  readonly clusters: number
  /** The cluster of each column. */
  readonly labels: Int32Array
  /** Mean over standard deviation (ddof 0) of the silhouettes of all columns. */
  readonly quality: number
  /** At most NO_STRUCTURE: the number of clusters says nothing. */
  readonly meanSilhouette: number
  /** Sharpe ratio per period of each cluster, its columns weighted by their inverse variance. */
  readonly sharpes: Float64Array
  /** Of these ratios (ddof 1): V of the deflated Sharpe ratio, to be taken with `clusters`. */
  readonly varianceAcrossClusters: number
}

/** A mean silhouette up to this is no substantial structure (Kaufman & Rousseeuw 1990). */
export const NO_STRUCTURE = 0.25

/**
 * Optimal number of clusters (Lopez de Prado & Lewis, Quantitative Finance 19(9), 2019): k-means on the rows of the matrix of distances sqrt((1 - rho) / 2), the number of clusters
 * and the start by which mean / deviation of the silhouettes is greatest; then the clusters below the mean of that ratio are parted anew, once, and this is kept where it
 * raises the mean. Never fewer than 2. Null for fewer than 4 columns. RangeError as `correlationMatrix`.
 */
export function clusteredTrials(columns: readonly Float64Array[], options: ClusterOptions): ClusteredTrials | null {
  if (columns.length < 4) return null
  const distances = correlationDistances(correlationMatrix(columns))
  const top = bestClusters(distances, options, 'top')
  const parted = options.isReclustered === false ? top : reclustered(distances, top, options)
  const sharpes = clusterSharpes(columns, parted)
  return {
    clusters: parted.clusters,
    labels: parted.labels,
    quality: ratio(parted.silhouettes),
    meanSilhouette: mean(parted.silhouettes),
    sharpes,
    varianceAcrossClusters: variance(sharpes, 1),
  }
}

function correlationDistances({ size, values }: SquareMatrix): SquareMatrix {
  return { size, values: values.map((value) => Math.sqrt((1 - value) / 2)) }
}

type Parted = Clusters & { readonly silhouettes: Float64Array }

function bestClusters(distances: SquareMatrix, options: ClusterOptions, name: string): Parted {
  const { seed, starts = 10, mostClusters = Math.floor(distances.size / 2), beat } = options
  const squared = squaredRowDistances(distances)
  const plain = { size: squared.size, values: squared.values.map(Math.sqrt) }
  const most = Math.max(2, Math.min(distances.size - 1, mostClusters))
  let best: Parted | null = null
  for (let clusters = 2; clusters <= most; clusters++) {
    beat?.()
    for (let start = 0; start < starts; start++) {
      const found = distanceKMeans(squared, clusters, createStream(seed, `clusters/${name}/${clusters}/${start}`))
      const told = { ...found, silhouettes: silhouettes(plain, found) }
      if (best === null || ratio(told.silhouettes) > ratio(best.silhouettes)) best = told
    }
  }
  if (best === null) throw new Error('No number of clusters was tried')
  return best
}

/** Squared Euclidean distances between the rows of a matrix. */
function squaredRowDistances({ size, values }: SquareMatrix): SquareMatrix {
  const squared = new Float64Array(size * size)
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < a; b++) {
      let sum = 0
      for (let k = 0; k < size; k++) {
        const difference = values[a * size + k]! - values[b * size + k]!
        sum += difference * difference
      }
      squared[a * size + b] = sum
      squared[b * size + a] = sum
    }
  }
  return { size, values: squared }
}

/** Members that cannot be told apart have no spread; then this stands for it. */
const LEAST_SPREAD = 1e-9

function ratio(values: Float64Array): number {
  return mean(values) / Math.max(LEAST_SPREAD, standardDeviation(values, 0))
}

function clusterRatios({ labels, clusters, silhouettes: told }: Parted): readonly number[] {
  return Array.from({ length: clusters }, (_, label) => ratio(told.filter((_value, point) => labels[point] === label)))
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function reclustered(distances: SquareMatrix, top: Parted, options: ClusterOptions): Parted {
  const ratios = clusterRatios(top)
  const weak = new Set(ratios.flatMap((value, label) => (value < average(ratios) ? [label] : [])))
  const points = Array.from(top.labels.keys()).filter((point) => weak.has(top.labels[point]!))
  if (weak.size < 2 || points.length < 4) return top
  const inner = bestClusters(partOf(distances, points), options, 'again')
  const placeOf = new Map(points.map((point, place) => [point, place]))
  const kept = ratios.flatMap((_, label) => (weak.has(label) ? [] : [label]))
  const labels = top.labels.map((label, point) => {
    const place = placeOf.get(point)
    return place === undefined ? kept.indexOf(label) : kept.length + inner.labels[place]!
  })
  const made = { labels, clusters: kept.length + inner.clusters }
  const squared = squaredRowDistances(distances)
  const again = { ...made, silhouettes: silhouettes({ ...squared, values: squared.values.map(Math.sqrt) }, made) }
  return average(clusterRatios(again)) > average(ratios) ? again : top
}

function partOf({ size, values }: SquareMatrix, points: readonly number[]): SquareMatrix {
  const part = new Float64Array(points.length * points.length)
  for (const [a, row] of points.entries())
    for (const [b, column] of points.entries()) part[a * points.length + b] = values[row * size + column]!
  return { size: points.length, values: part }
}

function clusterSharpes(columns: readonly Float64Array[], { labels, clusters }: Clusters): Float64Array {
  const rows = columns[0]!.length
  return Float64Array.from({ length: clusters }, (_, label) => {
    const joined = new Float64Array(rows)
    let total = 0
    for (const [place, column] of columns.entries()) {
      if (labels[place] !== label) continue
      const weight = 1 / variance(column, 1)
      total += weight
      for (let row = 0; row < rows; row++) joined[row] = joined[row]! + weight * column[row]!
    }
    return (
      sharpe(
        joined.map((value) => value / total),
        1,
      ) ?? 0
    )
  })
}
