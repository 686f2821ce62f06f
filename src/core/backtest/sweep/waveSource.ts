import { coordinateAt, countOf } from '../../stats/search/searchAxis.ts'
import type { SearchHistory } from '../../stats/search/searchHistory.ts'
import { proposeByParzen } from '../../stats/search/treeParzenSearch.ts'
import { createStream } from '../../stats/seededStream.ts'
import { proposeGeneration } from './geneticSearch.ts'
import { writeGridRow } from './gridRows.ts'
import type { OwnRun } from './ownRuns.ts'
import { sortRows } from './rowOrder.ts'
import { shuffledIndex } from './shuffledIndex.ts'
import type { SweepAxis } from './sweepAxis.ts'
import { spaceSize } from './sweepAxis.ts'

export type SearchPlan = {
  readonly method: 'grid' | 'random' | 'tpe' | 'genetic'
  readonly axes: readonly SweepAxis[]
  /** Configurations wanted; a grid has as many as it has. */
  readonly trials: number
  readonly seed: number
  /** Streams of other passes over the same space have other names. */
  readonly name: string
  /** Why parameters make no sense together: such configurations are left out. */
  readonly isSensible: (coordinates: Float64Array, at: number) => boolean
  /** The others that are left out: their terms repeat another configuration, or lack what they need. */
  readonly isOwnRun: OwnRun
}

/** Most rows of one wave: what is held in memory at once. */
export const WAVE_ROWS = 16_384

/** Configurations that a search which learns proposes at once. Its result depends on it, and on no number of workers. */
export const BATCH_ROWS = 64

/** Draws in a row that only gave what is known or makes no sense, before a search gives up. */
const MOST_IDLE_DRAWS = 10_000

/**
 * Waves of configurations, rows of one number an axis, sorted so that neighbours share signals; null at the end. To be asked once a wave, with everything
 * evaluated so far. The order does not depend on who evaluates.
 */
export type WaveSource = { readonly next: (history: SearchHistory) => Float64Array | null }

export function waveSource(plan: SearchPlan): WaveSource {
  if (plan.method === 'grid') return gridWaves(plan)
  if (plan.method === 'random') return randomWaves(plan)
  return learningWaves(plan)
}

function gridWaves({ axes, isSensible, isOwnRun }: SearchPlan): WaveSource {
  const size = spaceSize(axes)
  const inner = axes.reduce((product, axis) => (axis.part === 'terms' ? product * countOf(axis) : product), 1)
  const width = axes.length
  let index = 0
  return {
    next: () => {
      const rows = new Float64Array(WAVE_ROWS * width)
      let count = 0
      let judged = -1
      while (index < size && count < WAVE_ROWS) {
        writeGridRow(axes, index, rows, count * width)
        const point = Math.floor(index / inner)
        if (point !== judged && !isSensible(rows, count * width)) {
          index = (point + 1) * inner
          continue
        }
        judged = point
        if (isOwnRun(rows, count * width)) count++
        index++
      }
      return count === 0 ? null : rows.subarray(0, count * width)
    },
  }
}

/** Without repetition where values can be counted. */
function randomWaves(plan: SearchPlan): WaveSource {
  const { axes, trials, isSensible, isOwnRun } = plan
  const width = axes.length
  const draw = drawer(plan)
  let drawn = 0
  return {
    next: () => {
      const rows = new Float64Array(Math.min(WAVE_ROWS, trials - drawn) * width)
      let count = 0
      for (let idle = 0; count * width < rows.length && idle < MOST_IDLE_DRAWS; ) {
        if (!draw(rows, count * width)) break
        if (isOwnRun(rows, count * width) && isSensible(rows, count * width)) {
          count++
          idle = 0
        } else idle++
      }
      drawn += count
      return count === 0 ? null : sortRows(rows.subarray(0, count * width), width)
    },
  }
}

/** Sizes beyond this are drawn from without looking back. */
const MOST_SHUFFLED = 2 ** 50

/** Writes the next draw; false where all have been drawn. */
function drawer({ axes, seed, name }: SearchPlan): (rows: Float64Array, at: number) => boolean {
  const size = spaceSize(axes)
  if (size <= MOST_SHUFFLED) {
    const shuffled = shuffledIndex(size, seed, `${name}/shuffle`)
    let next = 0
    return (rows, at) => {
      if (next >= size) return false
      writeGridRow(axes, shuffled(next++), rows, at)
      return true
    }
  }
  const stream = createStream(seed, `${name}/random`)
  return (rows, at) => {
    for (let k = 0; k < axes.length; k++) rows[at + k] = coordinateAt(axes[k]!, stream.nextUniform())
    return true
  }
}

/** Batches of `BATCH_ROWS`, the first one at random; what was evaluated before is not proposed again. */
function learningWaves(plan: SearchPlan): WaveSource {
  const { axes, trials, isSensible, isOwnRun, method } = plan
  const width = axes.length
  const propose = method === 'tpe' ? proposeByParzen : proposeGeneration
  const draw = drawer(plan)
  const seen = new Set<string>()
  const isFresh = (rows: Float64Array, at: number) =>
    isOwnRun(rows, at) && isSensible(rows, at) && !seen.has(rows.subarray(at, at + width).join(' '))
  let batch = 0
  return {
    next: (history) => {
      const wanted = Math.min(BATCH_ROWS, trials - seen.size)
      const rows = new Float64Array(Math.max(0, wanted) * width)
      const stream = createStream(plan.seed, `${plan.name}/batch ${batch}`)
      const proposal = batch === 0 ? null : propose(axes, history, stream)
      batch++
      let count = 0
      for (let idle = 0; count < wanted && idle < MOST_IDLE_DRAWS; ) {
        // A search that keeps proposing what is known has run into a corner: chance leads it out.
        if (proposal !== null && idle < MOST_REPEATS) proposal(rows, count * width)
        else if (!draw(rows, count * width)) break
        if (!isFresh(rows, count * width)) {
          idle++
          continue
        }
        seen.add(rows.subarray(count * width, (count + 1) * width).join(' '))
        count++
        idle = 0
      }
      return count === 0 ? null : sortRows(rows.subarray(0, count * width), width)
    },
  }
}

const MOST_REPEATS = 50
