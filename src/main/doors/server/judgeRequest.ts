import type { IncomingHttpHeaders } from 'node:http'
import type { Access } from './access.ts'

export type Asked = {
  readonly method?: string | undefined
  readonly url?: string | undefined
  readonly headers: IncomingHttpHeaders
}

export type Refusal = {
  readonly status: number
  readonly text: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Where the page's channel is. */
export const CHANNEL_PATH = '/channel'

/** Null: go on. What every request must fulfil, before anything else is looked at. */
export function refusedAtTheDoor(asked: Asked, hosts: readonly string[]): Refusal | null {
  const { method, headers } = asked
  const wrongHost = refusedHost(asked, hosts)
  if (wrongHost !== null) return wrongHost
  if (method !== 'GET' && method !== 'HEAD')
    return { status: 405, text: 'Only GET is answered here.', headers: { Allow: 'GET, HEAD' } }
  if (headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0')
    return { status: 400, text: 'No request here has a body.' }
  return null
}

export function refusedHost({ headers }: Asked, hosts: readonly string[]): Refusal | null {
  const known = headers.host !== undefined && hosts.includes(headers.host.toLowerCase())
  return known ? null : { status: 403, text: 'This address is not one of this engine.' }
}

/** Null: the channel may be opened. A page proves itself by cookie and Origin; a program of this machine by the token in `Authorization`. */
export function refusedChannel(asked: Asked, hosts: readonly string[], access: Access): Refusal | null {
  const atTheDoor = refusedAtTheDoor(asked, hosts)
  if (atTheDoor !== null) return atTheDoor
  const { headers } = asked
  if (asked.method !== 'GET' || asked.url !== CHANNEL_PATH) return { status: 404, text: 'There is no such channel.' }
  const bearer = bearerOf(headers)
  const { origin } = headers
  if (bearer !== null) {
    if (origin !== undefined) return { status: 403, text: 'A page does not come with a token.' }
    return refusedToken(access, bearer)
  }
  if (origin !== `http://${headers.host}`) return { status: 403, text: 'This page is not one of this engine.' }
  return access.hasCookie(headers.cookie) ? null : NOT_KNOWN
}

export function refusedToken(access: Access, token: string): Refusal | null {
  switch (access.judgeToken(token)) {
    case 'right':
      return null
    case 'wrong':
      return {
        status: 403,
        text: 'This token is not the one of this engine. Open the address that "assay serve" printed.',
      }
    case 'too-many':
      return { status: 429, text: 'Too many wrong tokens. Wait a moment.', headers: { 'Retry-After': '2' } }
  }
}

export const NOT_KNOWN: Refusal = {
  status: 401,
  text: 'This browser is not known to the engine. Open the address with the token that "assay serve" printed.',
}

function bearerOf(headers: IncomingHttpHeaders): string | null {
  const { authorization } = headers
  return authorization?.startsWith('Bearer ') ? authorization.slice('Bearer '.length) : null
}
