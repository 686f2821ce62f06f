import type { LegColumns, PairColumns } from '../../../src/core/market/pairColumns.ts'

const HOUR_MS = 3_600_000

/** Uniform numbers in [0, 1) from a 32-bit state (mulberry32). */
export function uniformStream(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Two hourly random walks with a common part, 2021-01-01 00:00 UTC on. */
export function samplePair(length: number, seed: number): PairColumns {
  const uniform = uniformStream(seed)
  const bell = () => uniform() + uniform() + uniform() + uniform() - 2
  const primary = emptyLeg(length)
  const secondary = emptyLeg(length)
  const last = { primary: 30_000, secondary: 900 }
  for (let row = 0; row < length; row++) {
    const common = bell() * 0.006
    for (const role of ['primary', 'secondary'] as const) {
      const leg = role === 'primary' ? primary : secondary
      const open = last[role] * Math.exp(bell() * 0.0005)
      const close = open * Math.exp(common + bell() * 0.004)
      leg.open[row] = open
      leg.close[row] = close
      leg.high[row] = Math.max(open, close) * (1 + uniform() * 0.004)
      leg.low[row] = Math.min(open, close) * (1 - uniform() * 0.004)
      leg.volume[row] = 10 + 90 * uniform() ** 2
      last[role] = close
    }
  }
  const start = Date.UTC(2021, 0, 1)
  return {
    intervalMs: HOUR_MS,
    timeMs: Float64Array.from({ length }, (_, row) => start + row * HOUR_MS),
    primary,
    secondary,
    sessionEnd: new Uint8Array(length),
  }
}

function emptyLeg(length: number): LegColumns {
  const column = () => new Float64Array(length)
  return { open: column(), high: column(), low: column(), close: column(), volume: column() }
}

/** Every price p becomes level^2 / p: falls become rises of the same log size. */
export function mirrorPair(columns: PairColumns): PairColumns {
  const mirror = (leg: LegColumns, level: number): LegColumns => ({
    open: leg.open.map((price) => (level * level) / price),
    high: leg.low.map((price) => (level * level) / price),
    low: leg.high.map((price) => (level * level) / price),
    close: leg.close.map((price) => (level * level) / price),
    volume: leg.volume,
  })
  return { ...columns, primary: mirror(columns.primary, 30_000), secondary: mirror(columns.secondary, 900) }
}
