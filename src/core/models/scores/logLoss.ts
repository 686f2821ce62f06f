/** Probabilities are clipped to [LOG_LOSS_CLIP, 1 - LOG_LOSS_CLIP]: one certain mistake costs 34.5, not infinity. */
export const LOG_LOSS_CLIP = 1e-15

/** Weighted mean of -log(probability given to the label that came true), in nats; null where there is no weight. All weights 1 where not given. */
export function logLoss(label: Uint8Array, probability: Float64Array, weight?: Float64Array): number | null {
  let sum = 0
  let total = 0
  for (let row = 0; row < label.length; row++) {
    const clipped = Math.min(Math.max(probability[row]!, LOG_LOSS_CLIP), 1 - LOG_LOSS_CLIP)
    const rowWeight = weight === undefined ? 1 : weight[row]!
    sum -= rowWeight * (label[row] === 1 ? Math.log(clipped) : Math.log1p(-clipped))
    total += rowWeight
  }
  return total > 0 ? sum / total : null
}
