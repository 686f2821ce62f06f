/** What sizing by Kelly may know: the closed trades so far. Sums of returns on the equity before each trade, losses as positive numbers. */
export type TradeTally = { wins: number; losses: number; sumOfGains: number; sumOfLosses: number }

export function emptyTally(): TradeTally {
  return { wins: 0, losses: 0, sumOfGains: 0, sumOfLosses: 0 }
}

export function addToTally(tally: TradeTally, tradeReturn: number): void {
  if (tradeReturn > 0) {
    tally.wins++
    tally.sumOfGains += tradeReturn
  } else if (tradeReturn < 0) {
    tally.losses++
    tally.sumOfLosses -= tradeReturn
  }
}

/** Kelly 1956: p - (1 - p) / b, b the mean gain over the mean loss; 0 where there are no gains, NaN without trades, p where nothing was lost. */
export function kellyFraction({ wins, losses, sumOfGains, sumOfLosses }: TradeTally): number {
  const share = wins / (wins + losses)
  if (losses === 0) return share
  if (wins === 0) return 0
  const payoff = sumOfGains / wins / (sumOfLosses / losses)
  return share - (1 - share) / payoff
}
