import type { RowSpans } from './splits/split.ts'
import { averageUniqueness } from './uniqueness.ts'

/**
 * Average uniqueness (AFML 4.2) of the labels of `rows`, each among those of its own instrument: what two instruments do at one time is not the same thing.
 * A label uses the bars that close after its decision, up to its end; the bars of an instrument are the decision times (and label ends) of all its rows,
 * so give the whole matrix and name in `rows` the training rows of one fold only. One value a row of `rows`, 0 to 1; NaN where the label is not known.
 * Throws where a label does not end after its decision.
 */
export function rowUniqueness(spans: RowSpans, instrument: Int32Array, rows: Int32Array): Float64Array {
  const { decisionMs, labelEndMs } = spans
  const uniqueness = new Float64Array(rows.length).fill(Number.NaN)
  const members = byInstrument(instrument)
  const asked = byInstrument(rows.map((row) => instrument[row]!))
  for (const [place, places] of asked) {
    const barMs = barTimes(spans, members.get(place)!)
    const labelled = places.filter((at) => Number.isFinite(labelEndMs[rows[at]!]!))
    const startIndex = Int32Array.from(labelled, (at) => indexOf(barMs, decisionMs[rows[at]!]!) + 1)
    const endIndex = Int32Array.from(labelled, (at) => indexOf(barMs, labelEndMs[rows[at]!]!))
    labelled.forEach((at, index) => {
      if (!(endIndex[index]! >= startIndex[index]!))
        throw new Error(`The label of row ${rows[at]} ends before it begins`)
    })
    const values = averageUniqueness({ startIndex, endIndex })
    labelled.forEach((at, index) => {
      uniqueness[at] = values[index]!
    })
  }
  return uniqueness
}

/** Places of each instrument, ascending. */
function byInstrument(instrument: Int32Array): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>()
  instrument.forEach((own, place) => {
    const known = places.get(own)
    if (known === undefined) places.set(own, [place])
    else known.push(place)
  })
  return places
}

/** Ascending, each once. */
function barTimes({ decisionMs, labelEndMs }: RowSpans, members: readonly number[]): Float64Array {
  const times = new Set<number>()
  for (const row of members) {
    times.add(decisionMs[row]!)
    if (Number.isFinite(labelEndMs[row]!)) times.add(labelEndMs[row]!)
  }
  return Float64Array.from(times).sort()
}

function indexOf(ascending: Float64Array, value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
