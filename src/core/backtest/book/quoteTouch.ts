import type { BookContext, BookStrategy } from './bookStrategy.ts'

/** `lots`: size of an order; `mostLots`: what is held, long or short, at most. */
export type QuoteTerms = { readonly lots: number; readonly mostLots: number }

/**
 * One order at the best price of each side, moved when that moves and put again when it is filled; a side that would take the position beyond `mostLots` rests. Orders only
 * make: one that would trade at once is rejected. The plainest market maker: what it earns is the spread, and what it loses is to those who know more.
 */
export function quoteTouch({ lots, mostLots }: QuoteTerms): BookStrategy {
  const quotes = { bid: { id: -1, tick: -1 }, ask: { id: -1, tick: -1 } }
  const place = (context: BookContext, side: 1 | -1, best: number) => {
    const quote = side > 0 ? quotes.bid : quotes.ask
    const order = quote.id < 0 ? null : context.order(quote.id)
    const rests = order !== null && ['PENDING', 'OPEN', 'PARTIALLY_FILLED'].includes(order.state)
    const wanted = best >= 0 && context.positionLots * side + lots <= mostLots
    if (rests && wanted && quote.tick === best) return
    if (rests) context.cancel(quote.id)
    quote.id = wanted ? context.submitLimit(side, best, lots, true) : -1
    quote.tick = wanted ? best : -1
  }
  return {
    onBook: (context) => {
      if (!context.isKnown) return
      place(context, 1, context.bestBid)
      place(context, -1, context.bestAsk)
    },
  }
}
