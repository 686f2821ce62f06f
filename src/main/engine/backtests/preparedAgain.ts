import { backtestSpecSchema } from '../../../core/contract/backtestSpec.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { BACKTEST_FILES, backtestPath, type KeptBacktest } from './backtestFolder.ts'
import type { BacktestPorts } from './backtestPorts.ts'
import { chosenStrategy } from './chosenStrategy.ts'
import type { Predictions } from './predictions.ts'
import { type PreparedBacktest, prepareBacktest } from './prepareBacktest.ts'
import { readPredictionsTable, readStoredPredictions } from './storedPredictions.ts'

/**
 * A kept backtest prepared from the data, the model and the engine of today; whether that is the same backtest its id says. Writes nothing.
 * Errors: `backtest-of-another-version`, `backtest-predictions-broken`, those of `prepareBacktest` and `readStoredPredictions`.
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
  const predictions = await predictionsAgain(ports, manifest, spec.data.model_id)
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

/** A model's predictions as they are today; those of a file as they were kept. */
async function predictionsAgain(
  ports: BacktestPorts,
  manifest: KeptBacktest['manifest'],
  model: string | undefined,
): Promise<Outcome<Predictions | null>> {
  if (manifest.predictions === null) return success(null)
  if (model !== undefined) return readStoredPredictions(ports, model, manifest.holdOut.opened.length > 0)
  const bySymbol = await readPredictionsTable(ports, backtestPath(manifest.backtestId, BACKTEST_FILES.predictions))
  if (bySymbol !== null) return success({ ...manifest.predictions, interval: manifest.interval, bySymbol })
  return failure(
    'backtest-predictions-broken',
    `The predictions that the backtest ${manifest.backtestId} traded cannot be read.`,
    'Remove its folder and run the backtest again.',
  )
}
