import { describe, expect, test } from 'vitest'
import type { Instrument } from '../../../src/core/market/instrument.ts'
import { type SeriesWish, seriesAsk } from '../../../src/main/engine/download/seriesTerms.ts'
import { codeOf } from './downloadScene.ts'

const NO_WISH: SeriesWish = { what: null, regularHours: null, venue: null, primaryExchange: null }

function ask(assetClass: Instrument['assetClass'], wish: Partial<SeriesWish> = {}) {
  const calendar = assetClass === 'crypto' ? '24x7' : 'us-equity-rth'
  const instrument = { symbol: 'X', assetClass, calendar } as Instrument
  return seriesAsk(instrument, { ...NO_WISH, ...wish })
}

describe('crypto', () => {
  test('AGGTRADES of all hours, PAXOS before ZEROHASH', () => {
    expect(ask('crypto')).toEqual({
      ok: true,
      value: {
        securityType: 'CRYPTO',
        venues: ['PAXOS', 'ZEROHASH'],
        whatToShow: 'AGGTRADES',
        regularHours: false,
        primaryExchange: '',
      },
    })
  })

  test('one venue, other bars', () => {
    expect(ask('crypto', { venue: 'ZEROHASH', what: 'MIDPOINT' })).toMatchObject({
      value: { venues: ['ZEROHASH'], whatToShow: 'MIDPOINT' },
    })
  })

  test('has no TRADES', () => {
    expect(codeOf(ask('crypto', { what: 'TRADES' }))).toBe('bad-option')
  })
})

describe('equities and ETFs', () => {
  test.each(['equity', 'etf'] as const)('%s: TRADES of regular hours at SMART', (assetClass) => {
    expect(ask(assetClass)).toEqual({
      ok: true,
      value: {
        securityType: 'STK',
        venues: ['SMART'],
        whatToShow: 'TRADES',
        regularHours: true,
        primaryExchange: '',
      },
    })
  })

  test('all hours, a venue and a primary exchange', () => {
    expect(ask('etf', { regularHours: false, venue: 'ARCA', primaryExchange: 'ARCA', what: 'BID' })).toMatchObject({
      value: { venues: ['ARCA'], whatToShow: 'BID', regularHours: false, primaryExchange: 'ARCA' },
    })
  })

  test('have no AGGTRADES', () => {
    expect(codeOf(ask('equity', { what: 'AGGTRADES' }))).toBe('bad-option')
    expect(codeOf(ask('etf', { what: 'AGGTRADES' }))).toBe('bad-option')
  })
})
