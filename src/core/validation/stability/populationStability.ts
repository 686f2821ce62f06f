import { quantileSorted } from '../../stats/quantileSorted.ts'
import { upperChiSquare } from '../../stats/upperChiSquare.ts'

/** How far the values of a column have moved from those of a reference. */
export type PopulationStability = {
  /** sum (q - p) ln(q / p) over the bins, of the shares p of the reference and q of now. */
  readonly index: number
  /** What chance alone makes of it where nothing moved: (bins - 1)(1/N + 1/M). Judge by `ratio`, never by a fixed 0.1 or 0.25. */
  readonly expected: number
  readonly ratio: number
  /** P of an index as large without a move, index / (1/N + 1/M) being chi-square with bins - 1 degrees (Yurdakul 2018), as if rows were independent: for slow columns too small. */
  readonly p: number
  readonly bins: number
  readonly referenceRows: number
  readonly currentRows: number
}

/** Half a row stands for an empty bin. */
const EMPTY = 0.5

/**
 * Population stability index in bins of equal count of the REFERENCE, whose edges are never drawn anew; values that are not finite are a bin of their own where
 * either side has some. Null where either side has no row or the reference knows fewer than two values. Over many columns pass the p's to `benjaminiHochberg`.
 */
export function populationStability(
  reference: Float64Array,
  current: Float64Array,
  wantedBins = 10,
): PopulationStability | null {
  const edges = edgesOf(reference, wantedBins)
  if (edges.length === 0 || current.length === 0) return null
  const before = countsOf(reference, edges)
  const now = countsOf(current, edges)
  const used = before.flatMap((count, bin) => (count + now[bin]! > 0 ? [bin] : []))
  if (used.length < 2) return null
  let index = 0
  for (const bin of used) {
    const p = Math.max(before[bin]!, EMPTY) / reference.length
    const q = Math.max(now[bin]!, EMPTY) / current.length
    index += (q - p) * Math.log(q / p)
  }
  const scale = 1 / reference.length + 1 / current.length
  const expected = (used.length - 1) * scale
  return {
    index,
    expected,
    ratio: index / expected,
    p: upperChiSquare(index / scale, used.length - 1),
    bins: used.length,
    referenceRows: reference.length,
    currentRows: current.length,
  }
}

/** Distinct inner edges; a value on an edge lies above it. */
function edgesOf(reference: Float64Array, bins: number): readonly number[] {
  const known = reference.filter(Number.isFinite).sort()
  if (known.length === 0 || known[0] === known.at(-1)) return []
  const edges = Array.from({ length: bins - 1 }, (_, k) => quantileSorted(known, (k + 1) / bins))
  return [...new Set(edges)].filter((edge) => edge > known[0]!)
}

/** The last one counts what is not finite. */
function countsOf(values: Float64Array, edges: readonly number[]): readonly number[] {
  const counts = new Array<number>(edges.length + 2).fill(0)
  for (const value of values) {
    let bin = 0
    if (!Number.isFinite(value)) bin = edges.length + 1
    else while (bin < edges.length && value >= edges[bin]!) bin++
    counts[bin]!++
  }
  return counts
}
