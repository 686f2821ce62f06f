/**
 * Omega ratio at a threshold per period: sum of gains above it / sum of shortfalls below it (Keating & Shadwick 2002). At 0 it is
 * 1 + the gain-to-pain ratio. Null where nothing falls short.
 */
export function omega(returns: Float64Array, thresholdPerPeriod = 0): number | null {
  let gains = 0
  let shortfalls = 0
  for (let i = 0; i < returns.length; i += 1) {
    const difference = returns[i]! - thresholdPerPeriod
    if (difference > 0) gains += difference
    else shortfalls -= difference
  }
  if (!(shortfalls > 0)) return null
  const ratio = gains / shortfalls
  return Number.isFinite(ratio) ? ratio : null
}
