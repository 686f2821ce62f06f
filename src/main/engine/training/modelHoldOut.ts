import type { HoldOutForetelling } from '../../../core/contract/holdOutForetelling.ts'
import { holdOutForetellingSchema } from '../../../core/contract/holdOutForetelling.ts'
import type { ModelHoldOutView } from '../../../core/contract/workbench/modelCalls.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import { openingsBeyond } from '../pipeline/listHoldOuts.ts'
import { ledgerSymbol } from '../pipeline/readPair.ts'
import { type Seal, sealsOn } from '../pipeline/sealsOn.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { Ledger } from '../ports/ledger.ts'
import { listPassports } from '../queries/dataPassport.ts'
import type { ShownModel } from './modelRegistry.ts'
import { modelPath, shortVersion, versionFiles } from './trainFolder.ts'

/** How a version stands to the sealed hold-out; nothing is opened. Errors: `hold-out-broken`, those of the ledger and of passports. */
export function modelHoldOut(
  { files, ledger }: { readonly files: GuardedFiles; readonly ledger: Pick<Ledger, 'entries'> },
  workspace: Workspace,
  model: ShownModel,
): Outcome<ModelHoldOutView> {
  const { instruments } = model.manifest
  const found = sealsOn(
    files,
    instruments.map((symbol) => ledgerSymbol(workspace, symbol)),
  )
  if (!found.ok) return found
  const newest = newestBarMs(files, instruments)
  if (!newest.ok) return newest
  const seals: ModelHoldOutView['seals'][number][] = []
  for (const { symbols, startMs } of found.value) {
    const entries = ledger.entries({ symbols, kind: 'opening' })
    if (!entries.ok) return entries
    seals.push({ symbols, fromMs: startMs, openings: openingsBeyond(entries.value, startMs) })
  }
  const may = sealsOf(files, workspace, model)
  const foretelling = keptForetelling(files, model)
  return success({
    seals,
    foretelling,
    isWhole: isWhole(foretelling, found.value, newest.value),
    refusal: may.ok ? null : may.trouble,
  })
}

/** Whether a version was taken through all that is sealed today. */
export function isWhole(kept: HoldOutForetelling | null, [first]: readonly Seal[], newestMs: number): boolean {
  return first !== undefined && kept?.sealedFrom === isoTime(first.startMs) && kept.newestBar === isoTime(newestMs)
}

/** The foretelling of a version as it is kept; null for none, or one of another version of the program. */
export function keptForetelling(
  files: GuardedFiles,
  { manifest }: Pick<ShownModel, 'manifest'>,
): HoldOutForetelling | null {
  const path = modelPath(manifest.modelId, versionFiles(shortVersion(manifest.sha256)).holdOut)
  const text = files.exists(path) ? files.readText(path) : null
  if (text === null || !text.ok) return null
  try {
    const read = holdOutForetellingSchema.safeParse(JSON.parse(text.value))
    return read.success && read.data.sha256 === manifest.sha256 ? read.data : null
  } catch {
    return null
  }
}

/** The hold-outs that it goes through, the earliest first. Errors: `hold-out-broken`, `no-hold-out`, `model-learned-sealed-rows`. */
export function sealsOf(files: GuardedFiles, workspace: Workspace, { manifest }: ShownModel): Outcome<readonly Seal[]> {
  const seals = sealsOn(
    files,
    manifest.instruments.map((symbol) => ledgerSymbol(workspace, symbol)),
  )
  if (!seals.ok) return seals
  const [first] = seals.value
  if (first === undefined)
    return failure(
      'no-hold-out',
      `No hold-out is sealed on ${manifest.instruments.join(', ')}: ${manifest.modelId} was free to learn from every bar there is.`,
      'Seal one before models are trained: assay hold-out seal <workspace>. New bars serve too: assay models predict.',
    )
  if (Date.parse(manifest.labelsEnd) > first.startMs)
    return failure(
      'model-learned-sealed-rows',
      `${manifest.modelId}@${shortVersion(manifest.sha256)} learned from labels until ${manifest.labelsEnd}; the hold-out was sealed afterwards, from ${isoTime(first.startMs)} on.`,
      'Build the matrix again and train on it: what is sealed now is left out.',
    )
  return seals
}

/** The start of the newest bar of some instruments, of whatever interval. */
export function newestBarMs(files: GuardedFiles, symbols: readonly string[]): Outcome<number> {
  const passports = listPassports(files)
  if (!passports.ok) return passports
  const own = passports.value.series.filter(({ passport }) => symbols.includes(passport.symbol))
  return success(Math.max(...own.map(({ passport }) => Date.parse(passport.lastTime ?? '1970-01-01'))))
}
