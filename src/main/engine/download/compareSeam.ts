import type { ReceivedBars } from '../ports/brokerHistory.ts'
import { lowerBound } from './lowerBound.ts'
import type { TidyBars } from './tidyAnswer.ts'

type Columns = { readonly [column in keyof ReceivedBars]: ArrayLike<number> }

/** What two answers say of the bars that both hold. `scale` is new price / old price where all of them moved by one factor, else null. */
export type Seam = {
  readonly identical: number
  /** Positions in the newer answer. */
  readonly differing: readonly number[]
  readonly scale: number | null
}

const VALUE_KEYS = ['open', 'high', 'low', 'close', 'volume', 'trades'] as const
const PRICE_KEYS = ['open', 'high', 'low', 'close'] as const
/** A split moves prices by more than this; ordinary revisions by less. */
const LEAST_SCALE_CHANGE = 0.05
/** Split prices are rounded to the tick. */
const SCALE_TOLERANCE = 2e-3

/** Both ascending in time. */
export function compareSeam(older: Columns, newer: TidyBars): Seam {
  let identical = 0
  const differing: number[] = []
  const ratios: number[] = []
  let known = lowerBound(older.timeMs, newer.timeMs[0] ?? Number.POSITIVE_INFINITY)
  for (let row = 0; row < newer.timeMs.length; row++) {
    while (known < older.timeMs.length && older.timeMs[known]! < newer.timeMs[row]!) known++
    if (known >= older.timeMs.length) break
    if (older.timeMs[known] !== newer.timeMs[row]) continue
    const old = known
    if (VALUE_KEYS.every((key) => Object.is(older[key][old], newer[key][row]))) identical++
    else differing.push(row)
    for (const key of PRICE_KEYS) ratios.push(newer[key][row]! / older[key][old]!)
  }
  return { identical, differing, scale: identical === 0 ? commonScale(ratios) : null }
}

function commonScale(ratios: readonly number[]): number | null {
  if (ratios.length === 0) return null
  const sorted = [...ratios].sort((a, b) => a - b)
  const middle = sorted[sorted.length >> 1]!
  if (!(Math.abs(middle - 1) > LEAST_SCALE_CHANGE)) return null
  const isCommon = sorted.every((ratio) => Math.abs(ratio / middle - 1) <= SCALE_TOLERANCE)
  return isCommon ? middle : null
}
