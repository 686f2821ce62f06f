/** A bar of a series as the section Data has it in its address: `BTC-USDT.1546300800000`. */
export type BarAddress = { readonly symbol: string; readonly timeMs: number }

export function barAddress({ symbol, timeMs }: BarAddress): string {
  return `${symbol}.${timeMs}`
}

/** Null where the text is none. */
export function readBarAddress(at: string | null): BarAddress | null {
  const found = /^(.+)\.(-?\d+)$/.exec(at ?? '')
  return found === null ? null : { symbol: found[1]!, timeMs: Number(found[2]) }
}
