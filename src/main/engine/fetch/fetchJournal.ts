import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { FetchPart } from './fetchParts.ts'
import type { FetchTerms } from './fetchTerms.ts'

/** Which parts are in the data already, so that a longer range brings in what is new only. One name a line. */
function journalPath({ kind, period, tableName }: FetchTerms): string {
  return `data/raw/fetched/${kind === 'klines' ? 'klines' : `table-${tableName.toLowerCase()}`}-${period.label}.txt`
}

export function readJournal(files: GuardedFiles, terms: FetchTerms): Outcome<ReadonlySet<string>> {
  const path = journalPath(terms)
  if (!files.exists(path)) return success(new Set())
  const text = files.readText(path)
  return text.ok ? success(new Set(text.value.split('\n').filter((line) => line !== ''))) : text
}

export function writeJournal(files: GuardedFiles, terms: FetchTerms, names: ReadonlySet<string>): Outcome<void> {
  return files.writeText(
    journalPath(terms),
    [...names]
      .sort()
      .map((name) => `${name}\n`)
      .join(''),
  )
}

/** A part that was asked for in part is another one. */
export function partName({ kind }: FetchTerms, { market, label, isWhole, fromMs, toMs }: FetchPart): string {
  const name = `${kind} ${market} ${label}`
  return isWhole ? name : `${name} ${fromMs}-${toMs}`
}
