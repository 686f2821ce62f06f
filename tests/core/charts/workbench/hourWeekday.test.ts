import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NEUTRAL_NUMBERS } from '../../../../src/core/charts/workbench/chartNumbers.ts'
import {
  HOURS_TOGETHER,
  hoursForCount,
  hourWeekdayMeans,
  LEAST_CELL_EVENTS,
  largestCellMean,
  utcHourOfWeek,
} from '../../../../src/core/charts/workbench/hourWeekday.ts'
import { hourWeekdayOption, slotOf, slotText } from '../../../../src/core/charts/workbench/hourWeekdayOption.ts'

const HOUR_MS = 3_600_000
const MONDAY_MS = Date.UTC(2024, 4, 13)
const instant = fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2100, 0, 1) })

describe('utcHourOfWeek', () => {
  it('is what the calendar says, before 1970 too', () => {
    fc.assert(
      fc.property(instant, (timeMs) => {
        const date = new Date(timeMs)
        expect(utcHourOfWeek(timeMs)).toBe(((date.getUTCDay() + 6) % 7) * 24 + date.getUTCHours())
      }),
    )
  })
})

describe('hourWeekdayMeans', () => {
  it('puts every outcome into the one cell of its hour, whatever stands together', () => {
    const event = fc.record({ timeMs: instant, value: fc.option(fc.double({ min: -1, max: 1, noNaN: true })) })
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), fc.constantFrom(...HOURS_TOGETHER), (events, hours) => {
        const times = events.map(({ timeMs }) => timeMs)
        const cells = hourWeekdayMeans(
          times,
          events.map(({ value }) => value),
          utcHourOfWeek,
          hours,
        )
        expect(cells).toHaveLength(168 / hours)
        for (const cell of cells) {
          const own = events.filter(({ timeMs, value }) => {
            const date = new Date(timeMs)
            const stretch = Math.floor(date.getUTCHours() / hours) * hours
            return value !== null && (date.getUTCDay() + 6) % 7 === cell.weekday && stretch === cell.hour
          })
          expect(cell.events).toBe(own.length)
          if (own.length === 0) expect(cell.mean).toBeNull()
          else expect(cell.mean).toBeCloseTo(own.reduce((sum, { value }) => sum + (value ?? 0), 0) / own.length, 12)
        }
      }),
    )
  })

  it('counts no event without an outcome', () => {
    const cells = hourWeekdayMeans([MONDAY_MS, MONDAY_MS, MONDAY_MS], [0.1, null, Number.NaN], utcHourOfWeek)
    expect(cells[0]).toEqual({ weekday: 0, hour: 0, events: 1, mean: 0.1 })
  })
})

describe('hoursForCount', () => {
  it('joins hours until an average cell holds enough, and no further', () => {
    expect(hoursForCount(168 * LEAST_CELL_EVENTS)).toBe(1)
    expect(hoursForCount(168 * LEAST_CELL_EVENTS - 1)).toBe(2)
    expect(hoursForCount(3)).toBe(6)
  })
})

describe('the picture', () => {
  const times = [...Array.from({ length: 12 }, () => MONDAY_MS), MONDAY_MS + HOUR_MS]
  const returns = [...Array.from({ length: 12 }, () => -0.25), 0.5]
  const cells = hourWeekdayMeans(times, returns, utcHourOfWeek)
  const draw = (chosen: number | null = null) =>
    hourWeekdayOption({ cells, hours: 1, wide: true, chosen, theme: 'dark', numbers: NEUTRAL_NUMBERS })
  const seriesOf = (option: object) => JSON.parse(JSON.stringify(option)).series

  it('gives colour and mean only to cells with enough events; the others show their count, hatched', () => {
    const [enough, thin] = seriesOf(draw())
    expect(enough.data).toHaveLength(1)
    expect(enough.data[0]).toMatchObject({ value: [0, 0, -0.25], label: { formatter: '−25.00' } })
    expect(enough.itemStyle.decal).toBeUndefined()
    expect(thin.data).toHaveLength(1)
    expect(thin.data[0]).toMatchObject({ value: [1, 0, 0], label: { formatter: '1' } })
    expect(thin.itemStyle.decal).toBeDefined()
  })

  it('has colours that are symmetric about zero and know nothing of thin cells', () => {
    expect(largestCellMean(cells)).toBe(0.25)
    expect(JSON.parse(JSON.stringify(draw())).visualMap[0]).toMatchObject({ min: -0.25, max: 0.25, seriesIndex: 0 })
  })

  it('marks the cell that is chosen', () => {
    expect(seriesOf(draw(1))[2].data.map((item: { name: string }) => item.name)).toEqual(['1'])
    expect(seriesOf(draw(null))[2].data).toEqual([])
  })

  it('names a stretch of the week', () => {
    expect(slotText(slotOf({ weekday: 1, hour: 14 }), 1)).toBe('Tuesday 14:00 to 15:00')
    expect(slotText(slotOf({ weekday: 6, hour: 18 }), 6)).toBe('Sunday 18:00 to 24:00')
  })
})
