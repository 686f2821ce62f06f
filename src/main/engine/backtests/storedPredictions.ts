import type { Hash } from '../../../core/contract/hash.ts'
import { holdOutForetellingSchema } from '../../../core/contract/holdOutForetelling.ts'
import type { PredictionsPassport } from '../../../core/contract/predictionsPassport.ts'
import { MODEL_ID_PATTERN, readPredictionsPassport } from '../../../core/contract/predictionsPassport.ts'
import { nearestName } from '../../../core/outcome/nearestName.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { DataReadPorts } from '../ports/dataPorts.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { originOf, type Predictions, type SymbolPredictions } from './predictions.ts'
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
function modelsWithPredictions(files: GuardedFiles): readonly string[] {
  return files.listFolders(MODELS).filter((model) => files.exists(predictionFiles(model).passport))
}

/** Errors: those of `predictionsPassport`. */
export function listPredictions(files: GuardedFiles): Outcome<readonly PredictionsPassport[]> {
  const passports: PredictionsPassport[] = []
  for (const model of modelsWithPredictions(files)) {
    const passport = predictionsPassport(files, model)
    if (!passport.ok) return passport
    passports.push(passport.value)
  }
  return success(passports)
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

/**
 * The stored predictions of a model; `throughHoldOut`: those of a model trained here go on with what it foretold of the hold-out. Errors: those of `predictionsPassport`;
 * `hold-out-not-foretold`.
 */
export async function readStoredPredictions(
  ports: DataReadPorts & { readonly hash: Hash },
  model: string,
  throughHoldOut: boolean,
): Promise<Outcome<Predictions>> {
  const passport = predictionsPassport(ports.files, model)
  if (!passport.ok) return passport
  const bySymbol = await readPredictionsTable(ports, predictionFiles(model).table)
  const { contentHash, rows, interval, trained } = passport.value
  if (bySymbol === null || predictionsHash(ports.hash, bySymbol) !== contentHash) return broken(model)
  const kept = { label: model, interval, contentHash, rows, bySymbol, origin: originOf(passport.value) }
  return throughHoldOut && trained !== undefined ? withForetold(ports, kept, trained.version) : success(kept)
}

/** Out-of-fold predictions, and behind them those of the hold-out. */
async function withForetold(
  ports: DataReadPorts & { readonly hash: Hash },
  kept: Predictions,
  version: string,
): Promise<Outcome<Predictions>> {
  const { id } = modelName(kept.label)
  const folder = `${MODELS}/${id}/versions/${version}`
  const text = ports.files.exists(`${folder}/hold-out.json`) ? ports.files.readText(`${folder}/hold-out.json`) : null
  if (text === null)
    return failure(
      'hold-out-not-foretold',
      `${id}@${version} has said nothing of the hold-out yet.`,
      `Take it through first: assay models hold-out <workspace> ${id}@${version}`,
    )
  if (!text.ok) return text
  const told = readForetelling(text.value)
  const beyond = await readPredictionsTable(ports, `${folder}/hold-out.parquet`)
  if (told === null || beyond === null || predictionsHash(ports.hash, beyond) !== told.contentHash)
    return failure(
      'predictions-broken',
      `What ${id}@${version} foretold of the hold-out is not as it was written.`,
      `Remove ${folder}/hold-out.json and run: assay models hold-out <workspace> ${id}@${version}`,
    )
  const bySymbol = kept.bySymbol.map((own) => {
    const more = beyond.find(({ symbol }) => symbol === own.symbol)
    if (more === undefined) return own
    return {
      symbol: own.symbol,
      timeMs: joined(own.timeMs, more.timeMs),
      signal: joined(own.signal, more.signal),
    }
  })
  const rows = bySymbol.reduce((sum, { timeMs }) => sum + timeMs.length, 0)
  return success({ ...kept, bySymbol, rows, contentHash: predictionsHash(ports.hash, bySymbol) })
}

function joined(first: Float64Array, second: Float64Array): Float64Array {
  const both = new Float64Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}

function readForetelling(text: string) {
  try {
    return holdOutForetellingSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
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
