import type { MarketColumns } from '../../market/marketColumns.ts'
import type { TradedInstrument } from '../compile/compileTerms.ts'
import type { FinerBars } from '../model/backtestRequest.ts'
import type { TradeSides } from '../strategies/strategyDefinition.ts'
import type { SweepAxis } from './sweepAxis.ts'
import type { SweepBase } from './sweepConfiguration.ts'

/**
 * Configurations whose accounts are kept day by day, for what a sweep is judged by as a whole. `dayOf`: the day of each bar, never falling; `equity`: a row of `days` numbers for each row
 * of `coordinates`, over shared memory.
 */
export type SweepStudy = {
  readonly coordinates: Float64Array
  readonly equity: Float64Array
  readonly dayOf: Int32Array
  readonly days: number
}

/**
 * What every worker of a sweep is given once. `coordinates` (a row of one number an axis) and `figures` (a row of CONFIGURATION_FIGURES) lie over shared memory:
 * the main thread writes the ones before a wave, workers the others.
 */
export type SweepPayload = SweepBase & {
  readonly market: MarketColumns
  readonly dayOf: Int32Array
  readonly predictions: readonly Float64Array[] | null
  readonly finer?: FinerBars | undefined
  readonly instruments: readonly TradedInstrument[]
  readonly strategyId: string
  readonly direction: TradeSides
  readonly axes: readonly SweepAxis[]
  readonly startCash: number
  readonly coordinates: Float64Array
  readonly figures: Float64Array
  readonly study: SweepStudy
}

/** Rows [from, to) of the wave (or of the study), each on bars [fromBar, toBar). */
export type SweepUnit = {
  readonly from: number
  readonly to: number
  readonly fromBar: number
  readonly toBar: number
  readonly isStudy?: true
}
