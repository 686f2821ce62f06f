import type { Hash } from '../../../core/contract/hash.ts'
import type { LeaderboardEntry, RefusedEntry } from '../../../core/contract/leaderboard.ts'
import { refusedEntry } from '../../../core/leaderboard/refusedEntry.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { discoveryIds } from '../queries/discoveryFolder.ts'
import { pipelineEntry } from './pipelineEntry.ts'
import { storedBacktest, storedSweep } from './storedEntries.ts'

type Collector = (files: GuardedFiles, hash: Hash, id: string) => Outcome<readonly LeaderboardEntry[]>

type Lister = (files: GuardedFiles, folder: string) => readonly string[]
type Source = { readonly folder: string; readonly list: Lister; readonly collect: Collector }

const everyFolder: Lister = (files, folder) => files.listFolders(folder)

/** Where finished results lie, and how their entries are made. */
const SOURCES: readonly Source[] = [
  { folder: 'backtests', list: everyFolder, collect: storedBacktest },
  { folder: 'sweeps', list: everyFolder, collect: storedSweep },
  { folder: 'runs', list: pipelineRuns, collect: storedRun },
]

/** Discoveries lie among the runs; what they find is no account and has no place on a board. */
function pipelineRuns(files: GuardedFiles, folder: string): readonly string[] {
  const discoveries = new Set(discoveryIds(files))
  return files.listFolders(folder).filter((id) => !discoveries.has(id))
}

function storedRun(files: GuardedFiles, hash: Hash, id: string): Outcome<readonly LeaderboardEntry[]> {
  const entry = pipelineEntry(files, hash, id)
  if (!entry.ok) return entry
  return success(entry.value === null ? [] : [entry.value])
}

export type Unreadable = { readonly artefact: string; readonly why: string }
export type Collected = {
  readonly entries: readonly LeaderboardEntry[]
  /** Without a leak scan that allows them. */
  readonly refused: readonly RefusedEntry[]
  readonly unreadable: readonly Unreadable[]
}

/** Every finished result of a workspace, by id. One that cannot be read, or may not stand on the board, is named and hides no other. */
export function collectEntries(files: GuardedFiles, hash: Hash): Collected {
  const entries: LeaderboardEntry[] = []
  const unreadable: Unreadable[] = []
  for (const { folder, list, collect } of SOURCES)
    for (const id of list(files, folder)) {
      const found = collect(files, hash, id)
      if (found.ok) entries.push(...found.value)
      else unreadable.push({ artefact: `${folder}/${id}`, why: found.trouble.message })
    }
  entries.sort((left, right) => (left.id < right.id ? -1 : left.id > right.id ? 1 : 0))
  const refused = entries.flatMap((entry) => refusedEntry(entry) ?? [])
  const isRefused = new Set(refused.map(({ id }) => id))
  return { entries: entries.filter(({ id }) => !isRefused.has(id)), refused, unreadable }
}

/** Folders of finished results that a board does not know, and those it knows that are gone: it is not up to date. */
export function notOnBoard(
  files: GuardedFiles,
  known: readonly { readonly artefact: string }[],
): { readonly missing: number; readonly gone: number } {
  const listed = new Set(known.map(({ artefact }) => artefact))
  const there = new Set(SOURCES.flatMap(({ folder, list }) => list(files, folder).map((id) => `${folder}/${id}`)))
  const missing = [...there].filter((path) => !listed.has(path) && files.exists(`${path}/complete.json`)).length
  return { missing, gone: [...listed].filter((path) => !there.has(path)).length }
}
