import { mean } from '../../stats/mean.ts'
import type { OlsLine } from '../../stats/olsLine.ts'
import { olsLine } from '../../stats/olsLine.ts'
import type { Dominance } from './dominance.ts'
import { dominance } from './dominance.ts'
import type { HalfScorer } from './halfScores.ts'
import { metricScorer, sharpeScorer } from './halfScores.ts'

export type OverfittingInput = {
  /** Net returns per period, one column a configuration, all on the same periods; EVERY configuration that was tried, not the survivors. */
  readonly columns: readonly Float64Array[]
  /** S: even, from 2 to 20; 16 unless said otherwise, which makes 12,870 splits. */
  readonly blocks?: number
  /** What is maximised, on the returns of a half in the order of time; the Sharpe ratio per period unless said otherwise. Slow: it is asked for each column of each split. */
  readonly metric?: (returns: Float64Array) => number | null
  /** What a null of `metric` counts as; 0 unless said otherwise. */
  readonly withoutValue?: number
  /** Out of sample below this is a loss; 0 unless said otherwise. */
  readonly lossBelow?: number
  /** Called between splits. */
  readonly beat?: (done: number, total: number) => void
}

export type Overfitting = {
  readonly columns: number
  readonly blocks: number
  readonly blockRows: number
  /** The oldest rows, left out because the number of periods is no multiple of the blocks. */
  readonly droppedRows: number
  readonly splits: number
  /** PBO: share of splits whose logit is at most 0. */
  readonly probability: number
  /** One a split; the split i and the split `splits - 1 - i` have their halves exchanged. */
  readonly logits: Float64Array
  /** The metric of the configuration chosen in sample, there and out of sample. */
  readonly chosenInSample: Float64Array
  readonly chosenOutOfSample: Float64Array
  /** Out of sample on in sample; null where the latter never differs. */
  readonly degradation: OlsLine | null
  /** Share of splits in which what was chosen loses out of sample. */
  readonly probabilityOfLoss: number
  /** What was chosen against the mean of all configurations, both out of sample. */
  readonly dominance: Dominance
  /** Fewer than 8 configurations: ranks are too coarse to be told. */
  readonly isFew: boolean
}

const STANDARD_BLOCKS = 16
const MOST_BLOCKS = 20
const FEW_COLUMNS = 8
const BEAT_SPLITS = 256

/**
 * Probability of backtest overfitting by combinatorially symmetric cross-validation (Bailey, Borwein, Lopez de Prado & Zhu, J. Comput. Finance 20(4), 2017). Each half of S
 * blocks in turn is the sample: n* is best there, w = rank of n* out of sample / (N + 1), 1 the worst, ties with average ranks; logit = ln(w / (1 - w)). Near 0.5: choosing adds
 * nothing. Where several are best in sample alike, means over them stand. Null for fewer than 2 configurations, or halves of fewer than 2 periods.
 * RangeError for an odd or unfit number of blocks, columns of different length, and returns that are not finite.
 */
export function probabilityOfOverfitting(input: OverfittingInput): Overfitting | null {
  const { columns, blocks = STANDARD_BLOCKS, metric, withoutValue = 0, lossBelow = 0, beat } = input
  const rows = checkColumns(columns, blocks)
  const blockRows = Math.floor(rows / blocks)
  if (columns.length < 2 || (blockRows * blocks) / 2 < 2) return null
  const droppedRows = rows - blockRows * blocks
  const cut = { columns, blocks, blockRows, firstRow: droppedRows }
  const score = metric === undefined ? sharpeScorer(cut) : metricScorer(cut, metric, withoutValue)
  const masks = halfMasks(blocks)
  const splits = masks.length
  const told = judgeSplits(score, masks, blocks, columns.length, beat)
  const { logits, chosenInSample, chosenOutOfSample, meanOutOfSample } = told
  const share = (isSo: (split: number) => boolean) => masks.reduce((sum, _, k) => sum + (isSo(k) ? 1 : 0), 0) / splits
  return {
    columns: columns.length,
    blocks,
    blockRows,
    droppedRows,
    splits,
    probability: share((k) => logits[k]! <= 0),
    logits,
    chosenInSample,
    chosenOutOfSample,
    degradation: olsLine(chosenInSample, chosenOutOfSample),
    probabilityOfLoss: share((k) => chosenOutOfSample[k]! < lossBelow),
    dominance: dominance(chosenOutOfSample, meanOutOfSample),
    isFew: columns.length < FEW_COLUMNS,
  }
}

function checkColumns(columns: readonly Float64Array[], blocks: number): number {
  if (!Number.isInteger(blocks) || blocks % 2 !== 0 || blocks < 2 || blocks > MOST_BLOCKS)
    throw new RangeError(`Blocks are an even number from 2 to ${MOST_BLOCKS}, got ${blocks}`)
  const rows = columns[0]?.length ?? 0
  for (const column of columns) {
    if (column.length !== rows) throw new RangeError(`Columns of different length: ${rows} and ${column.length}`)
    if (!column.every(Number.isFinite)) throw new RangeError('A return is not a finite number')
  }
  return rows
}

/** Masks with half of the bits set, ascending: the complement of the first is the last, and so on. */
function halfMasks(blocks: number): readonly number[] {
  const masks: number[] = []
  for (let mask = 0; mask < 2 ** blocks; mask++) {
    let bits = 0
    for (let rest = mask; rest !== 0; rest &= rest - 1) bits++
    if (bits === blocks / 2) masks.push(mask)
  }
  return masks
}

function judgeSplits(
  score: HalfScorer,
  masks: readonly number[],
  blocks: number,
  width: number,
  beat: OverfittingInput['beat'],
) {
  const splits = masks.length
  const column = () => new Float64Array(splits)
  const logits = column()
  const chosenInSample = column()
  const chosenOutOfSample = column()
  const meanOutOfSample = column()
  const judge = (inside: Float64Array, outside: Float64Array, split: number) => {
    const { best, value, rank } = chosen(inside, outside)
    const share = rank / (width + 1)
    logits[split] = Math.log(share / (1 - share))
    chosenInSample[split] = best
    chosenOutOfSample[split] = value
    meanOutOfSample[split] = mean(outside)
  }
  const one = new Float64Array(width)
  const other = new Float64Array(width)
  for (let split = 0; split < splits / 2; split++) {
    if (split % BEAT_SPLITS === 0) beat?.(2 * split, splits)
    score(masks[split]!, one)
    score(2 ** blocks - 1 - masks[split]!, other)
    judge(one, other, split)
    judge(other, one, splits - 1 - split)
  }
  return { logits, chosenInSample, chosenOutOfSample, meanOutOfSample }
}

/** The best in sample, with its value and its rank (1 the worst) out of sample. */
function chosen(inside: Float64Array, outside: Float64Array) {
  let best = Number.NEGATIVE_INFINITY
  let alike: number[] = []
  for (let place = 0; place < inside.length; place++) {
    const value = inside[place]!
    if (value > best) {
      best = value
      alike = [place]
    } else if (value === best) alike.push(place)
  }
  let values = 0
  let ranks = 0
  for (const place of alike) {
    const own = outside[place]!
    let below = 0
    let equal = 0
    for (let k = 0; k < outside.length; k++) {
      const value = outside[k]!
      if (value < own) below++
      else if (value === own) equal++
    }
    values += own
    ranks += below + (equal + 1) / 2
  }
  return { best, value: values / alike.length, rank: ranks / alike.length }
}
