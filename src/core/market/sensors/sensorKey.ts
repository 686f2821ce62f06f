const QUOTES = ['USDT', 'USDC', 'BUSD', 'FDUSD', 'USD', 'PERP']

/**
 * The key of a table whose rows are those of `symbol`: the symbol itself, else the one key that is it with a quote currency (`BTCUSDT`, `BTC-USDT`, `BTC/USD`,
 * `BTC-USDT-PERP`). Null where there is none, or more than one. Case does not count. Where a table has no keys, its rows are everybody's: `''`.
 */
export function sensorKey(keys: readonly string[], symbol: string): string | null {
  const different = [...new Set(keys)]
  if (different.length === 0 || (different.length === 1 && different[0] === '')) return ''
  const own = different.filter((key) => key.toUpperCase() === symbol.toUpperCase())
  const meant = own.length > 0 ? own : different.filter((key) => baseOf(key) === symbol.toUpperCase())
  return meant.length === 1 ? meant[0]! : null
}

/** `BTC` of `BTC-USDT`; the key itself where it ends in no quote currency. */
function baseOf(key: string): string {
  let base = key.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
  for (let cut = true; cut; ) {
    const quote = QUOTES.find((one) => base.length > one.length && base.endsWith(one))
    cut = quote !== undefined
    if (quote !== undefined) base = base.slice(0, -quote.length)
  }
  return base
}
