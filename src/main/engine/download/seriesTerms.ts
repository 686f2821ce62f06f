import type { VenueContract, WhatToShow } from '../../../core/contract/download.ts'
import type { Instrument } from '../../../core/market/instrument.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'

export type SeriesWish = {
  readonly what: WhatToShow | null
  readonly regularHours: boolean | null
  /** One venue instead of the usual ones. */
  readonly venue: string | null
  readonly primaryExchange: string | null
}

export type SeriesAsk = {
  readonly securityType: VenueContract['securityType']
  /** In the order in which they are tried. */
  readonly venues: readonly string[]
  readonly whatToShow: WhatToShow
  readonly regularHours: boolean
  readonly primaryExchange: string
}

const CRYPTO_VENUES = ['PAXOS', 'ZEROHASH'] as const

/** What is asked of the broker for an instrument. Errors: `asset-class-not-offered`, `bad-option`. */
export function seriesAsk(instrument: Instrument, wish: SeriesWish): Outcome<SeriesAsk> {
  const primaryExchange = wish.primaryExchange ?? ''
  switch (instrument.assetClass) {
    case 'crypto': {
      if (wish.what === 'TRADES')
        return failure(
          'bad-option',
          'Crypto has no bars of TRADES at IBKR.',
          'Say --what AGGTRADES (the default), or MIDPOINT, BID or ASK.',
        )
      const venues = wish.venue === null ? CRYPTO_VENUES : [wish.venue]
      const whatToShow = wish.what ?? 'AGGTRADES'
      return success({
        securityType: 'CRYPTO',
        venues,
        whatToShow,
        regularHours: wish.regularHours ?? false,
        primaryExchange,
      })
    }
    case 'equity':
    case 'etf': {
      if (wish.what === 'AGGTRADES')
        return failure(
          'bad-option',
          'AGGTRADES is for crypto only.',
          'Say --what TRADES (the default), or MIDPOINT, BID or ASK.',
        )
      const venues = [wish.venue ?? 'SMART']
      const whatToShow = wish.what ?? 'TRADES'
      return success({
        securityType: 'STK',
        venues,
        whatToShow,
        regularHours: wish.regularHours ?? true,
        primaryExchange,
      })
    }
    default:
      return failure(
        'asset-class-not-offered',
        `Bars of the asset class ${instrument.assetClass} (${instrument.symbol}) cannot be downloaded yet.`,
        'Crypto, equities and ETFs can. Bring other bars in with: assay data import.',
      )
  }
}
