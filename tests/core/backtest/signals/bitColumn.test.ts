import { expect, it } from 'vitest'
import type { BitColumn } from '../../../../src/core/backtest/signals/bitColumn.ts'
import {
  bitsOf,
  bytesOf,
  countSet,
  createBits,
  nextSet,
  whereAbove,
  whereBegins,
  whereBelow,
  whereGreater,
  whereNot,
} from '../../../../src/core/backtest/signals/bitColumn.ts'
import { drawsOf } from '../randomBacktest.ts'

const LENGTHS = [1, 2, 31, 32, 33, 63, 64, 65, 100, 257]

function flags(bits: BitColumn, bars: number): boolean[] {
  return Array.from({ length: bars }, (_, bar) => ((bits[bar >>> 5]! >>> (bar & 31)) & 1) === 1)
}

function spare(bits: BitColumn, bars: number): number {
  const rest = bars & 31
  return rest === 0 ? 0 : bits[bits.length - 1]! >>> rest
}

it.each(LENGTHS)('says of %i bars what a plain loop says', (bars) => {
  for (let seed = 1; seed <= 40; seed++) {
    const draws = drawsOf(seed * 1_000 + bars)
    const column = () =>
      Float64Array.from({ length: bars }, () => (draws.chance(0.1) ? Number.NaN : draws.below(4) - 1.5))
    const [left, right] = [column(), column()]
    const dirty = () => createBits(bars).fill(0xffffffff)
    const wanted = [...left].map((value, bar) => value > right[bar]!)
    const greater = whereGreater(left, right, dirty())
    const begins = whereBegins(greater, dirty())
    const not = whereNot(greater, bars, dirty())
    expect(flags(greater, bars)).toEqual(wanted)
    expect(flags(begins, bars)).toEqual(wanted.map((now, bar) => now && wanted[bar - 1] !== true))
    expect(flags(not, bars)).toEqual(wanted.map((now) => !now))
    expect(flags(whereAbove(left, 0.5, dirty()), bars)).toEqual([...left].map((value) => value > 0.5))
    expect(flags(whereBelow(left, 0.5, dirty()), bars)).toEqual([...left].map((value) => value < 0.5))
    for (const bits of [greater, begins, not]) expect(spare(bits, bars)).toBe(0)
    expect([...bytesOf(greater, bars)]).toEqual(wanted.map(Number))
    expect([...bitsOf(bytesOf(greater, bars))]).toEqual([...greater])
    const from = draws.below(bars)
    expect(nextSet(greater, from)).toBe(wanted.indexOf(true, from))
    expect(countSet(greater, from, bars)).toBe(wanted.slice(from).filter(Boolean).length)
  }
})

it('finds nothing beyond the end', () => {
  expect(nextSet(createBits(64).fill(0xffffffff), 64)).toBe(-1)
  expect(nextSet(createBits(64), 0)).toBe(-1)
})
