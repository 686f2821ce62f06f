import type { LegColumns, PairColumns } from '../market/pairColumns.ts'

/** Bars on each side of the cut that `gapAround` empties. */
const GAP_BARS = 3

/** The same times, with other prices, volumes and session ends from bar `cut` on; each garbled bar still has low <= open, close <= high. */
export function garbleAfter(columns: PairColumns, cut: number): PairColumns {
  return {
    intervalMs: columns.intervalMs,
    timeMs: columns.timeMs,
    primary: garbleLeg(columns.primary, cut, 1),
    secondary: garbleLeg(columns.secondary, cut, 2),
    sessionEnd: columns.sessionEnd.map((flag, bar) => (bar < cut ? flag : 1 - flag)),
  }
}

/** NaN prices and volumes on the `GAP_BARS` bars before the cut and as many from it on. */
export function gapAround(columns: PairColumns, cut: number): PairColumns {
  const isGap = (bar: number) => bar >= cut - GAP_BARS && bar < cut + GAP_BARS
  const empty = (value: number, bar: number) => (isGap(bar) ? Number.NaN : value)
  return {
    ...columns,
    primary: mapLeg(columns.primary, empty, empty),
    secondary: mapLeg(columns.secondary, empty, empty),
  }
}

function garbleLeg(leg: LegColumns, cut: number, salt: number): LegColumns {
  const price = (value: number, bar: number) => (bar < cut ? value : value * factorOf(bar, salt))
  const volume = (value: number, bar: number) => (bar < cut ? value : value * factorOf(bar, salt + 2) + 1)
  return mapLeg(leg, price, volume)
}

type Change = (value: number, bar: number) => number

function mapLeg(leg: LegColumns, price: Change, volume: Change): LegColumns {
  return {
    open: leg.open.map(price),
    high: leg.high.map(price),
    low: leg.low.map(price),
    close: leg.close.map(price),
    volume: leg.volume.map(volume),
  }
}

/** A fixed pattern of the bar, from 0.5 to 1.5, or three times that for an odd salt: neither level nor spread of later bars survives. */
function factorOf(bar: number, salt: number): number {
  const mixed = Math.imul(bar + 1, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b)
  return (0.5 + (mixed >>> 0) / 4294967296) * (salt % 2 === 1 ? 3 : 1)
}
