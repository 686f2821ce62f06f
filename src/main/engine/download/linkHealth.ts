import type { LinkNews } from '../ports/brokerHistory.ts'

/** What the gateway has said of itself since the session began. Times are of the monotonic clock, milliseconds. */
export type LinkHealth = {
  /** The gateway has lost the broker's servers. */
  readonly upstreamLostMs: number | null
  /** Data farms that are broken, and since when. */
  readonly brokenFarms: ReadonlyMap<string, number>
}

export const HEALTHY: LinkHealth = { upstreamLostMs: null, brokenFarms: new Map() }

export function foldNews(health: LinkHealth, news: LinkNews, nowMs: number): LinkHealth {
  switch (news.kind) {
    case 'upstream-lost':
      return { ...health, upstreamLostMs: health.upstreamLostMs ?? nowMs }
    case 'upstream-back':
      return { ...health, upstreamLostMs: null }
    case 'farm-broken': {
      if (health.brokenFarms.has(news.farm)) return health
      return { ...health, brokenFarms: new Map([...health.brokenFarms, [news.farm, nowMs]]) }
    }
    case 'farm-fine':
      return { ...health, brokenFarms: new Map([...health.brokenFarms].filter(([farm]) => farm !== news.farm)) }
    case 'closed':
      return HEALTHY
    case 'remark':
      return health
  }
}

/** For the heartbeat; null where all is well. */
export function healthText(health: LinkHealth, nowMs: number): string | null {
  const since = (ms: number) => `for ${Math.max(0, Math.round((nowMs - ms) / 1000))} s`
  if (health.upstreamLostMs !== null) return `the gateway lost its connection to IBKR ${since(health.upstreamLostMs)}`
  const farms = [...health.brokenFarms]
  if (farms.length === 0) return null
  return `waiting for farm ${farms.map(([farm, ms]) => `${farm} (${since(ms)})`).join(', ')}`
}
