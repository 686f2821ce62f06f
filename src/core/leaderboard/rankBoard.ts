import type { RiskProfile } from '../contract/leaderboard.ts'
import { type BoardMeasure, DEFLATED_NOW } from './boardMeasures.ts'
import { type BoardRow, type JudgingTerms, profileOf } from './boardRow.ts'
import { deflationNow } from './deflationNow.ts'
import { entryState } from './entryState.ts'
import { type EntryJudgement, judgeEntry } from './judgeEntry.ts'
import { meetsConditions } from './meetsConditions.ts'
import type { LeaderboardFilter } from './parseFilter.ts'

export type Ranking = {
  readonly filter: LeaderboardFilter
  readonly by: BoardMeasure
  /** Null: the better end first. */
  readonly order: 'asc' | 'desc' | null
  readonly limit: number
}

export type RankedRow = BoardRow & {
  readonly rank: number
  readonly profile: RiskProfile
  readonly judgement: EntryJudgement
}

/** `matched` rows met the filter, of which `rows` are the first; `withoutValue` were left out only because a figure that the filter asks for has no value. */
export type RankedBoard = {
  readonly rows: readonly RankedRow[]
  readonly matched: number
  readonly withoutValue: number
  readonly total: number
}

/** Filters and sorts a board. Rows without the value they are ranked by come last; ties stand by workspace and id. */
export function rankBoard(board: readonly BoardRow[], ranking: Ranking, terms: JudgingTerms): RankedBoard {
  const { filter, by } = ranking
  let withoutValue = 0
  const found: BoardRow[] = []
  for (const row of board) {
    const match = meetsConditions(row, filter, (key) => measured(row, key, terms))
    if (match === 'no' || !meetsGate(row, filter, terms)) continue
    if (match === 'yes') found.push(row)
    else withoutValue += 1
  }
  const rows = firstOf(found, by, ranking, terms).map((row, index) => ranked(row, index + 1, filter, terms))
  return { rows, matched: found.length, withoutValue, total: board.length }
}

function measured({ entry }: BoardRow, key: string, terms: JudgingTerms): number | null {
  if (key !== DEFLATED_NOW) return entry.run.values[key] ?? null
  return deflationNow(entry, entry.run, terms.trialsOn(entry.symbols)).probability
}

function meetsGate({ entry }: BoardRow, { gate, profile }: LeaderboardFilter, terms: JudgingTerms): boolean {
  if (gate === null) return true
  return entryState(entry, terms.gates[profileOf(entry, profile)], terms.trialsOn(entry.symbols)) === gate
}

/** The first `limit` rows in order. Only those that can be among them are sorted. */
function firstOf(
  rows: readonly BoardRow[],
  by: BoardMeasure,
  { order, limit }: Ranking,
  terms: JudgingTerms,
): readonly BoardRow[] {
  const ascending = order === null ? by.better === 'low' : order === 'asc'
  const keys = Float64Array.from(rows, (row) => {
    const value = measured(row, by.key, terms)
    return value === null ? Number.POSITIVE_INFINITY : ascending ? value : -value
  })
  const last = limit < rows.length ? keys.toSorted()[limit - 1]! : Number.POSITIVE_INFINITY
  const places = Uint32Array.from(rows, (_, place) => place).filter((place) => keys[place]! <= last)
  places.sort((left, right) => compareKeys(keys[left]!, keys[right]!) || compareNames(rows[left]!, rows[right]!))
  return Array.from(places.subarray(0, limit), (place) => rows[place]!)
}

function compareKeys(left: number, right: number): number {
  return left < right ? -1 : left > right ? 1 : 0
}

function compareNames(left: BoardRow, right: BoardRow): number {
  if (left.workspace !== right.workspace) return left.workspace < right.workspace ? -1 : 1
  return left.entry.id < right.entry.id ? -1 : left.entry.id > right.entry.id ? 1 : 0
}

function ranked(row: BoardRow, rank: number, { profile: wanted }: LeaderboardFilter, terms: JudgingTerms): RankedRow {
  const profile = profileOf(row.entry, wanted)
  const judgement = judgeEntry(row.entry, terms.gates[profile], terms.trialsOn(row.entry.symbols))
  return { ...row, rank, profile, judgement }
}
