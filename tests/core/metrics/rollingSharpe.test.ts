import { expect, test } from 'vitest'
import { rollingSharpe } from '../../../src/core/metrics/rollingSharpe.ts'
import { sharpe } from '../../../src/core/metrics/sharpe.ts'

const returns = Float64Array.from({ length: 40 }, (_, day) => Math.sin(day * 1.7) / 50 + 0.001)

test('each value is the ratio of the window that ends there', () => {
  const rolling = rollingSharpe(returns, 10, 365)
  expect([...rolling.slice(0, 9)].every(Number.isNaN)).toBe(true)
  expect(rolling[9]).toBe(sharpe(returns.slice(0, 10), 365))
  expect(rolling[39]).toBe(sharpe(returns.slice(30), 365))
})

test('no spread and too short a span are not known; a window of one is refused', () => {
  expect([...rollingSharpe(new Float64Array(5), 3, 365)].every(Number.isNaN)).toBe(true)
  expect([...rollingSharpe(returns, 41, 365)].every(Number.isNaN)).toBe(true)
  expect(() => rollingSharpe(returns, 1, 365)).toThrow(RangeError)
})
