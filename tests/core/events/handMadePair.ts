import type { LegColumns, PairColumns } from '../../../src/core/market/pairColumns.ts'

const HOUR_MS = 3_600_000

/** A bar as it differs from the quiet ones around it; `close` is the close, the open is always the close before. */
export type HandMadeBar = {
  readonly close: number
  readonly high?: number
  readonly low?: number
  readonly volume?: number
}

/** Bars whose high and low stand `margin` (a fraction) outside the body, unless said otherwise. */
export function handMadeLeg(bars: readonly HandMadeBar[], margin: number): LegColumns {
  const open = bars.map((bar, t) => (t === 0 ? bar.close : bars[t - 1]!.close))
  return {
    open: Float64Array.from(open),
    high: Float64Array.from(bars, (bar, t) => bar.high ?? Math.max(bar.close, open[t]!) * (1 + margin)),
    low: Float64Array.from(bars, (bar, t) => bar.low ?? Math.min(bar.close, open[t]!) / (1 + margin)),
    close: Float64Array.from(bars, (bar) => bar.close),
    volume: Float64Array.from(bars, (bar) => bar.volume ?? 10),
  }
}

export function handMadePair(primary: LegColumns, secondary: LegColumns): PairColumns {
  return {
    intervalMs: HOUR_MS,
    timeMs: primary.close.map((_, t) => Date.UTC(2021, 0, 1) + t * HOUR_MS),
    primary,
    secondary,
    sessionEnd: new Uint8Array(primary.close.length),
  }
}

/** Closes that step up and down by `size` (a fraction) for ever: a market that goes nowhere. */
export function zigzag(length: number, size: number, level = 100, period = 2): HandMadeBar[] {
  return Array.from({ length }, (_, t) => ({ close: t % period < period / 2 ? level : level * (1 + size) }))
}

/** Mirrors prices about `level`: what rose falls, by the same log size. */
export function mirrorLeg(leg: LegColumns, level = 100): LegColumns {
  const turned = (values: Float64Array) => values.map((price) => (level * level) / price)
  return {
    open: turned(leg.open),
    high: turned(leg.low),
    low: turned(leg.high),
    close: turned(leg.close),
    volume: leg.volume,
  }
}
