import { protocol } from 'electron'
import { FOR_EVER, pageHeaders } from '../server/headers.ts'
import type { PageFiles } from '../server/pageFiles.ts'

const SCHEME = 'app'
export const PAGE_ORIGIN = `${SCHEME}://assay`

/** Before the app is ready: addresses of this kind are pages with an origin, in a secure context. */
export function announcePages(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** The page's files from a table in memory: no address leads to the disk. */
export function servePages(files: PageFiles): void {
  protocol.handle(SCHEME, ({ method, url }) => answer(method, new URL(url), files))
}

function answer(method: string, { host, pathname }: URL, files: PageFiles): Response {
  // The page's line to the engine is a port, so it has nothing to connect to.
  const headers = pageHeaders("'none'")
  const file = host === 'assay' && method === 'GET' ? files.get(pathname) : undefined
  if (file === undefined) return new Response('There is nothing at this address.', { status: 404, headers })
  return new Response(Buffer.from(file.bytes), {
    headers: { ...headers, 'Content-Type': file.type, 'Cache-Control': file.hashed ? FOR_EVER : 'no-store' },
  })
}
