import type { FetchTerms } from './fetchTerms.ts'

/** What the source does not say and had to be taken for granted. */
export function assumptions({ kind, period }: Pick<FetchTerms, 'kind' | 'period'>): readonly string[] {
  switch (kind) {
    case 'klines':
      return ['Bars of the USD-M perpetual future, not of the spot market.']
    case 'order-flow':
      return [
        'What takers bought less what they sold in each bar of the USD-M perpetual future, known at the end of the bar.',
      ]
    case 'funding':
      return ['A rate counts as known at the moment of its settlement.']
    case 'open-interest':
      return [
        `Open interest counts as known ${period.label} after its stamp: the exchange does not say how late it is published.`,
      ]
    case 'liquidation':
      return [
        'The archive holds at most one order a second and contract: the amounts are lower bounds, and in a crash far too low.',
        'The exchange gave these archives up: later days are missing.',
      ]
  }
}
