import type { MarketColumns } from '../../market/marketColumns.ts'
import type { FinerBars } from '../model/backtestRequest.ts'
import type { SegmentMarket } from '../segments/segmentMarket.ts'
import { createSegmentMarket } from '../segments/segmentMarket.ts'
import type { SignalDesk } from '../segments/segmentSignals.ts'
import { createSignalDesk } from '../segments/segmentSignals.ts'
import type { Kernels } from '../signals/kernels.ts'
import type { SignalSource } from '../strategies/signalSource.ts'
import { createSignalSource } from '../strategies/signalSource.ts'

/**
 * What a sweep runs on. `dayOf[i]`: the day of bar i, never falling, as the caller's calendar has it (a day without bars may be left out or counted: it has the
 * return 0); `predictions`: one column an instrument, or null.
 */
export type SweepInput = {
  readonly market: MarketColumns
  readonly dayOf: Int32Array
  readonly predictions: readonly Float64Array[] | null
  /** Decide which of stop and target came first; configurations that have both then go bar by bar. */
  readonly finer?: FinerBars | undefined
}

/** What all configurations share, made once a thread. */
export type SweepData = SweepInput & {
  readonly sources: readonly SignalSource[]
  /** Null for several instruments and for one with missing bars: their account goes bar by bar. */
  readonly segments: SegmentMarket | null
  readonly desk: SignalDesk
}

/** Columns that the cache keeps in any case: more than any strategy reads at once. */
const LEAST_COLUMNS = 16

/** Memory: about 40 bytes a bar and instrument beside the prices, and at most `cacheBytes` of indicator columns (but 16 of them in any case). */
export function createSweepData(input: SweepInput, kernels: Kernels, cacheBytes: number): SweepData {
  const { market, dayOf, predictions } = input
  const { instruments, timeMs } = market
  const bars = timeMs.length
  const columns = Math.max(LEAST_COLUMNS, Math.floor(cacheBytes / 8 / Math.max(1, bars * instruments.length)))
  const segments = instruments.length === 1 ? createSegmentMarket(instruments[0]!, timeMs, dayOf) : null
  return {
    ...input,
    sources: instruments.map((leg, k) =>
      createSignalSource(leg, timeMs, predictions === null ? null : predictions[k]!, kernels, columns),
    ),
    segments: segments?.isWhole === true ? segments : null,
    desk: createSignalDesk(() => kernels.bits(bars)),
  }
}
