/** Wins / (wins + losses) over TRADES, net of costs; a trade of exactly 0 is neither. Null where none is either. */
export function winRate(tradeResults: Float64Array): number | null {
  let wins = 0
  let losses = 0
  for (let i = 0; i < tradeResults.length; i += 1) {
    if (tradeResults[i]! > 0) wins += 1
    else if (tradeResults[i]! < 0) losses += 1
  }
  return wins + losses > 0 ? wins / (wins + losses) : null
}
