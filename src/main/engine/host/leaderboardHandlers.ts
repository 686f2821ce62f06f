import type { Api } from '../../../core/contract/workbench/api.ts'
import type { BoardEntryView, CartLineView } from '../../../core/contract/workbench/leaderboardViews.ts'
import type { Handlers } from '../../../core/contract/workbench/rpc.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import { addToCart, type CartLine, removeFromCart, showCart } from '../leaderboard/cart.ts'
import { findEntry } from '../leaderboard/findEntry.ts'
import type { BoardPorts, JudgingPorts } from '../leaderboard/leaderboardPorts.ts'
import { listDeployments } from '../leaderboard/listDeployments.ts'
import { reviewEntry } from '../leaderboard/reviewEntry.ts'
import { showLeaderboard } from '../leaderboard/showLeaderboard.ts'
import { updateLeaderboard } from '../leaderboard/updateLeaderboard.ts'
import type { ColumnFiles } from '../ports/barFiles.ts'
import type { Ledger } from '../ports/ledger.ts'
import { type BacktestShelf, backtestShelf } from './backtestShelf.ts'
import { entryEquity } from './entryEquity.ts'

/** `judging` opens the ledger of the home; whoever asks closes it. */
export type LeaderboardHandlerPorts = BoardPorts & {
  readonly columns: ColumnFiles
  readonly judging: () => Promise<Outcome<Judging>>
}
type Judging = Omit<JudgingPorts, 'ledger'> & { readonly ledger: Pick<Ledger, 'recorded' | 'close'> }

type LeaderboardNames =
  | 'leaderboard.show'
  | 'leaderboard.entry'
  | 'leaderboard.update'
  | 'leaderboard.review'
  | 'cart.show'
  | 'cart.add'
  | 'cart.remove'
  | 'deployments.list'
export type LeaderboardHandlers = Pick<Handlers<Api, AbortSignal>, LeaderboardNames>

/** Finished results, ranked and judged by the ledger of now; what was said of them, and what was chosen. */
export function leaderboardHandlers(ports: LeaderboardHandlerPorts): LeaderboardHandlers {
  const shelf = backtestShelf(ports.columns)
  const judged = async <T>(work: (judging: JudgingPorts) => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const judging = await ports.judging()
    if (!judging.ok) return judging
    try {
      return await work(judging.value)
    } finally {
      judging.value.ledger.close()
    }
  }
  return {
    'leaderboard.show': ({ workspace, filter, by, order, limit }) =>
      judged(async (judging) => showLeaderboard(judging, { workspace, filter: filter ?? undefined, by, order, limit })),
    'leaderboard.entry': ({ workspace, id }) => entryView(ports, shelf, workspace, id),
    'leaderboard.update': async ({ workspace }, signal) => {
      const done = await updateLeaderboard(ports, workspace, signal)
      if (!done.ok) return done
      const { entries, added, changed, gone, refused, unreadable } = done.value
      return success({
        entries,
        added: added.length,
        changed: changed.length,
        gone: gone.length,
        refused: refused.length,
        unreadable,
      })
    },
    'leaderboard.review': async (wish, signal) => {
      const reviewed = await reviewEntry(ports, wish, signal)
      return reviewed.ok ? success(null) : reviewed
    },
    'cart.show': ({ workspace }) =>
      judged(async (judging) => {
        const shown = showCart(judging, workspace)
        if (!shown.ok) return shown
        return success({ lines: shown.value.lines.map(cartLine), notes: shown.value.notes })
      }),
    'deployments.list': ({ workspace }) => listDeployments(ports, workspace),
    'cart.add': (wish, signal) =>
      judged(async (judging) => {
        const added = await addToCart(judging, wish, signal)
        return added.ok ? success(null) : added
      }),
    'cart.remove': (wish, signal) =>
      judged(async (judging) => {
        const removed = await removeFromCart(judging, wish, signal)
        return removed.ok ? success(null) : removed
      }),
  }
}

function cartLine({ workspace, item, standing, trouble }: CartLine): CartLineView {
  const { entryId, profile } = item
  const gates = standing?.judgement.gates ?? []
  return { workspace, entryId, profile, entry: standing?.entry ?? null, gates, trouble }
}

async function entryView(
  ports: LeaderboardHandlerPorts,
  shelf: BacktestShelf,
  workspace: string,
  id: string,
): Promise<Outcome<BoardEntryView>> {
  const found = findEntry(ports, workspace, id)
  if (!found.ok) return found
  const { board, entry } = found.value
  const lines = board.journal.filter(({ entryId }) => entryId === entry.id)
  const outdated = lines.filter(({ artefactHash }) => artefactHash !== entry.artefactHash).map(({ seq }) => seq)
  return success({ lines, outdated, ...(await entryEquity(shelf, workspace, board.files, entry)) })
}
