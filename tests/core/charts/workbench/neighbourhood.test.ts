import { expect, test } from 'vitest'
import { NEUTRAL_NUMBERS } from '../../../../src/core/charts/workbench/chartNumbers.ts'
import { neighbourhood } from '../../../../src/core/charts/workbench/neighbourhood.ts'
import { neighbourhoodOption } from '../../../../src/core/charts/workbench/neighbourhoodOption.ts'

const choice = {
  setting: { detectorId: 'lead-lag-shock', parameters: { shockRanges: 3, quietRanges: 0.5 } },
  exit: { targetRanges: 8, stopRanges: 8, limitBars: 48 },
}
const figure = (label: string, profit: number) => ({ label, profit, sharpePerYear: 1 })

test('a neighbour stands below or above the value that it moves', () => {
  const { rows, strays } = neighbourhood(choice, [
    figure('shockRanges 1.5', 1),
    figure('exit 8/8/24', 2),
    figure('exit 8/4/48', 3),
    figure('exit 8/8/72', 4),
  ])
  expect(strays).toEqual([])
  expect(rows.map(({ parameter, chosen, below, above }) => [parameter, chosen, below?.value, above?.value])).toEqual([
    ['shockRanges', 3, 1.5, undefined],
    ['limit, bars', 48, 24, 72],
    ['stop, ranges', 8, 4, undefined],
  ])
  expect(rows[1]!.above?.profit).toBe(4)
})

test('what moves nothing, two things or an unknown thing is given back, not dropped', () => {
  const labels = [
    'exit 8/8/48',
    'exit 4/4/48',
    'exit 8/8',
    'other 3',
    'shockRanges',
    'shockRanges 1.5',
    'shockRanges 1',
  ]
  const { rows, strays } = neighbourhood(
    choice,
    labels.map((label) => figure(label, 1)),
  )
  expect(rows).toHaveLength(1)
  expect(strays.map(({ label }) => label)).toEqual(labels.filter((label) => label !== 'shockRanges 1.5'))
})

test('the judged profit stands in the middle of each row; a step that is not there is empty', () => {
  const { rows } = neighbourhood(choice, [figure('shockRanges 1.5', -50), figure('exit 8/8/72', 20)])
  const option = neighbourhoodOption(rows, 10, 'USD', 'dark', NEUTRAL_NUMBERS)
  const [series] = JSON.parse(JSON.stringify(option.series))
  expect(series.data.map((cell: { value: number[] }) => cell.value)).toEqual([
    [0, 0, -50],
    [1, 0, 10],
    [1, 1, 10],
    [2, 1, 20],
  ])
  expect(option.visualMap).toMatchObject({ min: -50, max: 50 })
})
