import { type BacktestSpec, backtestSpecSchema } from '../../../core/contract/backtestSpec.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { BACKTEST_FILES, backtestPath, type KeptBacktest } from './backtestFolder.ts'
import type { BacktestPorts } from './backtestPorts.ts'
import { chosenStrategy } from './chosenStrategy.ts'
import { predictionSource, readPredictionSource } from './predictionSource.ts'
import { originOf, type Predictions } from './predictions.ts'
import { type PreparedBacktest, prepareBacktest } from './prepareBacktest.ts'
import { readPredictionsTable } from './storedPredictions.ts'

/**
 * A kept backtest prepared from the data, the model and the engine of today; whether that is the same backtest its id says. Writes nothing.
 * Errors: `backtest-of-another-version`, `backtest-predictions-broken`, those of `prepareBacktest` and `readPredictionSource`.
 */
export async function preparedAgain(
  ports: BacktestPorts,
  workspace: Workspace,
  { manifest }: Pick<KeptBacktest, 'manifest'>,
): Promise<Outcome<PreparedBacktest>> {
  const spec = backtestSpecSchema.safeParse(manifest.spec)
  if (!spec.success)
    return failure(
      'backtest-of-another-version',
      `The specification of the backtest ${manifest.backtestId} is one of another version.`,
      'Run the backtest again, and go on with that one.',
    )
  const predictions = await predictionsAgain(ports, workspace, manifest, spec.data)
  if (!predictions.ok) return predictions
  const chosen = chosenStrategy(spec.data, predictions.value !== null, [])
  if (!chosen.ok) return chosen
  const subject = {
    spec: spec.data,
    written: manifest.spec,
    writtenFields: [],
    chosen: chosen.value,
    predictions: predictions.value,
  }
  return prepareBacktest(ports, workspace, subject, { throughHoldOut: manifest.holdOut.opened.length > 0 })
}

/** What a model foretells and the events of today; predictions of a file as they were kept. */
async function predictionsAgain(
  ports: BacktestPorts,
  workspace: Workspace,
  manifest: KeptBacktest['manifest'],
  spec: BacktestSpec,
): Promise<Outcome<Predictions | null>> {
  if (manifest.predictions === null) return success(null)
  const source = predictionSource(spec, undefined)
  if (!source.ok) return source
  if (source.value !== null)
    return readPredictionSource(ports, workspace, spec, source.value, manifest.holdOut.opened.length > 0)
  const bySymbol = await readPredictionsTable(ports, backtestPath(manifest.backtestId, BACKTEST_FILES.predictions))
  const { label, contentHash, rows } = manifest.predictions
  const origin = originOf(manifest.predictions)
  if (bySymbol !== null) return success({ label, contentHash, rows, interval: manifest.interval, bySymbol, origin })
  return failure(
    'backtest-predictions-broken',
    `The predictions that the backtest ${manifest.backtestId} traded cannot be read.`,
    'Remove its folder and run the backtest again.',
  )
}
