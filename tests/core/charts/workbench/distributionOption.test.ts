import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NEUTRAL_NUMBERS } from '../../../../src/core/charts/workbench/chartNumbers.ts'
import { distributionOption } from '../../../../src/core/charts/workbench/distributionOption.ts'

function counts(values: readonly number[], marks: readonly number[] = []) {
  const option = distributionOption({
    values,
    marks: marks.map((value) => ({ value, label: 'mark', strong: true })),
    bins: 20,
    counted: 'trades',
    signed: true,
    text: String,
    theme: 'light',
    numbers: NEUTRAL_NUMBERS,
  })
  const series: unknown = JSON.parse(JSON.stringify(option.series))
  if (!Array.isArray(series)) throw new Error('no series')
  const bars: readonly { value: [number, number]; itemStyle: { color: string } }[] = series[0].data
  return { bars, marks: series[1].markLine.data, axis: option.xAxis }
}

test('every finite value is counted once, and what is not a number nowhere', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 200 }), (values) => {
      const { bars } = counts([...values, Number.NaN])
      expect(bars.reduce((sum, bar) => sum + bar.value[1], 0)).toBe(values.length)
    }),
  )
})

test('zero is an edge of a bin: no bar mixes gains and losses', () => {
  const { bars } = counts([-0.031, -0.012, 0.004, 0.052, 0.09])
  const width = bars[1]!.value[0] - bars[0]!.value[0]
  for (const { value } of bars) expect(Math.abs(value[0])).toBeGreaterThan(width * 0.49)
  const below = new Set(bars.filter((bar) => bar.value[0] < 0).map((bar) => bar.itemStyle.color))
  const above = new Set(bars.filter((bar) => bar.value[0] > 0).map((bar) => bar.itemStyle.color))
  expect(below.size).toBe(1)
  expect(above.size).toBe(1)
  expect([...below]).not.toEqual([...above])
})

test('the axis reaches a mark beyond all values; of three marks in one place one has no label', () => {
  const { axis } = counts([0.1, 0.2], [3])
  expect(axis).toMatchObject({ min: 0 })
  if (!axis || Array.isArray(axis) || typeof axis.max !== 'number') throw new Error('no maximum')
  expect(axis.max).toBeGreaterThanOrEqual(3)
  const near: readonly { label: { show: boolean } }[] = counts([0, 10], [5, 5.01, 5.02]).marks
  expect(near.map((mark) => mark.label.show)).toEqual([true, true, false])
})
