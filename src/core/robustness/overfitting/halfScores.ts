/** Scores of all columns on one half of the blocks, named by its mask (bit b: block b is in it). */
export type HalfScorer = (mask: number, scores: Float64Array) => void

/** Synchronous columns cut into blocks of equal length; `firstRow` is where the first block begins. */
export type BlockedColumns = {
  readonly columns: readonly Float64Array[]
  readonly blocks: number
  readonly blockRows: number
  readonly firstRow: number
}

/** A spread this small beside the root mean square is rounding noise; as a share of its square. */
const NOISE = 1e-14

/**
 * Sharpe ratio per period (ddof 1) of each column over the concatenated blocks of a half, from sums of blocks: the ratio of the whole half, not a mean of ratios. A column
 * without spread in a half (it never traded there) has the ratio of cash, 0. Memory: 4 x 2^(blocks/2) numbers a column.
 */
export function sharpeScorer({ columns, blocks, blockRows, firstRow }: BlockedColumns): HalfScorer {
  const width = columns.length
  const lowBits = blocks >> 1
  const highBits = blocks - lowBits
  const sums = new Float64Array(blocks * width)
  const squares = new Float64Array(blocks * width)
  for (const [place, column] of columns.entries()) {
    for (let block = 0; block < blocks; block++) {
      const from = firstRow + block * blockRows
      let sum = 0
      let square = 0
      for (let row = from; row < from + blockRows; row++) {
        const value = column[row]!
        sum += value
        square += value * value
      }
      sums[block * width + place] = sum
      squares[block * width + place] = square
    }
  }
  const low = [subsetSums(sums, width, 0, lowBits), subsetSums(squares, width, 0, lowBits)] as const
  const high = [subsetSums(sums, width, lowBits, highBits), subsetSums(squares, width, lowBits, highBits)] as const
  const rows = (blocks / 2) * blockRows
  const lowMask = 2 ** lowBits - 1
  return (mask, scores) => {
    const a = (mask & lowMask) * width
    const b = (mask >>> lowBits) * width
    for (let place = 0; place < width; place++) {
      const sum = low[0][a + place]! + high[0][b + place]!
      const square = low[1][a + place]! + high[1][b + place]!
      const spread = square - (sum * sum) / rows
      scores[place] = spread > NOISE * square ? sum / rows / Math.sqrt(spread / (rows - 1)) : 0
    }
  }
}

/** Row m: the sum over blocks `first + b` for the bits b of m. */
function subsetSums(ofBlocks: Float64Array, width: number, first: number, bits: number): Float64Array {
  const table = new Float64Array(2 ** bits * width)
  for (let mask = 1; mask < 2 ** bits; mask++) {
    const top = 31 - Math.clz32(mask)
    const rest = (mask ^ (1 << top)) * width
    const block = (first + top) * width
    const at = mask * width
    for (let place = 0; place < width; place++) table[at + place] = table[rest + place]! + ofBlocks[block + place]!
  }
  return table
}

/** Any figure of the returns of a half, its blocks put behind one another in the order of time; null counts as `withoutValue`. */
export function metricScorer(
  { columns, blocks, blockRows, firstRow }: BlockedColumns,
  metric: (returns: Float64Array) => number | null,
  withoutValue: number,
): HalfScorer {
  const half = new Float64Array((blocks / 2) * blockRows)
  return (mask, scores) => {
    for (const [place, column] of columns.entries()) {
      let at = 0
      for (let block = 0; block < blocks; block++) {
        if (((mask >>> block) & 1) === 0) continue
        const from = firstRow + block * blockRows
        half.set(column.subarray(from, from + blockRows), at)
        at += blockRows
      }
      scores[place] = metric(half) ?? withoutValue
    }
  }
}
