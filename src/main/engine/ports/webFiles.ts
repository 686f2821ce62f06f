export type WebLimits = {
  readonly mostBytes: number
  /** Without a byte. */
  readonly quietMs: number
  /** From asking to the last byte. */
  readonly wholeMs: number
}

export type WebAnswer = {
  readonly kind: 'answer'
  readonly status: number
  readonly bytes: Uint8Array
  /** As the server wrote it: seconds or a date. */
  readonly retryAfter: string | null
  /** What this minute's questions weigh by the server's own count; null where it does not say. */
  readonly usedWeight: number | null
}

/** `cut-off`: fewer bytes came than were announced. `sent-elsewhere`: to another host, or around in circles. */
const WEB_TROUBLES = ['unreachable', 'too-slow', 'too-big', 'cut-off', 'sent-elsewhere'] as const
export type WebTrouble = { readonly kind: (typeof WEB_TROUBLES)[number]; readonly detail: string }

/** Files on the web, asked for one at a time and only where a person wished it. Redirects are followed on the same host only. Throws `Cancelled`. */
export interface WebFiles {
  get(url: string, limits: WebLimits, signal: AbortSignal): Promise<WebAnswer | WebTrouble>
}
