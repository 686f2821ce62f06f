import type { TradeList } from '../../backtest/tradeList.ts'
import type { Fold } from '../../validation/walkForward.ts'

/** Columns of a statistics row: one row a (configuration, fold). */
export const STATISTIC = {
  trainTrades: 0,
  trainMean: 1,
  validationTrades: 2,
  validationMean: 3,
  score: 4,
  drawdown: 5,
  calmar: 6,
  stability: 7,
} as const
export const STATISTIC_COUNT = 8

/** A score where there is none; finite, so that it survives JSON. */
export const NO_SCORE = -Number.MAX_VALUE

const SUB_PERIODS = 4

/** Share of the mean square below which a spread is rounding: equal returns have no t-statistic, not an enormous one. */
const ROUNDING_SHARE = 1e-12

type Block = { first: number; end: number }

/** Trades decided in [from, to) and ended before `to`: purged by barrier end. Trades ascend in decision bar and exit bar. */
function tradesWithin(trades: TradeList, from: number, to: number, block: Block): void {
  let low = 0
  let high = trades.count
  while (low < high) {
    const middle = (low + high) >> 1
    if (trades.decisionBar[middle]! < from) low = middle + 1
    else high = middle
  }
  block.first = low
  high = trades.count
  while (low < high) {
    const middle = (low + high) >> 1
    if (trades.exitBar[middle]! < to) low = middle + 1
    else high = middle
  }
  block.end = Math.max(low, block.first)
}

function meanNet(trades: TradeList, { first, end }: Block): number {
  let sum = 0
  for (let i = first; i < end; i++) sum += trades.netReturn[i]!
  return end > first ? sum / (end - first) : 0
}

/** t-statistic of the mean net return of train and validation trades together; NO_SCORE where it has no spread. */
function pooledScore(trades: TradeList, train: Block, validation: Block): number {
  const n = train.end - train.first + validation.end - validation.first
  let sum = 0
  let squares = 0
  for (const block of [train, validation]) {
    for (let i = block.first; i < block.end; i++) {
      sum += trades.netReturn[i]!
      squares += trades.netReturn[i]! ** 2
    }
  }
  const variance = (squares - (sum * sum) / n) / (n - 1)
  return n >= 2 && variance > (ROUNDING_SHARE * squares) / n ? sum / Math.sqrt(n * variance) : NO_SCORE
}

function realisedDrawdown(trades: TradeList, train: Block, validation: Block): { drawdown: number; growth: number } {
  let wealth = 1
  let peak = 1
  let drawdown = 0
  for (const block of [train, validation]) {
    for (let i = block.first; i < block.end; i++) {
      wealth *= 1 + trades.netReturn[i]!
      if (wealth > peak) peak = wealth
      drawdown = Math.max(drawdown, 1 - wealth / peak)
    }
  }
  return { drawdown, growth: wealth }
}

function stabilityShare(trades: TradeList, from: number, to: number, block: Block): number {
  let gains = 0
  let row = block.first
  for (let part = 1; part <= SUB_PERIODS; part++) {
    const end = from + ((to - from) * part) / SUB_PERIODS
    let sum = 0
    for (; row < block.end && trades.decisionBar[row]! < end; row++) sum += trades.netReturn[row]!
    if (sum > 0) gains++
  }
  return gains / SUB_PERIODS
}

/**
 * Statistics of one configuration's trades on one fold, from its train and validation blocks. Nothing of
 * the test block is read. Writes STATISTIC_COUNT numbers at `offset`.
 */
export function writeFoldStatistics(
  trades: TradeList,
  fold: Fold,
  barsPerYear: number,
  out: Float64Array,
  offset: number,
): void {
  const train: Block = { first: 0, end: 0 }
  const validation: Block = { first: 0, end: 0 }
  tradesWithin(trades, fold.train.from, fold.train.to, train)
  tradesWithin(trades, fold.validation.from, fold.validation.to, validation)
  const { drawdown, growth } = realisedDrawdown(trades, train, validation)
  const years = (fold.validation.to - fold.train.from) / barsPerYear
  const annual = growth > 0 ? growth ** (1 / years) - 1 : -1
  out[offset + STATISTIC.trainTrades] = train.end - train.first
  out[offset + STATISTIC.trainMean] = meanNet(trades, train)
  out[offset + STATISTIC.validationTrades] = validation.end - validation.first
  out[offset + STATISTIC.validationMean] = meanNet(trades, validation)
  out[offset + STATISTIC.score] = pooledScore(trades, train, validation)
  out[offset + STATISTIC.drawdown] = drawdown
  out[offset + STATISTIC.calmar] = drawdown > 0 ? annual / drawdown : annual > 0 ? Number.MAX_VALUE : 0
  out[offset + STATISTIC.stability] = stabilityShare(trades, fold.train.from, fold.train.to, train)
}
