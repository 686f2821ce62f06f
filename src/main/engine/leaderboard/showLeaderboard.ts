import type { GoneEntry, RefusedEntry } from '../../../core/contract/leaderboard.ts'
import { MEASURE_NAMES, measureNamed, SHORT_MEASURES } from '../../../core/leaderboard/boardMeasures.ts'
import { NO_FILTER, parseFilter } from '../../../core/leaderboard/parseFilter.ts'
import { type RankedBoard, type Ranking, rankBoard } from '../../../core/leaderboard/rankBoard.ts'
import { nearestName } from '../../../core/outcome/nearestName.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { notOnBoard } from './collectEntries.ts'
import { boardRows, judgingTerms } from './judgingTerms.ts'
import type { JudgingPorts } from './leaderboardPorts.ts'
import { type LoadedBoard, loadBoards } from './loadBoards.ts'

export type BoardWish = {
  /** Null: all workspaces of the home. */
  readonly workspace: string | null
  readonly filter: string | undefined
  readonly by: string
  readonly order: Ranking['order']
  readonly limit: number
}

/** `by`: the figure that ranks. `notes` say where the board is not up to date, or not whole. */
export type BoardView = RankedBoard & {
  readonly by: string
  readonly filter: string | null
  readonly gone: readonly (GoneEntry & { readonly workspace: string })[]
  readonly refused: readonly (RefusedEntry & { readonly workspace: string })[]
  readonly notes: readonly string[]
}

/**
 * The finished results that meet a filter, ranked, each with the gates of its profile by the ledger of now.
 * Errors: those of `parseFilter`, `rank-unknown`, those of `loadBoards` and of the ledger, `gates-invalid`.
 */
export function showLeaderboard(ports: JudgingPorts, wish: BoardWish): Outcome<BoardView> {
  const filter = wish.filter === undefined ? success(NO_FILTER) : parseFilter(wish.filter)
  if (!filter.ok) return filter
  const by = measureNamed(wish.by)
  if (by === null) return unknownRank(wish.by)
  const loaded = loadBoards(ports, wish.workspace)
  if (!loaded.ok) return loaded
  const { boards, notes } = loaded.value
  const rows = boardRows(boards)
  const terms = judgingTerms(ports, rows)
  if (!terms.ok) return terms
  const { order, limit } = wish
  return success({
    ...rankBoard(rows, { filter: filter.value, by, order, limit }, terms.value),
    by: by.name,
    filter: wish.filter ?? null,
    gone: boards.flatMap(({ workspace, index }) => (index?.gone ?? []).map((entry) => ({ ...entry, workspace }))),
    refused: boards.flatMap(({ workspace, index }) => (index?.refused ?? []).map((entry) => ({ ...entry, workspace }))),
    notes: [...notes, ...boards.flatMap(ageNotes)],
  })
}

function unknownRank(name: string): Outcome<never> {
  const known = [...SHORT_MEASURES, ...MEASURE_NAMES]
  const near = nearestName(name, known)
  const list = `Known are ${known.join(', ')}.`
  return failure(
    'rank-unknown',
    `There is no figure "${name}" to rank by.`,
    near === null ? list : `Did you mean ${near}? ${list}`,
  )
}

function ageNotes({ workspace, files, index }: LoadedBoard): readonly string[] {
  const { missing, gone } = notOnBoard(files, [...(index?.entries ?? []), ...(index?.refused ?? [])])
  const update = `Run: assay leaderboard update ${workspace}`
  return [
    ...(missing > 0 ? [`${missing} finished results of ${workspace} do not stand on the board yet. ${update}`] : []),
    ...(gone > 0 ? [`${gone} results of ${workspace} stand on the board and are there no more. ${update}`] : []),
  ]
}
