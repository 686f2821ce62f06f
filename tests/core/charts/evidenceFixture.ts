import type { Evidence } from '../../../src/core/charts/evidence.ts'

export const DAY_MS = 86_400_000
export const FIRST_DAY = Date.UTC(2018, 2, 5)

/** Repeatable noise in (-1, 1): a multiplicative congruential stream, enough for pictures. */
export function noiseStream(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return (state / 2147483647) * 2 - 1
  }
}

export function equityFixture(days: number, seed: number, drift: number, size: number): readonly number[] {
  const noise = noiseStream(seed)
  let equity = 10_000
  return Array.from({ length: days }, () => {
    equity *= 1 + drift + size * (noise() + noise() + noise())
    return equity
  })
}

export function daysFixture(days: number): readonly number[] {
  return Array.from({ length: days }, (_, day) => FIRST_DAY + day * DAY_MS)
}

export function monthlyFixture(dayStartMs: readonly number[], equity: readonly number[], startCapital: number) {
  const monthStartMs: number[] = []
  const profit: number[] = []
  let before = startCapital
  dayStartMs.forEach((time, day) => {
    const date = new Date(time)
    const month = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
    if (monthStartMs.at(-1) !== month) {
      monthStartMs.push(month)
      profit.push(0)
    }
    profit[profit.length - 1]! += equity[day]! - before
    before = equity[day]!
  })
  return { monthStartMs, profit }
}

/** A thousand days, three lines, a band, everything present: the look of a published chart. */
export function evidenceFixture(change: Partial<Evidence> = {}): Evidence {
  const dayStartMs = daysFixture(1000)
  const main = equityFixture(1000, 11, 0.0005, 0.006)
  const noise = noiseStream(5)
  const means = Array.from({ length: 2000 }, () => 140 + 260 * (noise() + noise() + noise()))
  return {
    title: 'BTC + ETH: real ML on stitched out-of-sample tests',
    subtitle: '1h bars · 5 Mar 2018 to 29 Nov 2020 · start capital 10,000 USD · fee 10 bps and slippage 5 bps a side',
    syntheticLabel: null,
    quoteCurrency: 'USD',
    startCapital: 10_000,
    lines: [
      { name: 'Real ML', dayStartMs, equity: main },
      { name: 'Without ML', dayStartMs, equity: equityFixture(1000, 23, 0.0001, 0.007) },
    ],
    band: null,
    monthly: monthlyFixture(dayStartMs, main, 10_000),
    stress: [
      { label: '×1.00', profit: main.at(-1)! - 10_000 },
      { label: '×1.25', profit: 2350 },
      { label: '×1.50', profit: 480 },
      { label: '×2.00', profit: -2900 },
    ],
    bootstrap: { p10: -242, p50: 139, p90: 523, means: means },
    notes: ['Equity is marked at UTC day ends. The sealed hold-out is not part of this picture.'],
    verdict: 'no edge',
    ...change,
  }
}

/** The simulation chart: a band of draws, and the label that it looks ahead. */
export function simulationFixture(): Evidence {
  const base = evidenceFixture()
  const dayStartMs = daysFixture(1000)
  const main = equityFixture(1000, 17, 0.0021, 0.006)
  return evidenceFixture({
    title: 'BTC + ETH: ML simulation, what accuracy would be worth',
    syntheticLabel: 'SYNTHETIC DATA: kind noise, seed 7. Nothing here is a market.',
    lines: [{ name: 'ML simulation, median draw', dayStartMs, equity: main }, base.lines[1]!],
    band: {
      name: 'P10 to P90 of 200 draws',
      dayStartMs,
      low: main.map((value, day) => value * (1 - 0.0004 * day)),
      high: main.map((value, day) => value * (1 + 0.0006 * day)),
    },
    monthly: monthlyFixture(dayStartMs, main, 10_000),
    stress: [
      { label: '×1.00', profit: 66_100 },
      { label: '×1.25', profit: 58_200 },
      { label: '×1.50', profit: 51_000 },
      { label: '×2.00', profit: 38_700 },
    ],
    notes: [
      'UPPER BOUND: a filter of 60% precision and 50% recall drawn from the true outcomes. It looks ahead by design and passes no gate.',
      ...base.notes,
    ],
    verdict: null,
  })
}

export function emptyFixture(): Evidence {
  const dayStartMs = daysFixture(20)
  const equity = dayStartMs.map(() => 10_000)
  return evidenceFixture({
    lines: [{ name: 'Real ML', dayStartMs, equity }],
    monthly: { monthStartMs: [Date.UTC(2018, 2, 1)], profit: [0] },
    stress: ['×1.00', '×1.25', '×1.50', '×2.00'].map((label) => ({ label, profit: 0 })),
    bootstrap: null,
    verdict: 'not enough data',
  })
}

/** Twenty days that lose everything. */
export function ruinFixture(): Evidence {
  const dayStartMs = daysFixture(40)
  const equity = dayStartMs.map((_, day) => Math.max(0, 10_000 - day * 400))
  return evidenceFixture({
    lines: [{ name: 'Real ML', dayStartMs, equity }],
    monthly: monthlyFixture(dayStartMs, equity, 10_000),
    stress: ['×1.00', '×1.25', '×1.50', '×2.00'].map((label) => ({ label, profit: -10_000 })),
    bootstrap: { p10: -10_000, p50: -10_000, p90: -10_000, means: [-10_000, -10_000, -10_000] },
  })
}
