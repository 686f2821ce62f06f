import { RISK_PROFILES, type RiskProfile } from '../../../core/contract/leaderboard.ts'
import { type CartItem, cartItems } from '../../../core/leaderboard/foldJournal.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { findEntry } from './findEntry.ts'
import { appendJournal, readJournal } from './journal.ts'
import type { BoardPorts, JudgingPorts } from './leaderboardPorts.ts'
import { type LoadedBoard, loadBoards } from './loadBoards.ts'
import { checkChoosable, type Standing, standingOf } from './standing.ts'
import { withBoardLock } from './withBoardLock.ts'

export type CartWish = {
  readonly workspace: string | null
  readonly id: string
  readonly profile: RiskProfile | null
}
export type CartChange = {
  readonly workspace: string
  readonly id: string
  readonly profile: string
  readonly changed: boolean
}

/** Puts an entry into the selection cart. Errors: those of `findEntry` and `checkChoosable`, of the ledger, `leaderboard-busy`, `journal-broken`. */
export async function addToCart(
  ports: JudgingPorts,
  { workspace, id, profile: wanted }: CartWish,
  signal: AbortSignal,
): Promise<Outcome<CartChange>> {
  const found = findEntry(ports, workspace, id)
  if (!found.ok) return found
  const { board, entry } = found.value
  const standing = standingOf(ports, found.value, wanted)
  if (!standing.ok) return standing
  const choosable = checkChoosable(standing.value)
  if (!choosable.ok) return choosable
  const { profile } = standing.value
  return withBoardLock(ports, board.files, `assay cart add ${entry.id}`, signal, () => {
    const journal = readJournal(board.files, ports.hash)
    if (!journal.ok) return journal
    const done = (changed: boolean): CartChange => ({ workspace: board.workspace, id: entry.id, profile, changed })
    const there = cartItems(journal.value).find(({ entryId }) => entryId === entry.id)
    if (there?.artefactHash === entry.artefactHash && there.profile === profile) return success(done(false))
    const { artefactHash } = entry
    const line = { kind: 'cart', change: 'add', atMs: ports.clock.nowMs(), entryId: entry.id, artefactHash } as const
    const written = appendJournal(board.files, ports.hash, journal.value, { ...line, profile })
    return written.ok ? success(done(true)) : written
  })
}

/** Takes an entry out of the cart, also one that is gone from the board. Errors: `not-in-cart`, those of `loadBoards`, `leaderboard-busy`. */
export async function removeFromCart(
  ports: BoardPorts,
  { workspace, id }: Omit<CartWish, 'profile'>,
  signal: AbortSignal,
): Promise<Outcome<CartChange>> {
  const loaded = loadBoards(ports, workspace)
  if (!loaded.ok) return loaded
  const found = loaded.value.boards.flatMap((board) =>
    cartItems(board.journal)
      .filter(({ entryId }) => id !== '' && entryId.startsWith(id))
      .map((item) => ({ board, item })),
  )
  const [first, second] = found
  if (first === undefined || second !== undefined)
    return failure(
      'not-in-cart',
      first === undefined
        ? `The cart holds no entry ${id}.`
        : `${found.length} entries of the cart begin with "${id}".`,
      'See what it holds with: assay cart show',
    )
  const { board, item } = first
  return withBoardLock(ports, board.files, `assay cart remove ${item.entryId}`, signal, () => {
    const journal = readJournal(board.files, ports.hash)
    if (!journal.ok) return journal
    const done = (changed: boolean): CartChange => ({
      workspace: board.workspace,
      id: item.entryId,
      profile: item.profile,
      changed,
    })
    if (!cartItems(journal.value).some(({ entryId }) => entryId === item.entryId)) return success(done(false))
    const line = { kind: 'cart', change: 'remove', atMs: ports.clock.nowMs(), ...item } as const
    const written = appendJournal(board.files, ports.hash, journal.value, line)
    return written.ok ? success(done(true)) : written
  })
}

/** `trouble` null: it could be locked as far as review and gates go. */
export type CartLine = {
  readonly workspace: string
  readonly item: CartItem
  readonly standing: Standing | null
  readonly trouble: string | null
}
export type CartView = { readonly lines: readonly CartLine[]; readonly notes: readonly string[] }

/** What lies in the cart, and whether each still meets what it was chosen for: trials since then may have undone it. */
export function showCart(ports: JudgingPorts, workspace: string | null): Outcome<CartView> {
  const loaded = loadBoards(ports, workspace)
  if (!loaded.ok) return loaded
  const lines: CartLine[] = []
  for (const board of loaded.value.boards)
    for (const item of cartItems(board.journal)) {
      const line = cartLine(ports, board, item)
      if (!line.ok) return line
      lines.push(line.value)
    }
  return success({ lines, notes: loaded.value.notes })
}

function cartLine(ports: JudgingPorts, board: LoadedBoard, item: CartItem): Outcome<CartLine> {
  const { workspace } = board
  const entry = board.index?.entries.find(({ id }) => id === item.entryId)
  if (entry === undefined)
    return success({ workspace, item, standing: null, trouble: 'It is gone from the leaderboard.' })
  const standing = standingOf(ports, { board, entry }, riskProfileNamed(item.profile))
  if (!standing.ok) return standing
  const choosable = checkChoosable(standing.value)
  const changed = entry.artefactHash === item.artefactHash ? null : 'Its files are others than when it was chosen.'
  return success({
    workspace,
    item,
    standing: standing.value,
    trouble: changed ?? (choosable.ok ? null : choosable.trouble.message),
  })
}

export function riskProfileNamed(name: string): RiskProfile | null {
  return RISK_PROFILES.find((profile) => profile.toLowerCase() === name.toLowerCase()) ?? null
}
