import { averageUniqueness } from '../../validation/uniqueness.ts'

/** Average uniqueness of the windows (bar, bar + horizon] among each other (AFML 4.2). `bars` ascending. */
export function windowUniqueness(bars: Int32Array, horizonBars: number): Float64Array {
  const startIndex = bars.map((bar) => bar + 1)
  const endIndex = bars.map((bar) => bar + horizonBars)
  return averageUniqueness({ startIndex, endIndex })
}

/** Number of the cluster of each event, from 0: an event belongs to the cluster of the one before if it begins before that one's window ends. */
export function clusterNumbers(bars: Int32Array, horizonBars: number): Int32Array {
  const numbers = new Int32Array(bars.length)
  for (let event = 1; event < bars.length; event++) {
    const isApart = bars[event]! >= bars[event - 1]! + horizonBars
    numbers[event] = numbers[event - 1]! + (isApart ? 1 : 0)
  }
  return numbers
}

/** Places of events whose windows do not overlap: the first, and each first one after the window of the last taken. */
export function apartPlaces(bars: Int32Array, horizonBars: number): Int32Array {
  const places: number[] = []
  let freeFrom = Number.NEGATIVE_INFINITY
  for (let event = 0; event < bars.length; event++) {
    if (bars[event]! < freeFrom) continue
    places.push(event)
    freeFrom = bars[event]! + horizonBars
  }
  return Int32Array.from(places)
}
