import type { Access } from './access.ts'
import { FOR_EVER, pageHeaders, SAFE_HEADERS } from './headers.ts'
import { type Asked, NOT_KNOWN, type Refusal, refusedAtTheDoor, refusedToken } from './judgeRequest.ts'
import type { PageFiles } from './pageFiles.ts'

export type Reply = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Uint8Array
}

/** First the door, then the token or the cookie, then a table in memory. */
export function answerRequest(asked: Asked, hosts: readonly string[], access: Access, files: PageFiles): Reply {
  const refusal = refusedAtTheDoor(asked, hosts)
  if (refusal !== null) return refused(refusal, { Connection: 'close' })
  const url = asked.url ?? ''
  const mark = url.indexOf('?')
  const path = mark < 0 ? url : url.slice(0, mark)
  const token = path === '/' && mark >= 0 ? new URLSearchParams(url.slice(mark + 1)).get('token') : null
  if (token !== null) return admitted(access, token)
  if (!access.hasCookie(asked.headers.cookie)) return refused(NOT_KNOWN)
  const file = files.get(path)
  if (file === undefined) return refused({ status: 404, text: 'There is nothing at this address.' })
  const headers = {
    ...pageHeaders(`'self' ws://${asked.headers.host ?? ''}`),
    'Content-Type': file.type,
    'Cache-Control': file.hashed ? FOR_EVER : 'no-store',
  }
  return { status: 200, headers, bytes: file.bytes }
}

/** The token leaves the address bar and the history at once. */
function admitted(access: Access, token: string): Reply {
  const refusal = refusedToken(access, token)
  if (refusal !== null) return refused(refusal)
  return {
    status: 302,
    headers: { ...SAFE_HEADERS, 'Set-Cookie': access.cookie(), Location: '/' },
    bytes: new Uint8Array(),
  }
}

export function refused({ status, text, headers }: Refusal, more: Readonly<Record<string, string>> = {}): Reply {
  return {
    status,
    headers: { ...SAFE_HEADERS, ...headers, ...more, 'Content-Type': 'text/plain; charset=utf-8' },
    bytes: new TextEncoder().encode(`${text}\n`),
  }
}
