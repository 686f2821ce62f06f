import { nanColumn } from '../indicators/nanColumn.ts'
import { requirePeriod } from '../indicators/requirePeriod.ts'
import type { Beat } from '../job/beat.ts'

/** Neighbours that the feature of the pair pipeline looks at. */
export const LIKENESS_NEIGHBOURS = 20

/**
 * Events in any order, row i of each column one event. `paths` is row-major, `pathBars` values an event (see `eventPaths`).
 * `decidedBar` is the bar at whose close the event fired, `barrierEndBar` the bar in which its outcome became known,
 * `outcome` its net return in its own direction.
 */
export type LikenessEvents = {
  readonly paths: Float64Array
  readonly pathBars: number
  readonly decidedBar: Int32Array
  readonly barrierEndBar: Int32Array
  readonly outcome: Float64Array
}

/**
 * For each event the mean outcome of the `neighbours` most alike earlier events: least squared distance of paths, ties to the
 * earlier row. Only events whose barrier ended before the event's own bar count, so nothing is used that was not known.
 * NaN where fewer than `neighbours` are known, or the event's own path is.
 * Source: k-nearest-neighbour regression (Fix & Hodges 1951; Cover & Hart 1967). O(events^2 x pathBars) at worst.
 */
export function pathLikeness(events: LikenessEvents, neighbours: number, beat: Beat): Float64Array {
  requirePeriod(neighbours, 1)
  const count = events.decidedBar.length
  const result = nanColumn(count)
  const nearest = { distance: new Float64Array(neighbours), outcome: new Float64Array(neighbours), count: 0 }
  for (let event = 0; event < count; event++) {
    if (event % 256 === 0) beat(event, count, 'likeness to earlier paths')
    nearest.count = 0
    const bar = events.decidedBar[event]!
    for (let other = 0; other < count; other++) {
      if (events.barrierEndBar[other]! >= bar || Number.isNaN(events.outcome[other]!)) continue
      const limit = nearest.count < neighbours ? Number.POSITIVE_INFINITY : nearest.distance[neighbours - 1]!
      const distance = squaredDistance(events, event, other, limit)
      if (distance < limit) keep(nearest, neighbours, distance, events.outcome[other]!)
    }
    if (nearest.count === neighbours) result[event] = mean(nearest.outcome)
  }
  beat(count, count, 'likeness to earlier paths')
  return result
}

/** Stops as soon as the distance cannot be below `limit`; NaN where a path is unknown. */
function squaredDistance(events: LikenessEvents, event: number, other: number, limit: number): number {
  const { paths, pathBars } = events
  const from = event * pathBars
  const to = other * pathBars
  let total = 0
  for (let bar = 0; bar < pathBars; bar++) {
    const gap = paths[from + bar]! - paths[to + bar]!
    total += gap * gap
    if (total >= limit) break
  }
  return total
}

type Nearest = { readonly distance: Float64Array; readonly outcome: Float64Array; count: number }

function keep(nearest: Nearest, neighbours: number, distance: number, outcome: number): void {
  let place = nearest.count < neighbours ? nearest.count++ : neighbours - 1
  for (; place > 0 && nearest.distance[place - 1]! > distance; place--) {
    nearest.distance[place] = nearest.distance[place - 1]!
    nearest.outcome[place] = nearest.outcome[place - 1]!
  }
  nearest.distance[place] = distance
  nearest.outcome[place] = outcome
}

function mean(values: Float64Array): number {
  let total = 0
  for (const value of values) total += value
  return total / values.length
}
