import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { zipSync } from 'fflate'
import type { Job } from '../../../src/main/engine/jobs/job.ts'
import type { Timer } from '../../../src/main/engine/ports/timer.ts'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

export type TestServer = {
  readonly base: string
  /** By path, without the query; a function answers by itself. */
  readonly pages: Map<string, string | Uint8Array | Answer>
  readonly asked: string[]
  close(): Promise<void>
}

/** An exchange on this machine: it has what a test puts into `pages`, and 404 for the rest. */
export async function openTestServer(): Promise<TestServer> {
  const pages = new Map<string, string | Uint8Array | Answer>()
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const page = pages.get((request.url ?? '').split('?')[0]!)
    if (page === undefined) response.writeHead(404).end('none')
    else if (typeof page === 'function') page(request, response)
    else response.end(page)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    base: `http://127.0.0.1:${address.port}`,
    pages,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** Answers with the given ones in turn, with the last one from then on. */
export function inTurn(...answers: readonly Answer[]): Answer {
  let at = 0
  return (request, response) => answers[Math.min(at++, answers.length - 1)]!(request, response)
}

export function status(code: number, headers: Readonly<Record<string, string>> = {}, text = ''): Answer {
  return (_request, response) => void response.writeHead(code, headers).end(text)
}

export function bytesOf(content: string | Uint8Array): Answer {
  return (_request, response) => void response.end(content)
}

export function zipped(name: string, text: string): Uint8Array {
  return zipSync({ [name]: new TextEncoder().encode(text) })
}

export function checksumLine(bytes: Uint8Array, name: string): string {
  return `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`
}

/** An archive with its checksum, at its place. */
export function putArchive(pages: TestServer['pages'], path: string, text: string): void {
  const name = path.split('/').pop()!
  const bytes = zipped(name.replace('.zip', '.csv'), text)
  pages.set(`/${path}`, bytes)
  pages.set(`/${path}.CHECKSUM`, checksumLine(bytes, name))
}

/** Waits pass at once and are remembered; nothing ever runs out of time. */
export function instantTimer(waits: number[]): Timer {
  return {
    wait: async (ms) => void waits.push(ms),
    after: () => () => {},
  }
}

export function quietJob(): Job {
  return {
    id: 'job',
    signal: new AbortController().signal,
    beat: () => {},
    stage: (_stage, work) => work(),
    note: () => {},
    attachRun: () => {},
    cancelRequested: () => false,
  }
}
