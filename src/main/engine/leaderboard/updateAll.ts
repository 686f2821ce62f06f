import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { BoardPorts } from './leaderboardPorts.ts'
import { type BoardUpdate, updateLeaderboard } from './updateLeaderboard.ts'

/** `notes`: workspaces whose board could not be updated, and why. */
export type BoardUpdates = { readonly updates: readonly BoardUpdate[]; readonly notes: readonly string[] }

/** The boards of a workspace, or of all of the home: then one in trouble holds up no other. Errors: those of `updateLeaderboard`, for one workspace. */
export async function updateAll(
  ports: BoardPorts,
  workspace: string | null,
  signal: AbortSignal,
): Promise<Outcome<BoardUpdates>> {
  if (workspace !== null) {
    const update = await updateLeaderboard(ports, workspace, signal)
    return update.ok ? success({ updates: [update.value], notes: [] }) : update
  }
  const updates: BoardUpdate[] = []
  const notes: string[] = []
  for (const name of ports.home.workspaceNames()) {
    const update = await updateLeaderboard(ports, name, signal)
    if (update.ok) updates.push(update.value)
    else notes.push(`${name} was not updated: ${update.trouble.message} ${update.trouble.hint}`)
  }
  return success({ updates, notes })
}
