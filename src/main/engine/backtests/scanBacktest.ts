import type { LeakScanRecord } from '../../../core/contract/leakScanRecord.ts'
import type { Beat } from '../../../core/job/beat.ts'
import { leakRecord } from '../../../core/pipeline/leaks/leakRecord.ts'
import { scanStrategy } from '../../../core/pipeline/leaks/scanStrategy.ts'
import type { StrategyInputs } from '../../../core/pipeline/leaks/strategyInputs.ts'
import { predictionsPart } from '../leaks/predictionsPart.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { PreparedBacktest } from './prepareBacktest.ts'

/** Whether anything that a backtest decides, reads or trades changes with bars that come later. */
export function scanBacktest(files: GuardedFiles, prepared: PreparedBacktest, beat: Beat): LeakScanRecord {
  const { chosen, spec, legs, request, predictions, seed } = prepared
  const { fromBar, startCash } = request
  const inputs = scannedInputs(prepared)
  const strategy = { ...chosen, spec, inputs, instruments: legs, fromBar, startCash, seed }
  return leakRecord([
    scanStrategy(strategy, beat),
    ...(predictions === null ? [] : [predictionsPart(files, predictions)]),
  ])
}

export function scannedInputs({ request, legs, predictionColumns }: PreparedBacktest): StrategyInputs {
  return {
    market: request.market,
    predictions: predictionColumns,
    fundingRate: legs.map(({ fundingRate }) => fundingRate),
    hourOf: legs.map(({ hourOf }) => hourOf),
    finer: request.finer ?? null,
  }
}
