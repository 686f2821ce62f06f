import type { SizingTerms } from './sizingTerms.ts'
import type { TradeTally } from './tradeTally.ts'
import { kellyFraction } from './tradeTally.ts'

/** What is known when an entry is sized. `price` is the expected fill before impact; `stopFraction` the stop's distance from it, NaN without a stop. */
export type SizingFacts = {
  equity: number
  price: number
  yearVolatility: number
  stopFraction: number
}

/**
 * Money that the rule wants to put into an entry, before buying power and costs; see `SizingTerms`. NaN where the rule lacks what it needs: no stop for
 * `risk`, no volatility for `volatility-target`. Never negative.
 */
export function entryValue(terms: SizingTerms, facts: SizingFacts, tally: TradeTally): number {
  switch (terms.method) {
    case 'fraction':
      return terms.fraction * facts.equity
    case 'units':
      return terms.units * facts.price
    case 'value':
      return terms.value
    case 'volatility-target':
      return facts.yearVolatility > 0
        ? facts.equity * Math.min(terms.cap, terms.targetPerYear / facts.yearVolatility)
        : Number.NaN
    case 'risk':
      return facts.stopFraction > 0
        ? facts.equity * Math.min(terms.cap, terms.fraction / facts.stopFraction)
        : Number.NaN
    case 'kelly': {
      if (tally.wins + tally.losses < terms.minimumTrades) return terms.fraction * facts.equity
      return facts.equity * Math.max(0, Math.min(terms.cap, terms.multiple * kellyFraction(tally)))
    }
  }
}
