import { WHAT_TO_SHOW, type WhatToShow } from '../../../core/contract/download.ts'
import type { JobRequest } from '../../../core/contract/workbench/api.ts'
import type { Settings } from '../../../core/contract/workbench/settings.ts'
import { DAY_MS } from '../../../core/time/durations.ts'

/** What the form holds; dates as `2021-01-31`, empty or null: the engine's own default. */
export type DownloadDraft = {
  readonly from: string
  readonly to: string
  readonly host: string
  readonly port: number
  readonly clientId: number
  readonly politeMs: number
  readonly what: WhatToShow | null
  readonly venue: string
  readonly allHours: boolean
  readonly symbols: readonly string[]
}

export function newDownload({ ibkr }: Settings, symbols: readonly string[]): DownloadDraft {
  return { ...ibkr, from: '', to: '', what: null, venue: '', allHours: false, symbols }
}

export function downloadRequest(draft: DownloadDraft, all: readonly string[]): JobRequest {
  const { from, to, host, port, clientId, politeMs, what, allHours } = draft
  const venue = draft.venue.trim()
  const symbols = all.filter((symbol) => draft.symbols.includes(symbol))
  return {
    kind: 'download',
    host: host.trim(),
    port,
    clientId,
    politeMs,
    ...(from === '' ? {} : { from }),
    ...(to === '' ? {} : { to }),
    ...(what === null ? {} : { what }),
    ...(venue === '' ? {} : { venue }),
    ...(allHours ? { allHours } : {}),
    ...(symbols.length === all.length ? {} : { symbols }),
  }
}

/** Bars of crypto are made of AGGTRADES, those of equities of TRADES. */
export function offeredWhat(assetClasses: readonly string[]): readonly WhatToShow[] {
  const isCrypto = assetClasses.every((one) => one === 'crypto')
  const hasCrypto = assetClasses.includes('crypto')
  return WHAT_TO_SHOW.filter((what) => (what !== 'AGGTRADES' || isCrypto) && (what !== 'TRADES' || !hasCrypto))
}

export type AskedRange =
  | { readonly kind: 'span'; readonly spanMs: number }
  | { readonly kind: 'open' }
  | { readonly kind: 'empty' }

/** What nobody says: six years, up to now. */
const DEFAULT_SPAN_MS = 6 * 365.25 * DAY_MS

/** How long a time is asked for. `open`: from a day on until now, which only the engine knows. */
export function askedRange({ from, to }: Pick<DownloadDraft, 'from' | 'to'>): AskedRange {
  if (from === '') return { kind: 'span', spanMs: DEFAULT_SPAN_MS }
  if (to === '') return { kind: 'open' }
  const spanMs = Date.parse(to) - Date.parse(from)
  return spanMs > 0 ? { kind: 'span', spanMs } : { kind: 'empty' }
}
