import { expect, test } from 'vitest'
import { NEUTRAL_NUMBERS } from '../../../../src/core/charts/workbench/chartNumbers.ts'
import {
  monthHeatMapHeight,
  monthHeatMapOption,
  monthReturns,
  yearReturns,
} from '../../../../src/core/charts/workbench/monthHeatMapOption.ts'

const DAY_MS = 86_400_000
const firstDay = Date.UTC(2020, 10, 16)
const lastDay = Date.UTC(2021, 0, 31)
const account = {
  dayStartMs: Array.from({ length: (lastDay - firstDay) / DAY_MS + 1 }, (_, day) => firstDay + day * DAY_MS),
  monthStartMs: [Date.UTC(2020, 10, 1), Date.UTC(2020, 11, 1), Date.UTC(2021, 0, 1)],
  monthProfit: [100, -220, 88],
  startCapital: 1_000,
}

test('a month returns its profit over the equity at its start, and knows whether it is whole', () => {
  const months = monthReturns(account)
  expect(months.map(({ year, month, complete }) => [year, month, complete])).toEqual([
    [2020, 10, false],
    [2020, 11, true],
    [2021, 0, true],
  ])
  expect(months[0]!.fraction).toBeCloseTo(0.1, 12)
  expect(months[1]!.fraction).toBeCloseTo(-0.2, 12)
  expect(months[2]!.fraction).toBeCloseTo(0.1, 12)
})

test('a year compounds its months, the newest first', () => {
  const years = yearReturns(monthReturns(account))
  expect(years.map((entry) => entry.year)).toEqual([2021, 2020])
  expect(years[1]!.fraction).toBeCloseTo(-0.12, 12)
})

test('an account that is gone has months of no known return, which are not drawn', () => {
  const ruined = monthReturns({ ...account, monthProfit: [-1_000, 0, 0] })
  expect(ruined.map((month) => month.fraction)).toEqual([-1, Number.NaN, Number.NaN])
  const option = JSON.stringify(monthHeatMapOption(ruined, 'USD', 'dark', NEUTRAL_NUMBERS))
  expect(option).toContain('−100.0*')
  expect(option).not.toContain('NaN')
})

test('colours are symmetric about zero and the height grows with the years', () => {
  const months = monthReturns(account)
  const option = monthHeatMapOption(months, 'USD', 'light', NEUTRAL_NUMBERS)
  expect(option.visualMap).toMatchObject({ min: -0.2, max: 0.2 })
  expect(monthHeatMapHeight(months)).toBe(90)
})
