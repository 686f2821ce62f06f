/**
 * Drawdown after each period as a POSITIVE fraction of the running peak, 1 - W_t / max_{s<=t} W_s, with W_0 = 1 a peak too, so a loss
 * in the first period counts. 0 at a peak, at most 1 (ruin, which is final). Closes only: not the intrabar drawdown.
 */
export function drawdownSeries(returns: Float64Array): Float64Array {
  const drawdowns = new Float64Array(returns.length)
  let wealth = 1
  let peak = 1
  for (let i = 0; i < returns.length; i += 1) {
    wealth *= Math.max(0, 1 + returns[i]!)
    if (wealth > peak) peak = wealth
    drawdowns[i] = 1 - wealth / peak
  }
  return drawdowns
}
