import type { ReceivedBars } from '../ports/brokerHistory.ts'
import { lowerBound } from './lowerBound.ts'
import type { TidyBars } from './tidyAnswer.ts'

type Columns = { readonly [column in keyof ReceivedBars]: ArrayLike<number> }

/** What two answers say of the bars that both hold. `scale` is new price / old price (the middle one) where all of them moved far and the same way, else null. */
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

/**
 * Where every price of every common bar moved the same way by more than a revision does, it is another scale. How far they agree with each
 * other says nothing: prices of a few ticks are rounded by more than a percent.
 */
function commonScale(ratios: readonly number[]): number | null {
  if (ratios.length === 0) return null
  const up = ratios.every((ratio) => ratio > 1 + LEAST_SCALE_CHANGE)
  const down = ratios.every((ratio) => ratio < 1 - LEAST_SCALE_CHANGE)
  if (!up && !down) return null
  return [...ratios].sort((x, y) => x - y)[ratios.length >> 1]!
}
