import type { LeaderboardEntry } from '../../../core/contract/leaderboard.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { BoardPorts } from './leaderboardPorts.ts'
import { type LoadedBoard, loadBoards } from './loadBoards.ts'

export type FoundEntry = { readonly board: LoadedBoard; readonly entry: LeaderboardEntry }

/** An entry by its id or the first letters of it, in one workspace or in all. Errors: those of `loadBoards`, `entry-missing`, `entry-ambiguous`, `leak-scan-failed`, `leak-scan-missing`. */
export function findEntry(ports: BoardPorts, workspace: string | null, idStart: string): Outcome<FoundEntry> {
  const loaded = loadBoards(ports, workspace)
  if (!loaded.ok) return loaded
  const all = loaded.value.boards.flatMap((board) => (board.index?.entries ?? []).map((entry) => ({ board, entry })))
  const whole = all.filter(({ entry }) => entry.id === idStart)
  const found = whole.length > 0 ? whole : all.filter(({ entry }) => idStart !== '' && entry.id.startsWith(idStart))
  const [first, second] = found
  const refused = loaded.value.boards
    .flatMap(({ index }) => index?.refused ?? [])
    .find(({ id }) => idStart !== '' && id.startsWith(idStart))
  if (first === undefined && refused !== undefined)
    return failure(refused.code, `${refused.id} may not stand on the leaderboard. ${refused.why}`, refused.advice)
  if (first === undefined)
    return failure(
      'entry-missing',
      `No entry of the leaderboard begins with "${idStart}".`,
      [
        'See the entries with: assay leaderboard show; new results come with: assay leaderboard update',
        ...loaded.value.notes,
      ].join(' '),
    )
  if (second === undefined) return success(first)
  const places = found.slice(0, 5).map(({ board, entry }) => `${entry.id} of ${board.workspace}`)
  return failure(
    'entry-ambiguous',
    `${found.length} entries begin with "${idStart}": ${places.join(', ')}${found.length > 5 ? ', ...' : ''}.`,
    'Write more of the id, or name the workspace with --workspace.',
  )
}
