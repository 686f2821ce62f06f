import { coordinateAt, countOf, positionOf } from '../../stats/search/searchAxis.ts'
import type { SearchHistory } from '../../stats/search/searchHistory.ts'
import { rankedRows } from '../../stats/search/searchHistory.ts'
import type { RandomStream } from '../../stats/seededStream.ts'
import type { SweepAxis } from './sweepAxis.ts'

/** Parents are the best so many of all that were evaluated. */
const POPULATION = 64
const TOURNAMENT = 3
/** A mutation of an ordered axis goes about this far, in shares of the axis. */
const MUTATION_WIDTH = 0.1

/**
 * A generation of a genetic search (Holland 1975; Goldberg 1989): two parents by tournaments of three among the best 64, each value from either with equal chance
 * (uniform crossover, Syswerda 1989), and one value in the mean is mutated: an ordered one by a normal step of a tenth of its axis, any other one by a new draw.
 */
export function proposeGeneration(
  axes: readonly SweepAxis[],
  history: SearchHistory,
  stream: RandomStream,
): (rows: Float64Array, at: number) => void {
  const width = axes.length
  const parents = rankedRows(history).subarray(0, POPULATION)
  // Parents stand in the order of their rank: the winner of a tournament is the one that stands first.
  const winner = () => {
    let place = parents.length
    for (let k = 0; k < TOURNAMENT; k++) place = Math.min(place, stream.nextInt(parents.length))
    return parents[place]!
  }
  return (rows, at) => {
    const mother = winner()
    const father = winner()
    for (let k = 0; k < width; k++) {
      const parent = stream.nextUniform() < 0.5 ? mother : father
      const value = history.coordinates[parent * width + k]!
      rows[at + k] = stream.nextUniform() < 1 / width ? mutated(axes[k]!, value, stream) : value
    }
  }
}

function mutated(axis: SweepAxis, coordinate: number, stream: RandomStream): number {
  if (!axis.isOrdered) return stream.nextInt(countOf(axis))
  const step = MUTATION_WIDTH * stream.nextNormal()
  const place = coordinateAt(axis, Math.min(1, Math.max(0, positionOf(axis, coordinate) + step)))
  if (place !== coordinate || countOf(axis) === Number.POSITIVE_INFINITY) return place
  // A step too small to reach the next value goes there.
  return Math.min(countOf(axis) - 1, Math.max(0, coordinate + (step < 0 ? -1 : 1)))
}
