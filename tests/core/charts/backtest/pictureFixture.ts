import type { BacktestPicture } from '../../../../src/core/charts/backtest/backtestPicture.ts'

const DAY = 86_400_000

/** 500 days from 2023-03-05 on that rise and fall, 60 trades. */
export function pictureFixture(changes: Partial<BacktestPicture> = {}): BacktestPicture {
  const first = Date.UTC(2023, 2, 5)
  const days = Array.from({ length: 500 }, (_, day) => first + day * DAY)
  const returns = days.map((_, day) => (day % 7 === 0 ? 0 : Math.sin(day * 1.3) / 60 + 0.0005))
  let equity = 100_000
  const line = returns.map((value) => {
    equity *= 1 + value
    return equity
  })
  return {
    title: 'moving-average cross on BTC/USD',
    subtitle: '2023-03-05 to 2024-07-16, 1h bars',
    currency: 'USD',
    startCash: 100_000,
    dayStartMs: days,
    equity: line,
    returns,
    benchmark: { name: 'Buy and hold', equity: line.map((_, day) => 100_000 * (1 + day / 900)) },
    months: [
      { year: 2023, month: 2, fraction: 0.04, complete: false },
      { year: 2023, month: 3, fraction: -0.1, complete: true },
      { year: 2024, month: 0, fraction: 0.2, complete: true },
    ],
    trades: Array.from({ length: 60 }, (_, row) => ({
      entryMs: first + row * 5 * DAY + (row % 24) * 3_600_000,
      exitMs: first + (row * 5 + 3) * DAY,
      profit: row % 3 === 0 ? -300 : 250 - row,
      fraction: row % 3 === 0 ? -0.003 : (250 - row) / 100_000,
      long: row % 2 === 0,
      heldHours: 72 - (row % 24),
      reason: row % 3 === 0 ? 'stop' : 'signal',
    })),
    facts: ['Sharpe ratio 1.25 (P = 365)'],
    warnings: [],
    assumptions: ['Filled at the open of the next bar.', 'Fee 5 bps a side.'],
    ...changes,
  }
}

/** An account that never traded, beside nothing. */
export function idleFixture(): BacktestPicture {
  const { dayStartMs } = pictureFixture()
  const still = dayStartMs.map(() => 100_000)
  return pictureFixture({
    equity: still,
    returns: still.map(() => 0),
    benchmark: null,
    months: [{ year: 2023, month: 2, fraction: 0, complete: true }],
    trades: [],
  })
}

/** One trade that lost everything on the second of three days. */
export function ruinedFixture(): BacktestPicture {
  const { dayStartMs, trades } = pictureFixture()
  return pictureFixture({
    dayStartMs: dayStartMs.slice(0, 3),
    equity: [90_000, 0, 0],
    returns: [-0.1, -1, 0],
    benchmark: null,
    months: [
      { year: 2023, month: 2, fraction: -1, complete: false },
      { year: 2023, month: 3, fraction: Number.NaN, complete: false },
    ],
    trades: [{ ...trades[0]!, profit: -100_000, fraction: -1 }],
  })
}
