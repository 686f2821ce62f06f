import type { CorrelationMap } from '../../contract/workbench/buildViews.ts'
import type { ColumnCorrelations } from './correlateColumns.ts'
import type { SummarisedMatrix } from './examinedMatrix.ts'

const MOST_COLUMNS = 20

/** The columns with the largest |r| to any other one, ordered so that each stands beside the one most like it. */
export function correlationMap({ summaries }: SummarisedMatrix, found: ColumnCorrelations): CorrelationMap {
  const width = found.columns.length
  const value = (left: number, right: number) => found.values[left * width + right]!
  const size = (left: number, right: number) => {
    const r = value(left, right)
    return left === right || Number.isNaN(r) ? 0 : Math.abs(r)
  }
  const places = found.columns.map((_, place) => place)
  const strongest = places.map((place) => places.reduce((most, other) => Math.max(most, size(place, other)), 0))
  const chosen = [...places].sort((a, b) => strongest[b]! - strongest[a]! || a - b).slice(0, MOST_COLUMNS)
  const ordered = chain(chosen, size)
  return {
    names: ordered.map((place) => summaries[found.columns[place]!]!.name),
    values: ordered.flatMap((left) =>
      ordered.map((right) => (Number.isNaN(value(left, right)) ? null : value(left, right))),
    ),
    rows: found.rows,
    step: found.step,
  }
}

/** From the first on, always to the one most alike that is left. */
function chain(places: readonly number[], size: (left: number, right: number) => number): readonly number[] {
  const left = new Set(places)
  const ordered: number[] = []
  let last = places[0]
  while (last !== undefined) {
    const here = last
    left.delete(here)
    ordered.push(here)
    last = [...left].sort((a, b) => size(here, b) - size(here, a) || a - b)[0]
  }
  return ordered
}
