import { axisValue, coordinateAt, countOf } from '../../stats/search/searchAxis.ts'
import { createHistory } from '../../stats/search/searchHistory.ts'
import { proposeByParzen } from '../../stats/search/treeParzenSearch.ts'
import type { RandomStream } from '../../stats/seededStream.ts'
import { createStream } from '../../stats/seededStream.ts'
import type { NamedAxis } from './searchAxes.ts'

export type SearchPlan = {
  /** Independent draws (Bergstra & Bengio 2012), or a tree-structured Parzen estimator that learns from those told (Bergstra et al. 2011). */
  readonly method: 'random' | 'tpe'
  readonly axes: readonly NamedAxis[]
  readonly seed: number
  /** Searches of other training parts have other names: their draws have nothing in common. */
  readonly name: string
}

/** A draw that was evaluated; `score` is the higher the better, null where it has none (it could not be fitted). */
export type ToldDraw = { readonly values: Readonly<Record<string, number>>; readonly score: number | null }

/** Told draws before the estimator takes over from chance. */
const FIRST_DRAWS = 10
/** Throws in a row that only gave what is known, before a search counts as exhausted. */
const MOST_IDLE_THROWS = 200
/** Proposals of the estimator that may be known before chance leads out of the corner. */
const MOST_REPEATS = 20

/**
 * The next `count` draws after those told, in the order in which they were proposed; fewer where nothing new is found. A pure function: the same for any number of
 * workers and after any interruption, as long as it is asked with whole batches told. Every draw that is evaluated is a trial.
 */
export function proposeDraws(
  plan: SearchPlan,
  told: readonly ToldDraw[],
  count: number,
): readonly Readonly<Record<string, number>>[] {
  const { axes, method, seed, name } = plan
  if (axes.length === 0) return []
  const scored = told.filter(({ score }) => score !== null).length
  const isLearning = method === 'tpe' && told.length >= FIRST_DRAWS && scored > 0
  const history = isLearning ? historyOf(axes, told) : null
  const seen = new Set(told.map(({ values }) => keyOf(axes, values)))
  const proposed: Readonly<Record<string, number>>[] = []
  for (let place = told.length; place < told.length + count; place++) {
    const stream = createStream(seed, `${name}/draw ${place}`)
    const propose = history === null ? null : proposeByParzen(axes, history, stream)
    const values = nextNew(axes, propose, stream, seen)
    if (values === null) break
    seen.add(keyOf(axes, values))
    proposed.push(values)
  }
  return proposed
}

function nextNew(
  axes: readonly NamedAxis[],
  propose: ((rows: Float64Array, at: number) => void) | null,
  stream: RandomStream,
  seen: ReadonlySet<string>,
): Readonly<Record<string, number>> | null {
  const row = new Float64Array(axes.length)
  for (let idle = 0; idle < MOST_IDLE_THROWS; idle++) {
    if (propose !== null && idle < MOST_REPEATS) propose(row, 0)
    else for (const [k, axis] of axes.entries()) row[k] = coordinateAt(axis, stream.nextUniform())
    const values = Object.fromEntries(axes.map((axis, k) => [axis.name, axisValue(axis, row[k]!)]))
    if (!seen.has(keyOf(axes, values))) return values
  }
  return null
}

function historyOf(axes: readonly NamedAxis[], told: readonly ToldDraw[]) {
  const history = createHistory(axes.length, told.length)
  history.count = told.length
  for (const [row, { values, score }] of told.entries()) {
    for (const [k, axis] of axes.entries())
      history.coordinates[row * axes.length + k] = coordinateOf(axis, values[axis.name]!)
    history.scores[row] = score ?? Number.NaN
  }
  return history
}

/** The coordinate whose value this is, or the nearest one. */
function coordinateOf(axis: NamedAxis, value: number): number {
  const { domain } = axis
  if (domain.kind === 'list') return Math.max(0, domain.values.indexOf(value))
  if (domain.kind === 'steps')
    return Math.min(countOf(axis) - 1, Math.max(0, Math.round((value - domain.from) / domain.step)))
  const { from, to, scale } = domain
  if (to === from) return 0
  const position = scale === 'linear' ? (value - from) / (to - from) : Math.log(value / from) / Math.log(to / from)
  return Math.min(1, Math.max(0, position))
}

function keyOf(axes: readonly NamedAxis[], values: Readonly<Record<string, number>>): string {
  return axes.map(({ name }) => values[name]).join(' ')
}
