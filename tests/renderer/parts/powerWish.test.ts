import { expect, it } from 'vitest'
import { NEW_POWER, powerWish } from '../../../src/renderer/parts/powerWish.ts'

it('an empty field leaves it to what the workspace holds', () => {
  const nothing = { workspace: 'w', symbols: [], trials: null, years: null, sharpe: null }
  expect(powerWish('w', NEW_POWER)).toEqual(nothing)
  expect(powerWish('w', { symbols: ['BTC'], trials: 324, years: 0.6, sharpe: '' })).toEqual({
    ...nothing,
    symbols: ['BTC'],
    trials: 324,
    years: 0.6,
  })
})

it.each([{ trials: 0 }, { trials: 2.5 }, { years: 0 }, { sharpe: -1 }, { sharpe: '-' }, { years: Number.NaN }])(
  'what cannot be asked is no wish: %o',
  (patch) => {
    expect(powerWish('w', { ...NEW_POWER, ...patch })).toBeNull()
  },
)
