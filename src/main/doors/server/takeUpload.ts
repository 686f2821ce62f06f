import type { IncomingMessage } from 'node:http'
import { UPLOAD_NAME_HEADER, UPLOAD_PATH } from '../../../core/contract/workbench/uploads.ts'
import type { Failure, Outcome } from '../../../core/outcome/outcome.ts'
import type { Upload, Uploads } from '../../engine/ports/uploads.ts'
import type { Access } from './access.ts'
import { type Reply, refused } from './answerRequest.ts'
import { SAFE_HEADERS } from './headers.ts'
import { type Asked, NOT_KNOWN, type Refusal, refusedHost } from './judgeRequest.ts'

const MOST_AT_ONCE = 4
/** A page that sends nothing for so long is gone. */
const SILENCE_MS = 30_000
const STATUS: Readonly<Record<string, number>> = { 'upload-too-large': 413, 'disk-full': 507, 'upload-cut': 400 }

export type UploadDoor = {
  isFor(asked: Asked): boolean
  /** Null: the page is gone, and nothing is left of its file. */
  take(request: IncomingMessage, hosts: readonly string[]): Promise<Reply | null>
}

/** Takes files of pages: whoever may open the channel may hand one over, and nobody else. */
export function openUploads(uploads: Uploads, access: Access, silenceMs = SILENCE_MS): UploadDoor {
  let open = 0
  return {
    isFor: ({ method, url }) => method === 'PUT' && url === UPLOAD_PATH,
    take: async (request, hosts) => {
      const refusal = refusedUpload(request, hosts, access) ?? (open >= MOST_AT_ONCE ? BUSY : null)
      if (refusal !== null) return refused(refusal, { Connection: 'close' })
      open++
      request.on('timeout', () => request.destroy())
      try {
        return await receive(request, uploads, silenceMs)
      } finally {
        request.setTimeout(0)
        open--
      }
    },
  }
}

function refusedUpload(asked: Asked, hosts: readonly string[], access: Access): Refusal | null {
  const wrongHost = refusedHost(asked, hosts)
  if (wrongHost !== null) return wrongHost
  const { headers } = asked
  if (headers.origin !== `http://${headers.host}`) return { status: 403, text: 'This page is not one of this engine.' }
  if (!access.hasCookie(headers.cookie)) return NOT_KNOWN
  if (headers['transfer-encoding'] !== undefined || !/^\d{1,15}$/.test(headers['content-length'] ?? ''))
    return { status: 411, text: 'The length of the file must be told.' }
  return nameOf(asked) === null ? { status: 400, text: 'The file has no name.' } : null
}

const BUSY: Refusal = { status: 503, text: 'Too many files are being handed over.', headers: { 'Retry-After': '5' } }

function nameOf({ headers }: Asked): string | null {
  const given = headers[UPLOAD_NAME_HEADER]
  try {
    return typeof given === 'string' && given !== '' ? decodeURIComponent(given) : null
  } catch {
    return null
  }
}

async function receive(request: IncomingMessage, uploads: Uploads, silenceMs: number): Promise<Reply | null> {
  const begun = await uploads.begin(nameOf(request) ?? '', Number(request.headers['content-length']))
  if (!begun.ok) return answer(begun)
  try {
    return answer(await copy(request, begun.value, silenceMs))
  } catch (error) {
    await begun.value.abandon()
    if (request.destroyed) return null
    throw error
  }
}

/**
 * Where writing fails the rest is read all the same: a page hears an answer only when it has said everything. Only its own silence counts, and
 * never the time that the disk takes.
 */
async function copy(request: IncomingMessage, upload: Upload, silenceMs: number): Promise<Outcome<string>> {
  let trouble: Failure | null = null
  request.setTimeout(silenceMs)
  for await (const chunk of request) {
    if (trouble !== null || !Buffer.isBuffer(chunk)) continue
    request.setTimeout(0)
    const written = await upload.write(chunk)
    request.setTimeout(silenceMs)
    if (written.ok) continue
    trouble = written
    await upload.abandon()
  }
  request.setTimeout(0)
  return trouble ?? upload.finish()
}

function answer(outcome: Outcome<string>): Reply {
  const status = outcome.ok ? 201 : (STATUS[outcome.trouble.code] ?? 500)
  return {
    status,
    headers: { ...SAFE_HEADERS, 'Content-Type': 'application/json; charset=utf-8' },
    bytes: new TextEncoder().encode(JSON.stringify(outcome)),
  }
}
