/** Under what name the ledger counts trials on these instruments; roles swapped is still the same data. */
export function symbolsKey(symbols: readonly string[]): string {
  return [...new Set(symbols)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).join('+')
}
