import type { FetchPlanView } from '../../../core/contract/workbench/fetchCalls.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { Clock } from '../ports/clock.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { assumptions } from './assumptions.ts'
import { partName, readJournal } from './fetchJournal.ts'
import { type FetchPart, fetchParts, isMonthly } from './fetchParts.ts'
import { checkFetch, type FetchTerms, type FetchWish } from './fetchTerms.ts'
import { archiveIn } from './folderSource.ts'
import { isKept } from './keptPaths.ts'
import { archiveFolder } from './openSource.ts'
import { pauseBefore } from './webManners.ts'
import type { WebAddresses } from './webSource.ts'

export type PlanFetchPorts = {
  /** Of the workspace. */
  readonly files: GuardedFiles
  readonly clock: Clock
  readonly folderAt: (folder: string) => GuardedFiles
}

/** What a fetch would ask for; nobody is asked. `from`: an absolute folder, or addresses. Errors: those of `checkFetch`, `no-archives`. */
export function planFetch(
  { files, clock, folderAt }: PlanFetchPorts,
  workspace: Workspace,
  wish: FetchWish,
  from: string | WebAddresses,
): Outcome<FetchPlanView> {
  const terms = checkFetch(workspace, wish, clock.nowMs())
  if (!terms.ok) return terms
  const known = readJournal(files, terms.value)
  if (!known.ok) return known
  const folder = typeof from === 'string' ? archiveFolder(folderAt, from) : success(null)
  if (!folder.ok) return folder
  const parts = fetchParts(terms.value)
  const open = parts.filter((part) => !known.value.has(partName(terms.value, part)))
  const toAsk = open.filter((part) => !isKept(files, terms.value, part))
  const counts = { inData: parts.length - open.length, received: open.length - toAsk.length, toAsk: toAsk.length }
  return success({
    hosts: typeof from === 'string' ? [] : hostsOf(from),
    folder: typeof from === 'string' ? from : null,
    ...termsView(terms.value),
    parts: { unit: isMonthly(terms.value.kind) ? 'month' : 'day', ...counts },
    ...questionsOf(toAsk, folder.value),
  })
}

function hostsOf({ archives, rest }: WebAddresses): readonly string[] {
  return [...new Set([archives, rest].map((address) => new URL(address).host))]
}

function termsView(terms: FetchTerms) {
  const { kind, markets, tableName, period, fromMs, toMs } = terms
  const table = kind === 'klines' ? null : tableName
  const notes = assumptions(terms)
  return { markets: [...markets.values()], table, period: period.label, fromMs, toMs, notes }
}

/** A folder holds archives and answers no questions. */
function questionsOf(toAsk: readonly FetchPart[], folder: GuardedFiles | null) {
  const withArchive = toAsk.flatMap(({ archive }) => (archive === null ? [] : [archive]))
  if (folder !== null) {
    const archives = withArchive.filter((path) => archiveIn(folder, path) !== undefined).length
    return { archives, questions: 0, pauseMs: 0, absent: toAsk.length - archives }
  }
  const pages = toAsk.flatMap((part) => (part.archive === null ? part.pages : []))
  const pauseMs = pages.reduce((sum, { path }) => sum + pauseBefore(path), 0)
  const absent = toAsk.filter(({ archive, pages: own }) => archive === null && own.length === 0).length
  return { archives: withArchive.length, questions: pages.length, pauseMs, absent }
}
