import type { MapAxis, MapMeasure, TrialMapView } from '../../contract/workbench/sweepViews.ts'
import { median } from '../../stats/median.ts'

/** More values than this on an axis are put into ranges. */
export const MOST_CELLS = 48

export type MapTerms = {
  readonly x: { readonly name: string; readonly values: Float64Array }
  readonly y: { readonly name: string; readonly values: Float64Array }
  readonly figure: Float64Array
  readonly measure: MapMeasure
  /** Whether a smaller figure is the better one. */
  readonly lessIsBetter: boolean
}

/**
 * Two parameters against a figure over the given rows: one cell for each pair of values (of ranges, where an axis has more than `MOST_CELLS`), holding the best, median or
 * worst figure of all trials that lie in it, whatever their other parameters. Rows without a place on both axes are left out.
 */
export function trialMap(rows: Uint32Array, terms: MapTerms): TrialMapView {
  const x = axisOf(terms.x.name, terms.x.values, rows)
  const y = axisOf(terms.y.name, terms.y.values, rows)
  const width = x.from.length
  const held = new Map<number, { trials: number; values: number[] }>()
  for (const row of rows) {
    const atX = placeOf(x, terms.x.values[row]!)
    const atY = placeOf(y, terms.y.values[row]!)
    if (atX < 0 || atY < 0) continue
    const key = atY * width + atX
    const cell = held.get(key) ?? { trials: 0, values: [] }
    held.set(key, cell)
    cell.trials += 1
    const value = terms.figure[row]!
    if (!Number.isNaN(value)) cell.values.push(value)
  }
  const cells = [...held]
    .sort(([left], [right]) => left - right)
    .map(([key, { trials, values }]) => ({
      x: key % width,
      y: Math.floor(key / width),
      value: values.length === 0 ? null : measured(values, terms),
      trials,
    }))
  return { x, y, cells }
}

function measured(values: readonly number[], { measure, lessIsBetter }: MapTerms): number {
  if (measure === 'median') return median(Float64Array.from(values))
  const wantsLeast = (measure === 'best') === lessIsBetter
  return values.reduce((kept, value) => (wantsLeast === value < kept ? value : kept))
}

function axisOf(name: string, values: Float64Array, rows: Uint32Array): MapAxis {
  const distinct = new Set<number>()
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (const row of rows) {
    const value = values[row]!
    if (Number.isNaN(value)) continue
    if (distinct.size <= MOST_CELLS) distinct.add(value)
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  if (distinct.size <= MOST_CELLS) {
    const from = [...distinct].sort((left, right) => left - right)
    return { name, from, to: from, isBinned: false }
  }
  const bins = MOST_CELLS / 2
  const edge = (bin: number) => (bin === bins ? most : least + ((most - least) * bin) / bins)
  const from = Array.from({ length: bins }, (_, bin) => edge(bin))
  return { name, from, to: from.map((_, bin) => edge(bin + 1)), isBinned: true }
}

/** -1: it has no value. The last range holds its upper end. */
function placeOf({ from, isBinned }: MapAxis, value: number): number {
  if (Number.isNaN(value)) return -1
  let low = 0
  let high = from.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (from[middle]! <= value) low = middle
    else high = middle - 1
  }
  return isBinned || from[low] === value ? low : -1
}
