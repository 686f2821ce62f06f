/** Which stored backtest's suite is looked at, by the first letters of its id; null: the list chooses. */
export type SuiteAddress = { readonly backtestId: string | null }

const STORED = 'stored'

/** `stored`, `stored.0123456789abcdef`. */
export function suiteAddress({ backtestId }: SuiteAddress): string {
  return backtestId === null ? STORED : `${STORED}.${backtestId}`
}

/** Null where the text names no stored backtests. */
export function readSuiteAddress(at: string | null): SuiteAddress | null {
  const found = /^stored(?:\.([0-9a-f]{1,16}))?$/.exec(at ?? '')
  return found === null ? null : { backtestId: found[1] ?? null }
}
