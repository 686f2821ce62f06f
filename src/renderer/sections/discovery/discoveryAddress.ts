/** Which discovery is looked at, and which of its hypotheses is open beside, by its id. */
export type DiscoveryAddress = { readonly runId: string | null; readonly hypothesis: string | null }

const NONE: DiscoveryAddress = { runId: null, hypothesis: null }

/** `0123456789abcdef`, `first.BTC|volatility_shock_up|any|long|24`; null: nothing is chosen. Names of runs hold no dot. */
export function discoveryAddress({ runId, hypothesis }: DiscoveryAddress): string | null {
  if (runId === null) return null
  return hypothesis === null ? runId : `${runId}.${hypothesis}`
}

export function readDiscoveryAddress(at: string | null): DiscoveryAddress {
  const found = /^([A-Za-z0-9][A-Za-z0-9_-]{0,63})(?:\.(.{1,300}))?$/.exec(at ?? '')
  return found === null ? NONE : { runId: found[1] ?? null, hypothesis: found[2] ?? null }
}
