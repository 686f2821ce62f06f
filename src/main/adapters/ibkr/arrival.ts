import type { LinkTrouble } from '../../engine/ports/brokerHistory.ts'

/** How far a gateway has come on the way to a session. */
export type Arrival = 'dialling' | 'tcp' | 'heard' | 'version' | 'settling' | 'here' | 'failed'

type Why = readonly [LinkTrouble, string]

/** Why there is no session when the socket closed on the way. */
export function closedWhile(arrival: Arrival, error: NodeJS.ErrnoException | null): Why {
  const because = reasonOf(error)
  // A connection that is reset at once may fail before it is told as open.
  if (arrival === 'dialling' && error?.code !== 'ECONNRESET')
    return ['ibkr-nobody-listening', `nobody can be reached there${because}.`]
  if (arrival === 'dialling' || arrival === 'tcp')
    return ['ibkr-api-disabled', `the connection was taken and closed at once${because}.`]
  if (arrival === 'heard') return ['ibkr-not-tws', `what answers there is no TWS or Gateway${because}.`]
  return ['ibkr-not-ready', `the gateway closed the session before it began${because}.`]
}

/** Why there is no session when the deadline came first. */
export function silentWhile(arrival: Arrival, seconds: number): Why {
  if (arrival === 'dialling') return ['ibkr-nobody-listening', `no connection within ${seconds} s.`]
  if (arrival === 'tcp') return ['ibkr-not-tws', `the connection was taken, and no word came within ${seconds} s.`]
  if (arrival === 'heard') return ['ibkr-not-tws', `what answers there named no version within ${seconds} s.`]
  return ['ibkr-not-ready', `the gateway agreed on a version, and the session did not begin within ${seconds} s.`]
}

/** What came is not the protocol. */
export function unreadableWhile(arrival: Arrival, what: string): Why {
  return [arrival === 'version' || arrival === 'settling' ? 'ibkr-not-ready' : 'ibkr-not-tws', `${what}.`]
}

/** Below this the gateway cuts fractional volumes to whole numbers. */
const OLDEST_VERSION = 163

/** Null: a version to work with. */
export function versionTrouble(version: number): Why | null {
  if (!Number.isSafeInteger(version)) return ['ibkr-not-tws', 'what answers there names no version.']
  if (version >= OLDEST_VERSION) return null
  return ['ibkr-version-too-old', `the gateway speaks server version ${version}; ${OLDEST_VERSION} or later is needed.`]
}

/** The library refused the version by itself; its text names it. */
export function refusedVersion(text: string): Why {
  const version = Number.parseInt(/\d+/.exec(text)?.[0] ?? '', 10)
  return versionTrouble(version) ?? ['ibkr-not-tws', `what answers there names the version ${version}, never offered.`]
}

const LINK_SENTENCES: Partial<Record<LinkTrouble, string>> = {
  'ibkr-client-id-in-use': 'another program is connected with this client id.',
  'ibkr-port-moved': 'the gateway moved to another port.',
}

export function linkSentence(trouble: LinkTrouble): string {
  return LINK_SENTENCES[trouble] ?? 'the gateway refused the connection.'
}

/** In brackets, for the end of a sentence. A host with several addresses fails with a code and no text. */
export function reasonOf(error: NodeJS.ErrnoException | null): string {
  if (error === null) return ''
  return ` (${error.message === '' ? (error.code ?? error.name) : error.message})`
}
