import { type LeaderboardIndex, leaderboardIndexSchema } from '../../../core/contract/leaderboard.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { ENTRIES_FILE } from './leaderboardLayout.ts'
import { readChecked } from './readChecked.ts'

/** The board of a workspace as it was last updated; null where it never was. Error: `leaderboard-broken`. */
export function readBoard(files: GuardedFiles, workspace: string): Outcome<LeaderboardIndex | null> {
  if (!files.exists(ENTRIES_FILE)) return success(null)
  const read = readChecked(files, ENTRIES_FILE, leaderboardIndexSchema)
  if (read.ok || read.trouble.code !== 'artefact-unreadable') return read
  return failure(
    'leaderboard-broken',
    `The leaderboard of ${workspace} cannot be read: ${read.trouble.message}`,
    `It is made from the results anew by: assay leaderboard update ${workspace}`,
  )
}

/** One entry a line, so that two boards can be compared by eye. */
export function boardText({ schemaVersion, entries, gone, refused }: LeaderboardIndex): string {
  const lines = (values: readonly unknown[]) =>
    values.length === 0 ? '[]' : `[\n${values.map((value) => JSON.stringify(value)).join(',\n')}\n]`
  return `{"schemaVersion":${schemaVersion},\n"entries":${lines(entries)},\n"gone":${lines(gone)},\n"refused":${lines(refused)}}\n`
}
