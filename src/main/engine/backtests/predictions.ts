import type { BacktestManifest } from '../../../core/contract/backtestRecord.ts'
import type {
  EventsReference,
  ImportedReference,
  TrainedReference,
} from '../../../core/contract/predictionsPassport.ts'
import type { DiscoveryMarket } from '../../../core/discovery/discoveryMarket.ts'
import type { Hypothesis } from '../../../core/discovery/hypothesis.ts'
import type { MarketColumns } from '../../../core/market/marketColumns.ts'
import { assertNever } from '../../../core/outcome/outcome.ts'

/** Predictions of one symbol, ascending in time; each is known at the close of the bar that starts at its time. */
export type SymbolPredictions = {
  readonly symbol: string
  readonly timeMs: Float64Array
  readonly signal: Float64Array
}

/** What made predictions: something that nobody here can ask again, a model that was trained here or elsewhere, or events that are found here. */
export type PredictionOrigin =
  | { readonly kind: 'file' }
  | { readonly kind: 'trained'; readonly trained: TrainedReference }
  | { readonly kind: 'imported'; readonly imported: ImportedReference }
  | {
      readonly kind: 'events'
      readonly events: EventsReference
      readonly hypothesis: Hypothesis
      readonly market: DiscoveryMarket
    }

/** `label` names them in results: a model's id, a file's name, or a hypothesis. */
export type Predictions = {
  readonly label: string
  readonly interval: string
  readonly contentHash: string
  readonly rows: number
  readonly bySymbol: readonly SymbolPredictions[]
  readonly origin: PredictionOrigin
}

type StoredOrigin = Pick<NonNullable<BacktestManifest['predictions']>, 'trained' | 'imported' | 'events'>

/** What is kept of an origin. */
export function storedOrigin(origin: PredictionOrigin): StoredOrigin {
  switch (origin.kind) {
    case 'file':
      return {}
    case 'trained':
      return { trained: origin.trained }
    case 'imported':
      return { imported: origin.imported }
    case 'events':
      return { events: origin.events }
    default:
      return assertNever(origin)
  }
}

/** Of stored predictions, which are no events: those are found anew. */
export function originOf({ trained, imported }: Pick<StoredOrigin, 'trained' | 'imported'>): PredictionOrigin {
  if (trained !== undefined) return { kind: 'trained', trained }
  return imported === undefined ? { kind: 'file' } : { kind: 'imported', imported }
}

/** Whether every bar is foretold: a file may name only those on which something is to be done. */
export function isOfAllBars({ origin }: Predictions): boolean {
  return origin.kind === 'trained' || origin.kind === 'events'
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
