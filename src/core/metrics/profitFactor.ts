/** Gross profit / gross loss over TRADES, net of costs. Null without a losing trade (it is not infinite, it is unknown). */
export function profitFactor(tradeProfits: Float64Array): number | null {
  let gains = 0
  let losses = 0
  for (let i = 0; i < tradeProfits.length; i += 1) {
    const profit = tradeProfits[i]!
    if (profit > 0) gains += profit
    else losses -= profit
  }
  if (!(losses > 0)) return null
  const ratio = gains / losses
  return Number.isFinite(ratio) ? ratio : null
}
