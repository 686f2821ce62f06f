import { expect, test } from 'vitest'
import { runByEvents } from '../../../src/core/backtest/event/runByEvents.ts'
import type { BacktestRequest } from '../../../src/core/backtest/model/backtestRequest.ts'
import { dryRun } from '../../../src/main/engine/leaderboard/dryRun.ts'
import { randomSegmentRequest } from '../../core/backtest/randomBacktest.ts'

function requests(): readonly BacktestRequest[] {
  return Array.from({ length: 40 }, (_, seed) => randomSegmentRequest(seed + 1))
}

test('the event engine trades what was tested', () => {
  const ran = requests().map((request) => dryRun(request, runByEvents))
  expect(ran.every(({ ok }) => ok)).toBe(true)
  expect(ran.some((outcome) => outcome.ok && outcome.value.fills > 10)).toBe(true)
})

test('one fill at another price is told', () => {
  const request = requests().find((each) => runByEvents(each).fills.count > 3)!
  const ran = dryRun(request, (asked) => {
    const result = runByEvents(asked)
    result.fills.price[2] = result.fills.price[2]! + 1e-9
    return result
  })
  expect(ran).toMatchObject({ ok: false, trouble: { code: 'dry-run-differs' } })
  expect(!ran.ok && ran.trouble.message).toContain('1 differences, the first in price of row 2 of the fills')
})
