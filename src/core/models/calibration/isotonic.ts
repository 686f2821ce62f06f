export type IsotonicSteps = { readonly probabilities: readonly number[]; readonly shares: readonly number[] }

/** A run of neighbouring rows that share a value. */
type Pool = { from: number; to: number; weight: number; sum: number }

/**
 * The ascending shares of least weighted squared distance from the labels: pool adjacent violators (Ayer et al. 1955; Zadrozny & Elkan 2002).
 * Rows of one probability are one point. Of each pool the first and the last point are kept: between pools the map is a straight line, as in scikit-learn.
 */
export function fitIsotonic(probability: Float64Array, label: Uint8Array, weight: Float64Array): IsotonicSteps {
  const order = Int32Array.from(probability, (_, row) => row)
    .filter((row) => weight[row]! > 0)
    .sort((a, b) => probability[a]! - probability[b]! || a - b)
  const pools: Pool[] = []
  for (let from = 0; from < order.length; ) {
    const value = probability[order[from]!]!
    const pool: Pool = { from: value, to: value, weight: 0, sum: 0 }
    for (; from < order.length && probability[order[from]!] === value; from++) {
      pool.weight += weight[order[from]!]!
      pool.sum += weight[order[from]!]! * label[order[from]!]!
    }
    merge(pools, pool)
  }
  const probabilities: number[] = []
  const shares: number[] = []
  for (const { from, to, weight: total, sum } of pools) {
    probabilities.push(...(from === to ? [from] : [from, to]))
    shares.push(...(from === to ? [sum / total] : [sum / total, sum / total]))
  }
  return { probabilities, shares }
}

function merge(pools: Pool[], next: Pool): void {
  let pool = next
  for (
    let last = pools.at(-1);
    last !== undefined && last.sum * pool.weight >= pool.sum * last.weight;
    last = pools.at(-1)
  ) {
    pools.pop()
    pool = { from: last.from, to: pool.to, weight: last.weight + pool.weight, sum: last.sum + pool.sum }
  }
  pools.push(pool)
}

export function valueAt({ probabilities, shares }: IsotonicSteps, probability: number): number {
  let low = 0
  let high = probabilities.length - 1
  if (!(probability > probabilities[low]!)) return shares[low]!
  if (probability >= probabilities[high]!) return shares[high]!
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (probabilities[middle]! <= probability) low = middle
    else high = middle
  }
  const share = (probability - probabilities[low]!) / (probabilities[high]! - probabilities[low]!)
  return shares[low]! + share * (shares[high]! - shares[low]!)
}
