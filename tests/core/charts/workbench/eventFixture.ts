import type { EventView, LegBars } from '../../../../src/core/contract/workbench/exploreViews.ts'

const HOUR_MS = 3_600_000
export const START_MS = Date.UTC(2020, 0, 1)

export function hourly(count: number): number[] {
  return Array.from({ length: count }, (_, bar) => START_MS + bar * HOUR_MS)
}

export function flatLeg(role: number, symbol: string, count: number, price: number): LegBars {
  const column = (value: number) => Array.from({ length: count }, () => value)
  return {
    role,
    symbol,
    open: column(price),
    high: column(price + 1),
    low: column(price - 1),
    close: column(price),
    volume: column(5),
  }
}

/** Ten bars, the event at the close of bar 3, target met within bar 6, limit at the open of bar 8. */
export function legEvent(changes: Partial<EventView> = {}): EventView {
  const barTimeMs = hourly(10)
  return {
    setting: {
      detector: 'volume-burst',
      title: 'A burst',
      parameters: [{ name: 'volumeTimes', unit: 'times the median', value: 3 }],
      exit: { targetRanges: 4, stopRanges: 2, limitBars: 4 },
    },
    role: 0,
    direction: 1,
    timeMs: barTimeMs[3]!,
    strength: 1.2,
    regime: 'calm',
    part: '00-06 UTC',
    barTimeMs,
    legs: [flatLeg(0, 'BTC', 10, 100)],
    barriers: {
      entryMs: barTimeMs[4]!,
      limitMs: barTimeMs[8]!,
      targetReturn: 0.08,
      stopReturn: -0.04,
      targetPrice: 108,
      stopPrice: 96,
    },
    outcome: {
      exitMs: barTimeMs[6]!,
      exitReason: 'target',
      fills: [
        { timeMs: barTimeMs[4]!, symbol: 'BTC', side: 1, price: 100, costFraction: 0.001, reason: 'entry' },
        { timeMs: barTimeMs[6]!, symbol: 'BTC', side: -1, price: 108, costFraction: 0.001, reason: 'target' },
      ],
      grossReturn: 0.08,
      netReturn: 0.078,
      sideCosts: 0.002,
      borrowCost: 0,
    },
    features: [],
    ...changes,
  }
}
