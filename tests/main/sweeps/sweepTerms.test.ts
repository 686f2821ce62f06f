import { describe, expect, it } from 'vitest'
import { CONFIGURATION_FIGURES } from '../../../src/core/backtest/sweep/configurationBlock.ts'
import { DAY_MS } from '../../../src/core/time/durations.ts'
import { checkYearly, shownFigure } from '../../../src/main/engine/sweeps/sweepTerms.ts'

describe('figures that are put on a year', () => {
  const row = Float64Array.from(CONFIGURATION_FIGURES, (name) =>
    name === 'endEquity' ? 1_200 : name === 'maximumDrawdown' ? 0.1 : 0,
  )
  const shown = (figure: Parameters<typeof shownFigure>[0], days: number, daysPerYear: number) =>
    shownFigure(figure, row, 0, { startCash: 1_000, days, daysPerYear })

  it.each([
    ['UTC days', 365, 359, 360],
    ['days of an exchange', 252, 248, 249],
  ])('are shown from a year of %s on, others always', (_clock, perYear, short, long) => {
    expect(shown('annual_return', short, perYear)).toBeNaN()
    expect(shown('calmar_ratio', short, perYear)).toBeNaN()
    expect(shown('total_return', short, perYear)).toBeCloseTo(0.2, 12)
    const growth = 1.2 ** (perYear / long) - 1
    expect(shown('annual_return', long, perYear)).toBeCloseTo(growth, 12)
    expect(shown('calmar_ratio', long, perYear)).toBeCloseTo(growth / 0.1, 12)
  })

  it('are not asked of less than a year', () => {
    const lastMs = 358 * DAY_MS
    expect(checkYearly([{ figure: 'total_return' }, { figure: 'calmar_ratio' }], 0, lastMs)).toMatchObject({
      ok: false,
      trouble: { code: 'under-a-year', message: expect.stringContaining('calmar_ratio') },
    })
    expect(checkYearly([{ figure: 'total_return' }, { figure: 'max_drawdown' }], 0, lastMs).ok).toBe(true)
    expect(checkYearly([{ figure: 'annual_return' }], 0, lastMs + DAY_MS).ok).toBe(true)
  })
})
