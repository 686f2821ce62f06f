/** Rank of each value from 1, ties at the mean of theirs; NaN has none (NaN). */
export function meanRanks(values: Float64Array): Float64Array {
  const ranks = new Float64Array(values.length).fill(Number.NaN)
  const order = Int32Array.from(values, (_, place) => place)
    .filter((place) => !Number.isNaN(values[place]!))
    .sort((a, b) => values[a]! - values[b]!)
  for (let from = 0; from < order.length; ) {
    let to = from + 1
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++
    for (let at = from; at < to; at++) ranks[order[at]!] = (from + 1 + to) / 2
    from = to
  }
  return ranks
}
