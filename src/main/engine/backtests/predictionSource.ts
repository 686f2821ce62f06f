import type { BacktestSpec, EventsSpec } from '../../../core/contract/backtestSpec.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { assertNever, failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { ledgerSymbol } from '../pipeline/readPair.ts'
import { sealsOn } from '../pipeline/sealsOn.ts'
import type { BacktestPorts } from './backtestPorts.ts'
import { findEvents } from './findEvents.ts'
import type { Predictions } from './predictions.ts'
import { readPredictions } from './readPredictions.ts'
import { readStoredPredictions } from './storedPredictions.ts'

/** `path` is absolute. */
export type NamedFile = { readonly path: string; readonly name: string }
/** A file that was read when its result was made first, as it was kept there. */
export type KeptFile = { readonly name: string; readonly read: Predictions }

/** Where the column comes from that is traded beside the bars. */
export type PredictionSource =
  | { readonly kind: 'file'; readonly file: NamedFile | KeptFile }
  | { readonly kind: 'model'; readonly model: string }
  | { readonly kind: 'events'; readonly events: EventsSpec }

/** Null: none, and a strategy decides by the bars alone. Errors: `model-and-predictions`, `events-and-model`. */
export function predictionSource(
  { model_id: model, events }: Pick<BacktestSpec, 'model_id' | 'events'>,
  file: NamedFile | KeptFile | undefined,
): Outcome<PredictionSource | null> {
  if (file !== undefined && model !== undefined)
    return failure('model-and-predictions', 'A model and a file of predictions are given.', 'Give one of them.')
  if (events !== undefined && (model !== undefined || file !== undefined))
    return failure(
      'events-and-model',
      'The specification names events, and predictions are given beside them.',
      'Trade one of them: the block events, a model or a file.',
    )
  if (events !== undefined) return success({ kind: 'events', events })
  if (model !== undefined) return success({ kind: 'model', model })
  return success(file === undefined ? null : { kind: 'file', file })
}

/** Errors: those of `readPredictions`, `readStoredPredictions`, `findEvents`. */
export async function readPredictionSource(
  ports: BacktestPorts,
  workspace: Workspace,
  spec: BacktestSpec,
  source: PredictionSource,
  throughHoldOut: boolean,
): Promise<Outcome<Predictions>> {
  switch (source.kind) {
    case 'file': {
      if ('read' in source.file) return success(source.file.read)
      const { path, name } = source.file
      const interval = spec.interval ?? workspace.interval
      return readPredictions(ports, workspace, { file: path, label: name, interval })
    }
    case 'model': {
      const symbols = workspace.instruments.map(({ symbol }) => ledgerSymbol(workspace, symbol))
      const seals = throughHoldOut ? sealsOn(ports.files, symbols) : success([])
      return seals.ok ? readStoredPredictions(ports, source.model, seals.value.length > 0) : seals
    }
    case 'events':
      return findEvents(ports, workspace, { spec, events: source.events, throughHoldOut })
    default:
      return assertNever(source)
  }
}
