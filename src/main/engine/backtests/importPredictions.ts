import type { Hash } from '../../../core/contract/hash.ts'
import type { PredictionsPassport } from '../../../core/contract/predictionsPassport.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Beat } from '../../../core/job/beat.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { parseInterval } from '../../../core/time/interval.ts'
import type { DataPorts } from '../ports/dataPorts.ts'
import { readSeries } from '../queries/readSeries.ts'
import type { SymbolPredictions } from './predictions.ts'
import type { PredictionsFile } from './readPredictions.ts'
import { readPredictions } from './readPredictions.ts'
import { checkModelId, predictionFiles, writePredictions } from './storedPredictions.ts'

export type PredictionsWish = Omit<PredictionsFile, 'label' | 'interval'> & {
  readonly model: string
  readonly interval?: string | undefined
}

/** `isNew` is false where the same predictions were there already. */
export type ImportedPredictions = {
  readonly passport: PredictionsPassport
  readonly isNew: boolean
  readonly path: string
}

/**
 * Keeps a file of predictions as those of a model, in place of what it had. A failure leaves what was there.
 * Errors: those of `readPredictions`, `bad-model-id`, `model-trained-here`, `predictions-without-bars`.
 */
export async function importPredictions(
  ports: DataPorts & { readonly hash: Hash },
  workspace: Workspace,
  wish: PredictionsWish,
  sourceName: string,
  beat: Beat,
): Promise<Outcome<ImportedPredictions>> {
  const model = checkModelId(wish.model)
  if (!model.ok) return model
  if (ports.files.listFolders(`models/${model.value}/versions`).length > 0)
    return failure(
      'model-trained-here',
      `The model ${model.value} was trained in this workspace.`,
      'Bring the predictions in under another name.',
    )
  const interval = parseInterval(wish.interval ?? workspace.interval)
  if (!interval.ok) return interval
  beat(0, 3, 'reading')
  const read = await readPredictions(ports, workspace, { ...wish, label: model.value, interval: interval.value.label })
  if (!read.ok) return read
  beat(1, 3, 'comparing with the bars')
  const missing = await withoutBar(ports, read.value.bySymbol, interval.value.label)
  if (!missing.ok) return missing
  if (missing.value === read.value.rows)
    return failure(
      'predictions-without-bars',
      'No prediction names a bar that the workspace has.',
      'Import the bars of the same instruments and time first: assay data import',
    )
  const passport = passportOf(read.value.bySymbol, {
    model: model.value,
    interval: interval.value.label,
    source: sourceName,
    contentHash: read.value.contentHash,
    rows: read.value.rows,
    withoutBar: missing.value,
  })
  const paths = predictionFiles(model.value)
  const text = `${JSON.stringify(passport, null, 2)}\n`
  const before = ports.files.exists(paths.passport) ? ports.files.readText(paths.passport) : null
  if (before?.ok === true && before.value === text && ports.files.exists(paths.table))
    return success({ passport, isNew: false, path: paths.table })
  beat(2, 3, 'writing')
  // Without a passport nothing is there: a kill in between leaves a model without predictions, not one with others.
  const removed = ports.files.exists(paths.passport) ? ports.files.remove(paths.passport) : success(undefined)
  if (!removed.ok) return removed
  const written = await writePredictions(ports, paths.table, read.value.bySymbol)
  if (!written.ok) return written
  const told = ports.files.writeText(paths.passport, text)
  return told.ok ? success({ passport, isNew: true, path: paths.table }) : told
}

async function withoutBar(
  ports: DataPorts,
  bySymbol: readonly SymbolPredictions[],
  interval: string,
): Promise<Outcome<number>> {
  let missing = 0
  for (const { symbol, timeMs } of bySymbol) {
    const all = { startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY }
    const series = await readSeries(ports, { symbol, interval, ...all })
    if (!series.ok) return series
    const bars = new Set(series.value.timeMs)
    missing += timeMs.filter((time) => !bars.has(time)).length
  }
  return success(missing)
}

function passportOf(
  bySymbol: readonly SymbolPredictions[],
  facts: Omit<PredictionsPassport, 'schemaVersion' | 'least' | 'most' | 'symbols'>,
): PredictionsPassport {
  const { model, interval, source, contentHash, rows, withoutBar } = facts
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (const { signal } of bySymbol)
    for (const value of signal) {
      if (value < least) least = value
      if (value > most) most = value
    }
  const symbols = bySymbol.map(({ symbol, timeMs }) => ({
    symbol,
    rows: timeMs.length,
    firstTime: new Date(timeMs[0]!).toISOString(),
    lastTime: new Date(timeMs.at(-1)!).toISOString(),
  }))
  return { schemaVersion: 1, model, interval, source, contentHash, rows, withoutBar, least, most, symbols }
}
