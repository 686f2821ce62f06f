import { countOf, positionOf } from '../../stats/search/searchAxis.ts'
import type { SearchHistory } from '../../stats/search/searchHistory.ts'
import { rankedRows } from '../../stats/search/searchHistory.ts'
import type { SweepAxis } from './sweepAxis.ts'

/** A row of the history, and what its neighbourhood (itself included) scores. `valued`: how many of the `neighbours` there have a score. */
export type Neighbourhood = {
  readonly row: number
  readonly score: number
  readonly mean: number
  readonly least: number
  readonly neighbours: number
  readonly valued: number
}

/**
 * `peak`: the best row. `centre`: among the rows whose neighbourhood can be judged the one with the best mean there; null where there is none. Two rows are neighbours
 * where unordered values are equal and each ordered one is at most one place away, or a twentieth of its axis where that is farther; a tenth of the axis where
 * places cannot be counted.
 */
export type Plateau = { readonly peak: Neighbourhood | null; readonly centre: Neighbourhood | null }

/** Shares of an axis. */
const REACH = 0.05
const REACH_OF_SPAN = 0.1
/** Rows looked at as centres, from the best down. */
const CANDIDATES = 500
/** A neighbourhood tells something from so many rows on, of which this share has a score. */
const LEAST_NEIGHBOURS = 3
const LEAST_VALUED = 3 / 4

export function findPlateau(axes: readonly SweepAxis[], history: SearchHistory): Plateau {
  const ranked = rankedRows(history)
  const candidates = ranked.subarray(0, CANDIDATES).filter((row) => !Number.isNaN(history.scores[row]!))
  const [best] = candidates
  if (best === undefined) return { peak: null, centre: null }
  const look = neighbourhoodOf(axes, history)
  let centre: Neighbourhood | null = null
  for (const row of candidates) {
    const around = look(row)
    const tells = around.neighbours >= LEAST_NEIGHBOURS && around.valued >= LEAST_VALUED * around.neighbours
    if (tells && (centre === null || around.mean > centre.mean)) centre = around
  }
  return { peak: look(best), centre }
}

/** Rows by their first coordinates would be quicker to find; a pass over all of them for each candidate is quick enough. */
function neighbourhoodOf(
  axes: readonly SweepAxis[],
  { coordinates, scores, count }: SearchHistory,
): (row: number) => Neighbourhood {
  const width = axes.length
  const reach = axes.map(reachOf)
  const places = new Float64Array(count * width)
  for (let index = 0; index < places.length; index++) {
    const axis = axes[index % width]!
    places[index] = axis.isOrdered ? positionOf(axis, coordinates[index]!) : coordinates[index]!
  }
  return (row) => {
    let sum = 0
    let least = Number.POSITIVE_INFINITY
    let valued = 0
    let neighbours = 0
    for (let other = 0; other < count; other++) {
      let k = 0
      while (k < width && Math.abs(places[other * width + k]! - places[row * width + k]!) <= reach[k]!) k++
      if (k < width) continue
      neighbours++
      const score = scores[other]!
      if (Number.isNaN(score)) continue
      valued++
      sum += score
      if (score < least) least = score
    }
    return { row, score: scores[row]!, mean: sum / valued, least, neighbours, valued }
  }
}

/** Rounding of a place is allowed for. */
const DUST = 1e-9

function reachOf(axis: SweepAxis): number {
  if (!axis.isOrdered) return 0
  const count = countOf(axis)
  if (count === Number.POSITIVE_INFINITY) return REACH_OF_SPAN
  const { domain } = axis
  if (domain.kind === 'steps' && domain.scale === 'log') {
    const last = positionOf(axis, count - 1)
    return Math.max(REACH, count > 1 ? last - positionOf(axis, count - 2) : 0) + DUST
  }
  return Math.max(REACH, 1 / count) + DUST
}
