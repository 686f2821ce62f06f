import type { BacktestSpec } from '../../../core/contract/backtestSpec.ts'
import { backtestSpecSchema } from '../../../core/contract/backtestSpec.ts'
import { readSpec } from '../../../core/contract/readSpec.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { ledgerSymbol } from '../pipeline/readPair.ts'
import { sealsOn } from '../pipeline/sealsOn.ts'
import type { BacktestPorts } from './backtestPorts.ts'
import type { ChosenStrategy } from './chosenStrategy.ts'
import { chosenStrategy } from './chosenStrategy.ts'
import type { Predictions } from './predictions.ts'
import { readPredictions } from './readPredictions.ts'
import { readStoredPredictions } from './storedPredictions.ts'

/** What a person asks for. `written`: the specification as it stands in its file; `predictionsFile`: absolute. */
export type BacktestWish = {
  readonly written: unknown
  readonly strategy?: string | undefined
  readonly model?: string | undefined
  readonly predictionsFile?: { readonly path: string; readonly name: string } | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly engine?: 'vector' | 'event' | 'both' | undefined
  readonly throughHoldOut?: boolean | undefined
}

/** A specification with what is traded by it. `writtenFields`: names at its top that the person gave. */
export type ReadSubject = {
  readonly spec: BacktestSpec
  readonly written: unknown
  readonly writtenFields: readonly string[]
  readonly chosen: ChosenStrategy
  readonly predictions: Predictions | null
}

/**
 * The specification under the flags given beside it, and its predictions. Errors: those of `readSpec`, `chosenStrategy`, `readPredictions`, `readStoredPredictions`;
 * `model-and-predictions`.
 */
export async function readSubject(
  ports: BacktestPorts,
  workspace: Workspace,
  wish: BacktestWish,
): Promise<Outcome<ReadSubject>> {
  const first = readSpec(backtestSpecSchema, wish.written, 'backtest')
  if (!first.ok) return first
  const written = withFlags(wish, first.value)
  const read = readSpec(backtestSpecSchema, written, 'backtest')
  if (!read.ok) return read
  const spec = read.value
  const predictions = await predictionsOf(ports, workspace, wish, spec)
  if (!predictions.ok) return predictions
  const writtenFields = Object.keys(written)
  const chosen = chosenStrategy(spec, predictions.value !== null, writtenFields)
  if (!chosen.ok) return chosen
  return success({ spec, written, writtenFields, chosen: chosen.value, predictions: predictions.value })
}

/** A flag counts for the field. A strategy by its flag keeps the parameters of the field where they are of that strategy, and takes the place of the file's model. */
function withFlags(wish: BacktestWish, { strategy }: BacktestSpec): Record<string, unknown> {
  const fields: Record<string, unknown> = { ...Object(wish.written) }
  const { from, to, engine, model } = wish
  if (from !== undefined) fields.start_date = from
  if (to !== undefined) fields.end_date = to
  if (engine !== undefined) fields.engine = engine
  if (wish.strategy !== undefined && wish.strategy !== strategy?.id) fields.strategy = { id: wish.strategy }
  if (wish.strategy !== undefined && model === undefined) delete fields.model_id
  if (model !== undefined) fields.model_id = model
  if ((model !== undefined || wish.predictionsFile !== undefined) && wish.strategy === undefined) delete fields.strategy
  if (wish.predictionsFile !== undefined && model === undefined) delete fields.model_id
  return fields
}

async function predictionsOf(
  ports: BacktestPorts,
  workspace: Workspace,
  { predictionsFile, throughHoldOut }: BacktestWish,
  spec: BacktestSpec,
): Promise<Outcome<Predictions | null>> {
  if (predictionsFile === undefined) {
    if (spec.model_id === undefined) return success(null)
    const symbols = workspace.instruments.map(({ symbol }) => ledgerSymbol(workspace, symbol))
    const seals = throughHoldOut === true ? sealsOn(ports.files, symbols) : success([])
    return seals.ok ? readStoredPredictions(ports, spec.model_id, seals.value.length > 0) : seals
  }
  if (spec.model_id !== undefined)
    return failure('model-and-predictions', 'A model and a file of predictions are given.', 'Give one of them.')
  return readPredictions(ports, workspace, {
    file: predictionsFile.path,
    label: predictionsFile.name,
    interval: spec.interval ?? workspace.interval,
  })
}
