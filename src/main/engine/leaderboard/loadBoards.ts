import type { JournalLine, LeaderboardIndex } from '../../../core/contract/leaderboard.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { openWorkspace } from '../queries/openWorkspace.ts'
import { readBoard } from './boardFile.ts'
import { readJournal } from './journal.ts'
import type { BoardPorts } from './leaderboardPorts.ts'

/** `index` null: the board was never made. */
export type LoadedBoard = {
  readonly workspace: string
  readonly files: GuardedFiles
  readonly index: LeaderboardIndex | null
  readonly journal: readonly JournalLine[]
}

/** `notes`: workspaces whose board cannot be read, and why. */
export type LoadedBoards = { readonly boards: readonly LoadedBoard[]; readonly notes: readonly string[] }

type Ports = Pick<BoardPorts, 'home' | 'manifests' | 'hash'>

/** The board of a workspace. Errors: those of `openWorkspace`, `leaderboard-broken`, `journal-broken`. */
export function loadBoard({ home, manifests, hash }: Ports, workspace: string): Outcome<LoadedBoard> {
  const opened = openWorkspace({ home, manifests }, workspace)
  if (!opened.ok) return opened
  const { files } = opened.value
  const index = readBoard(files, workspace)
  if (!index.ok) return index
  const journal = readJournal(files, hash)
  return journal.ok ? success({ workspace, files, index: index.value, journal: journal.value }) : journal
}

/** The board of one workspace, or of all of the home: then one that cannot be read hides no other. */
export function loadBoards(ports: Ports, workspace: string | null): Outcome<LoadedBoards> {
  if (workspace !== null) {
    const board = loadBoard(ports, workspace)
    return board.ok ? success({ boards: [board.value], notes: [] }) : board
  }
  const boards: LoadedBoard[] = []
  const notes: string[] = []
  for (const name of ports.home.workspaceNames()) {
    const board = loadBoard(ports, name)
    if (board.ok) boards.push(board.value)
    else notes.push(`${name} is left out: ${board.trouble.message} ${board.trouble.hint}`)
  }
  return success({ boards, notes })
}
