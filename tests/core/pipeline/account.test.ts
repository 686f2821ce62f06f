import { expect, it } from 'vitest'
import { createDayClock } from '../../../src/core/backtest/dayClock.ts'
import { accountOf } from '../../../src/core/pipeline/account.ts'
import { DAY_MS } from '../../../src/core/time/durations.ts'

const ofDays = (days: number) => {
  const equity = Float64Array.from({ length: days }, (_, day) => 1_000 + day - (day % 7 === 3 ? 20 : 0))
  const clock = createDayClock(equity.map((_, day) => day * DAY_MS))
  return accountOf({ clock, config: { startCapital: 1_000 } }, equity, [0.01], 0)
}

it('an account has no Calmar ratio under a year: its growth would be an extrapolation', () => {
  expect(ofDays(359)).toMatchObject({ calmar: null, maxDrawdown: expect.closeTo(1 - 983 / 1_002, 12) })
  const { endEquity, maxDrawdown, calmar } = ofDays(400)
  expect(calmar).toBeCloseTo(((endEquity / 1_000) ** (365 / 400) - 1) / maxDrawdown!, 12)
})
