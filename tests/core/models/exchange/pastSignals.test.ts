import { expect, it } from 'vitest'
import { pastSignals } from '../../../../src/core/models/exchange/pastSignals.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'

it('makes 2 p - 1 of probabilities', () => {
  expect([...pastSignals('classification', Float64Array.of(0, 0.75, 1), Float64Array.of(1, 2, 3))]).toEqual([
    -1, 0.5, 1,
  ])
})

it('ranks amounts by size among those of earlier moments alone, as counting does', () => {
  const stream = createStream(1, 'past-signals')
  const predicted = Float64Array.from({ length: 300 }, () =>
    stream.nextUniform() < 0.1 ? Number.NaN : Math.round(10 * stream.nextNormal()) / 10,
  )
  const timeMs = Float64Array.from(predicted, (_, row) => Math.floor(row / 3))
  const counted = Float64Array.from(predicted, (value, row) => {
    if (Number.isNaN(value)) return value
    const before = [...predicted].filter((other, at) => timeMs[at]! < timeMs[row]! && !Number.isNaN(other))
    const smaller = before.filter((other) => Math.abs(other) < Math.abs(value)).length
    const same = before.filter((other) => Math.abs(other) === Math.abs(value)).length
    return before.length === 0 ? 0 : (Math.sign(value) * (smaller + same / 2)) / before.length || 0
  })
  expect(pastSignals('regression', predicted, timeMs)).toEqual(counted)
  const changed = predicted.slice()
  changed.fill(99, 150)
  expect(pastSignals('regression', changed, timeMs).slice(0, 150)).toEqual(counted.slice(0, 150))
})
