import type { BacktestSpec } from '../../../core/contract/backtestSpec.ts'
import { backtestSpecSchema } from '../../../core/contract/backtestSpec.ts'
import { readSpec } from '../../../core/contract/readSpec.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { BacktestPorts } from './backtestPorts.ts'
import type { ChosenStrategy } from './chosenStrategy.ts'
import { chosenStrategy } from './chosenStrategy.ts'
import { type KeptFile, type NamedFile, predictionSource, readPredictionSource } from './predictionSource.ts'
import type { Predictions } from './predictions.ts'

/** What a person asks for. `written`: the specification as it stands in its file; `predictionsFile`: absolute. */
export type BacktestWish = {
  readonly written: unknown
  readonly strategy?: string | undefined
  readonly model?: string | undefined
  readonly predictionsFile?: NamedFile | KeptFile | undefined
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
 * The specification under the flags given beside it, and its predictions. Errors: those of `readSpec`, `predictionSource`, `chosenStrategy`, `readPredictionSource`.
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
  const source = predictionSource(spec, wish.predictionsFile)
  if (!source.ok) return source
  const writtenFields = Object.keys(written)
  const chosen = chosenStrategy(spec, source.value !== null, writtenFields)
  if (!chosen.ok) return chosen
  const subject = { spec, written, writtenFields, chosen: chosen.value }
  if (source.value === null) return success({ ...subject, predictions: null })
  const predictions = await readPredictionSource(ports, workspace, spec, source.value, wish.throughHoldOut === true)
  return predictions.ok ? success({ ...subject, predictions: predictions.value }) : predictions
}

/** A flag counts for the field. A strategy by its flag keeps the parameters of the field where they are of that strategy, and takes the place of the file's model; each flag of what is traded that of its events. */
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
  if ([wish.strategy, model, wish.predictionsFile].some((flag) => flag !== undefined)) delete fields.events
  const { direction } = Object(fields.events)
  if (fields.direction === undefined && direction !== undefined) fields.direction = direction
  return fields
}
