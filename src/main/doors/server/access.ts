import type { Clock } from '../../engine/ports/clock.ts'
import { newSecret, sameSecret } from './secrets.ts'

/** Wrong tokens that are compared at once; then one more every `REFILL_MS`. */
const BURST = 10
const REFILL_MS = 1_000

export type TokenAnswer = 'right' | 'wrong' | 'too-many'

/** Who may ask. The token stands in the address once and lasts as long as the engine; from then on the cookie says it. */
export type Access = {
  readonly token: string
  /** A token that is right once: for the command line of a browser, which every user of the machine can see. */
  ticket(): string
  judgeToken(given: string): TokenAnswer
  /** For `Set-Cookie`. */
  cookie(): string
  hasCookie(cookieHeader: string | undefined): boolean
}

/** Browsers share cookies between the ports of a host, so each engine's has a name of its own. `session` is the secret in it. */
export function createAccess(clock: Clock, port: () => number, session: () => string): Access {
  const token = newSecret()
  const tickets = new Set<string>()
  let left = BURST
  let filledMs = clock.monotonicMs()
  const name = () => `assay_${port()}`

  function judgeToken(given: string): TokenAnswer {
    const nowMs = clock.monotonicMs()
    const refilled = Math.floor((nowMs - filledMs) / REFILL_MS)
    left = Math.min(BURST, left + refilled)
    filledMs += refilled * REFILL_MS
    if (left < 1) return 'too-many'
    if (sameSecret(given, token) || isTicket(given)) return 'right'
    left--
    return 'wrong'
  }

  function isTicket(given: string): boolean {
    for (const ticket of tickets) if (sameSecret(given, ticket)) return tickets.delete(ticket)
    return false
  }

  return {
    token,
    ticket: () => {
      const ticket = newSecret()
      tickets.add(ticket)
      return ticket
    },
    judgeToken,
    cookie: () => `${name()}=${session()}; Path=/; HttpOnly; SameSite=Strict`,
    hasCookie: (header) => {
      const values = (header ?? '').split(';').map((part) => part.trim().split('='))
      return values.some(([key, value]) => key === name() && sameSecret(value ?? '', session()))
    },
  }
}
