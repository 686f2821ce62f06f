/** An entry where it stands. */
export type EntryPlace = { readonly workspace: string; readonly id: string }

/** Which entry is open beside, or which are compared; never both. */
export type BoardAddress = { readonly open: EntryPlace | null; readonly compared: readonly EntryPlace[] }

export const MOST_COMPARED = 4
const COMPARE = 'compare:'

export function entryKey({ workspace, id }: EntryPlace): string {
  return `${workspace}/${id}`
}

/** `kraken/0123456789abcdef`, `compare:kraken/0123456789abcdef+planted/fedcba9876543210-best`; null: the board alone. */
export function boardAddress({ open, compared }: BoardAddress): string | null {
  if (compared.length > 0) return `${COMPARE}${compared.map(entryKey).join('+')}`
  return open === null ? null : entryKey(open)
}

export function readBoardAddress(at: string | null): BoardAddress {
  const text = at ?? ''
  if (!text.startsWith(COMPARE)) return { open: readEntry(text), compared: [] }
  const compared = text
    .slice(COMPARE.length)
    .split('+')
    .flatMap((key) => readEntry(key) ?? [])
  return { open: null, compared: compared.slice(0, MOST_COMPARED) }
}

function readEntry(key: string): EntryPlace | null {
  const found = /^([^/+]+)\/([0-9a-f]{16}(?:-best|-plateau)?)$/.exec(key)
  const [, workspace, id] = found ?? []
  return workspace === undefined || id === undefined ? null : { workspace, id }
}
