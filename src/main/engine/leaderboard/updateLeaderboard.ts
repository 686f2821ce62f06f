import type { GoneEntry, LeaderboardEntry, LeaderboardIndex, RefusedEntry } from '../../../core/contract/leaderboard.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { openWorkspace } from '../queries/openWorkspace.ts'
import { boardText, readBoard } from './boardFile.ts'
import { type Collected, collectEntries, type Unreadable } from './collectEntries.ts'
import { ENTRIES_FILE } from './leaderboardLayout.ts'
import type { BoardPorts } from './leaderboardPorts.ts'
import { withBoardLock } from './withBoardLock.ts'

/** What an update changed; all empty where nothing did. `rebuilt`: the board before could not be read, so its list of what is gone is lost. */
export type BoardUpdate = {
  readonly workspace: string
  readonly entries: number
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly gone: readonly GoneEntry[]
  /** All that may not stand on the board. */
  readonly refused: readonly RefusedEntry[]
  readonly unreadable: readonly Unreadable[]
  readonly rebuilt: boolean
}

/**
 * Makes the board of a workspace anew from its finished results. The same results give the same bytes; one that is no longer there leaves the board with a note. Errors: those of
 * `openWorkspace`, `leaderboard-busy`, `not-writable`, `disk-full`.
 */
export function updateLeaderboard(
  ports: BoardPorts,
  workspace: string,
  signal: AbortSignal,
): Promise<Outcome<BoardUpdate>> {
  const opened = openWorkspace(ports, workspace)
  if (!opened.ok) return Promise.resolve(opened)
  const { files } = opened.value
  return withBoardLock(ports, files, `assay leaderboard update ${workspace}`, signal, () =>
    update(ports, files, workspace),
  )
}

function update({ hash }: BoardPorts, files: GuardedFiles, workspace: string): Outcome<BoardUpdate> {
  const before = readBoard(files, workspace)
  if (!before.ok && before.trouble.code !== 'leaderboard-broken') return before
  const old = before.ok ? before.value : null
  const found = collectEntries(files, hash)
  const gone = stillGone(old, found)
  const text = boardText({
    schemaVersion: 1,
    entries: [...found.entries],
    gone: [...gone],
    refused: [...found.refused],
  })
  const isSame = before.ok && old !== null && boardText(old) === text
  const written = isSame ? success(undefined) : files.writeText(ENTRIES_FILE, text)
  if (!written.ok) return written
  const hashes = new Map(old?.entries.map(({ id, artefactHash }) => [id, artefactHash]))
  const wasGone = new Set(old?.gone.map(({ id }) => id))
  return success({
    workspace,
    entries: found.entries.length,
    added: found.entries.filter(({ id }) => !hashes.has(id)).map(({ id }) => id),
    changed: found.entries.filter((entry) => isChanged(entry, hashes)).map(({ id }) => id),
    gone: gone.filter(({ id }) => !wasGone.has(id)),
    refused: found.refused,
    unreadable: found.unreadable,
    rebuilt: !before.ok,
  })
}

function isChanged({ id, artefactHash }: LeaderboardEntry, hashes: ReadonlyMap<string, string>): boolean {
  const before = hashes.get(id)
  return before !== undefined && before !== artefactHash
}

/** By id: what was gone and has not come back, and what has left since. */
function stillGone(old: LeaderboardIndex | null, { entries, refused, unreadable }: Collected): readonly GoneEntry[] {
  const there = new Set([...entries, ...refused].map(({ id }) => id))
  const reasons = new Map(unreadable.map(({ artefact, why }) => [artefact, why]))
  const left = (old?.entries ?? []).map(({ id, kind, subject, artefact }) => ({
    id,
    kind,
    subject,
    why: reasons.get(artefact) ?? `The folder ${artefact} is there no more, or is not finished.`,
  }))
  return [...(old?.gone ?? []), ...left]
    .filter(({ id }) => !there.has(id))
    .sort((first, second) => (first.id < second.id ? -1 : first.id > second.id ? 1 : 0))
}
