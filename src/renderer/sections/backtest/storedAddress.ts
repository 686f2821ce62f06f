/** Which stored backtest is looked at (the first letters of its id; null: the list chooses), and which of its trades is open. */
export type StoredAddress = { readonly backtestId: string | null; readonly row: number | null }

const STORED = 'stored'

/** `stored`, `stored.0123456789abcdef`, `stored.0123456789abcdef.12`. */
export function storedAddress({ backtestId, row }: StoredAddress): string {
  const words = backtestId === null ? [] : row === null ? [backtestId] : [backtestId, String(row)]
  return [STORED, ...words].join('.')
}

/** Null where the text names no stored backtests. */
export function readStoredAddress(at: string | null): StoredAddress | null {
  const found = /^stored(?:\.([0-9a-f]{1,16})(?:\.(\d{1,8}))?)?$/.exec(at ?? '')
  if (found === null) return null
  return { backtestId: found[1] ?? null, row: found[2] === undefined ? null : Number(found[2]) }
}
