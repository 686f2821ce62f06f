/**
 * What the ledger counts together: two keys (see `symbolsKey`) of which an instrument is the same. Who searched BTC has looked at half of what BTC+ETH is judged on. Spans are not
 * looked at, and a trial that has one instrument in common counts as much as one that has all: both make N larger than it need be, never smaller.
 */
export function sharesInstrument(key: string, other: string): boolean {
  const symbols = other.split('+')
  return key.split('+').some((symbol) => symbols.includes(symbol))
}
