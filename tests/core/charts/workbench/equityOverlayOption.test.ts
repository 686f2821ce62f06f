import { describe, expect, it } from 'vitest'
import {
  areEqual,
  areRelative,
  equityOverlayOption,
  type NamedEquity,
} from '../../../../src/core/charts/workbench/equityOverlayOption.ts'

const DAY = 86_400_000

function line(name: string, startCapital: number, equity: readonly number[]): NamedEquity {
  return { name, startCapital, equity, dayStartMs: equity.map((_, day) => day * DAY) }
}

function seriesOf(option: ReturnType<typeof equityOverlayOption>) {
  return Array.isArray(option.series) ? option.series : []
}

describe('equityOverlayOption', () => {
  it('draws money where all runs start with the same capital', () => {
    const lines = [line('a', 100, [100, 110]), line('b', 100, [100, 95])]
    const option = equityOverlayOption(lines, 'USD', 'light')
    expect(areRelative(lines)).toBe(false)
    expect(option.yAxis).toMatchObject({ name: 'USD' })
    expect(seriesOf(option).map(({ name, data }) => [name, data])).toEqual([
      [
        'a',
        [
          [0, 100],
          [DAY, 110],
        ],
      ],
      [
        'b',
        [
          [0, 100],
          [DAY, 95],
        ],
      ],
    ])
  })

  it('divides each line by its own capital where they differ, and says so', () => {
    const option = equityOverlayOption([line('a', 100, [110]), line('b', 1000, [900])], 'USD', 'dark')
    expect(option.yAxis).toMatchObject({ name: 'multiple of start capital' })
    expect(seriesOf(option).map(({ data }) => data)).toEqual([[[0, 1.1]], [[0, 0.9]]])
  })

  it('tells lines apart by more than colour, and keeps long ones light', () => {
    const long = Array.from({ length: 20_000 }, (_, day) => 100 + Math.sin(day / 50))
    const [first, second] = seriesOf(equityOverlayOption([line('a', 100, long), line('b', 100, long)], 'USD', 'dark'))
    expect(first).toMatchObject({ lineStyle: { type: 'solid' } })
    expect(second).toMatchObject({ lineStyle: { type: 'dashed' } })
    expect(first?.color).not.toBe(second?.color)
    expect(Array.isArray(first?.data) ? first.data.length : 0).toBe(1500)
  })

  it('knows lines that lie on each other', () => {
    const one = line('a', 100, [100, 110])
    expect(areEqual([one, { ...one, name: 'b' }])).toBe(true)
    expect(areEqual([one, line('b', 100, [100, 111])])).toBe(false)
    expect(areEqual([one, line('b', 100, [100])])).toBe(false)
    expect(areEqual([one, line('b', 90, [100, 110])])).toBe(false)
  })

  it('survives JSON and an empty list', () => {
    const option = equityOverlayOption([], 'USD', 'light')
    expect(JSON.parse(JSON.stringify(option))).toEqual(option)
    expect(seriesOf(option)).toEqual([])
  })
})
