import type { ImportedReference, TrainedReference } from '../../../core/contract/predictionsPassport.ts'
import type { MarketColumns } from '../../../core/market/marketColumns.ts'

/** Predictions of one symbol, ascending in time; each is known at the close of the bar that starts at its time. */
export type SymbolPredictions = {
  readonly symbol: string
  readonly timeMs: Float64Array
  readonly signal: Float64Array
}

/** `label` names them in results: a model's id, or a file's name. */
export type Predictions = {
  readonly label: string
  readonly interval: string
  readonly contentHash: string
  readonly rows: number
  readonly bySymbol: readonly SymbolPredictions[]
  /** The version that made them, of a model that was trained here. */
  readonly trained?: TrainedReference | undefined
  /** The file that made them, of a model of another program. */
  readonly imported?: ImportedReference | undefined
}

/** Put on the clock of a market: NaN at bars without one. Those at times without a bar are left out. */
export function predictionColumn(found: SymbolPredictions, { timeMs }: MarketColumns): Float64Array {
  const column = new Float64Array(timeMs.length).fill(Number.NaN)
  for (let row = 0, bar = 0; row < found.timeMs.length && bar < timeMs.length; ) {
    const difference = found.timeMs[row]! - timeMs[bar]!
    if (difference === 0) column[bar++] = found.signal[row++]!
    else if (difference < 0) row++
    else bar++
  }
  return column
}
