import type { LeakPart, LeakScanRecord } from '../../../core/contract/leakScanRecord.ts'
import type { Beat } from '../../../core/job/beat.ts'
import { assertNever } from '../../../core/outcome/outcome.ts'
import { leakRecord } from '../../../core/pipeline/leaks/leakRecord.ts'
import { scanEvents } from '../../../core/pipeline/leaks/scanEvents.ts'
import { scanStrategy } from '../../../core/pipeline/leaks/scanStrategy.ts'
import type { StrategyInputs } from '../../../core/pipeline/leaks/strategyInputs.ts'
import { predictionsPart } from '../leaks/predictionsPart.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { Predictions } from './predictions.ts'
import type { PreparedBacktest } from './prepareBacktest.ts'

/** Whether anything that a backtest decides, reads or trades changes with bars that come later. */
export function scanBacktest(files: GuardedFiles, prepared: PreparedBacktest, beat: Beat): LeakScanRecord {
  const { chosen, spec, legs, request, predictions, seed } = prepared
  const { fromBar, startCash } = request
  const inputs = scannedInputs(prepared)
  const strategy = { ...chosen, spec, inputs, instruments: legs, fromBar, startCash, seed }
  return leakRecord([
    scanStrategy(strategy, beat),
    ...(predictions === null ? [] : [signalPart(files, predictions, seed, beat)]),
  ])
}

/** What is known of the column that is traded beside the bars. */
function signalPart(files: GuardedFiles, { label, origin }: Predictions, seed: number, beat: Beat): LeakPart {
  switch (origin.kind) {
    case 'file':
      return predictionsPart(files, { label, matrixSha256: null })
    case 'trained':
      return predictionsPart(files, { label, matrixSha256: origin.trained.matrixSha256 })
    case 'imported':
      return predictionsPart(files, { label, matrixSha256: origin.imported.matrixSha256 })
    case 'events':
      return scanEvents({ hypothesis: origin.hypothesis, market: origin.market, seed }, beat)
    default:
      return assertNever(origin)
  }
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
