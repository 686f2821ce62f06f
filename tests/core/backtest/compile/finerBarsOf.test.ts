import { describe, expect, it } from 'vitest'
import { finerBarsOf } from '../../../../src/core/backtest/compile/finerBarsOf.ts'
import type { MarketColumns } from '../../../../src/core/market/marketColumns.ts'

const MINUTE = 60_000

/** Closes are the number of the row, so that it can be told which rows were kept. */
function market(minutes: readonly number[], intervalMinutes: number, instruments = 1): MarketColumns {
  const column = () => Float64Array.from(minutes, (_, row) => row)
  const leg = () => ({ open: column(), high: column(), low: column(), close: column(), volume: column() })
  return {
    intervalMs: intervalMinutes * MINUTE,
    timeMs: Float64Array.from(minutes, (minute) => minute * MINUTE),
    instruments: Array.from({ length: instruments }, leg),
  }
}

const ends = (...minutes: readonly number[]) => Float64Array.from(minutes, (minute) => minute * MINUTE)

describe('finer bars inside bars', () => {
  it('gives each bar the finer bars of its own time, and leaves out what lies before, between and after', () => {
    const coarse = market([60, 120, 240], 60)
    const fine = market([30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330], 30)
    const made = finerBarsOf(coarse, [ends(120, 180, 300)], fine)!
    expect([...made.firstFiner]).toEqual([0, 2, 4, 6])
    expect([...made.market.instruments[0]!.close]).toEqual([1, 2, 3, 4, 7, 8])
    expect([...made.market.timeMs].map((timeMs) => timeMs / MINUTE)).toEqual([60, 90, 120, 150, 240, 270])
  })

  it('counts a finer bar only for the instrument whose session it lies in', () => {
    const coarse = market([0, 1440], 1440, 2)
    const fine = market([0, 390, 780, 1440], 30, 2)
    const made = finerBarsOf(coarse, [ends(420, 1860), ends(1440, 2880)], fine)!
    expect([...made.firstFiner]).toEqual([0, 3, 4])
    expect([...made.market.instruments[0]!.high]).toEqual([0, 1, Number.NaN, 3])
    expect([...made.market.instruments[1]!.high]).toEqual([0, 1, 2, 3])
  })

  it('is nothing where no finer bar lies inside', () => {
    expect(finerBarsOf(market([60], 60), [ends(120)], market([0, 30, 120], 30))).toBeNull()
  })
})
