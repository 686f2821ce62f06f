import type { Hash } from '../../../core/contract/hash.ts'
import type { PredictionsPassport } from '../../../core/contract/predictionsPassport.ts'
import { MODEL_ID_PATTERN, readPredictionsPassport } from '../../../core/contract/predictionsPassport.ts'
import { nearestName } from '../../../core/outcome/nearestName.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { DataReadPorts } from '../ports/dataPorts.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { Predictions, SymbolPredictions } from './predictions.ts'
import { predictionsHash } from './readPredictions.ts'

const MODELS = 'models'

/** `model` names a model, or one version of it as `ID@1f0a93bc`. */
export function predictionFiles(model: string): { readonly table: string; readonly passport: string } {
  const { id, version } = modelName(model)
  const folder = version === null ? `${MODELS}/${id}` : `${MODELS}/${id}/versions/${version}`
  return { table: `${folder}/predictions.parquet`, passport: `${folder}/predictions.json` }
}

function modelName(model: string): { readonly id: string; readonly version: string | null } {
  const [, id, version] = /^(.*)@([0-9a-f]{8})$/.exec(model) ?? []
  return id === undefined || version === undefined ? { id: model, version: null } : { id, version }
}

/** Error: `bad-model-id`. */
export function checkModelId(model: string): Outcome<string> {
  return MODEL_ID_PATTERN.test(model)
    ? success(model)
    : failure(
        'bad-model-id',
        `${JSON.stringify(model)} can't be the name of a model.`,
        'Use 1 to 128 letters, digits, ".", "_" and "-", beginning with a letter or digit.',
      )
}

/** Models that have predictions, by name. */
export function modelsWithPredictions(files: GuardedFiles): readonly string[] {
  return files.listFolders(MODELS).filter((model) => files.exists(predictionFiles(model).passport))
}

export async function writePredictions(
  ports: DataReadPorts,
  path: string,
  bySymbol: readonly SymbolPredictions[],
): Promise<Outcome<void>> {
  const absolute = ports.files.resolve(path)
  if (!absolute.ok) return absolute
  const made = ports.files.makeFolder(path.slice(0, path.lastIndexOf('/')))
  if (!made.ok) return made
  return ports.columns.writeTable(absolute.value, [
    { name: 'time_ms', values: Float64Array.from(bySymbol.flatMap(({ timeMs }) => [...timeMs])) },
    { name: 'symbol', texts: bySymbol.flatMap(({ symbol, timeMs }) => Array.from(timeMs, () => symbol)) },
    { name: 'signal', values: Float64Array.from(bySymbol.flatMap(({ signal }) => [...signal])) },
  ])
}

/** Errors: `bad-model-id`, `model-missing` (naming the nearest), `predictions-broken`. */
export function predictionsPassport(files: GuardedFiles, model: string): Outcome<PredictionsPassport> {
  const named = checkModelId(modelName(model).id)
  if (!named.ok) return named
  const path = predictionFiles(model).passport
  if (!files.exists(path)) return modelMissing(model, modelsWithPredictions(files))
  const text = files.readText(path)
  if (!text.ok) return text
  try {
    const passport = readPredictionsPassport(JSON.parse(text.value))
    if (passport !== null) return success(passport)
  } catch {
    // Told below, as what is not a passport.
  }
  return broken(model)
}

/** The stored predictions of a model. Errors: those of `predictionsPassport`. */
export async function readStoredPredictions(
  ports: DataReadPorts & { readonly hash: Hash },
  model: string,
): Promise<Outcome<Predictions>> {
  const passport = predictionsPassport(ports.files, model)
  if (!passport.ok) return passport
  const bySymbol = await readPredictionsTable(ports, predictionFiles(model).table)
  const { contentHash, rows, interval, trained, imported } = passport.value
  if (bySymbol === null || predictionsHash(ports.hash, bySymbol) !== contentHash) return broken(model)
  return success({ label: model, interval, contentHash, rows, bySymbol, trained, imported })
}

/** What `writePredictions` wrote; null where it is not that. */
export async function readPredictionsTable(
  ports: DataReadPorts,
  relativePath: string,
): Promise<readonly SymbolPredictions[] | null> {
  const path = ports.files.resolve(relativePath)
  if (!path.ok) return null
  const table = await ports.columns.readTable(path.value)
  if (!table.ok) return null
  const [time, symbol, signal] = table.value
  if (time === undefined || symbol === undefined || signal === undefined) return null
  if (!('values' in time) || !('texts' in symbol) || !('values' in signal)) return null
  return bySymbolOf(time.values, symbol.texts, signal.values)
}

/** Rows of a symbol stand together. */
function bySymbolOf(
  timeMs: Float64Array,
  symbols: readonly string[],
  signal: Float64Array,
): readonly SymbolPredictions[] {
  const found: SymbolPredictions[] = []
  for (let from = 0, to = 1; from < symbols.length; to++) {
    if (to < symbols.length && symbols[to] === symbols[from]) continue
    found.push({ symbol: symbols[from]!, timeMs: timeMs.slice(from, to), signal: signal.slice(from, to) })
    from = to
  }
  return found
}

function modelMissing(model: string, known: readonly string[]): Outcome<never> {
  const near = nearestName(model, known)
  const list = known.length === 0 ? 'No model has any yet.' : `Those with predictions: ${known.join(', ')}.`
  return failure(
    'model-missing',
    `There are no predictions of a model ${model} in this workspace.`,
    `${near === null ? list : `Did you mean ${near}?`} Bring them in with: assay predictions import <workspace> --model ${model} --file predictions.csv`,
  )
}

function broken(model: string): Outcome<never> {
  return failure(
    'predictions-broken',
    `The stored predictions of ${model} are not what their passport says.`,
    'Import the file again.',
  )
}
