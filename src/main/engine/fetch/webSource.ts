import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { Clock } from '../ports/clock.ts'
import type { Digests } from '../ports/digests.ts'
import type { Timer } from '../ports/timer.ts'
import type { WebAnswer, WebFiles } from '../ports/webFiles.ts'
import { checkedArchive } from './checkedArchive.ts'
import type { RestPage } from './fetchParts.ts'
import { type FetchSource, MOST_ARCHIVE_BYTES, MOST_PAGE_BYTES } from './fetchSource.ts'
import { pauseBefore, retryWaitMs, WEIGHT_WAIT_MS } from './webManners.ts'

export type WebAddresses = { readonly archives: string; readonly rest: string }

export type WebSourcePorts = {
  readonly web: WebFiles
  readonly digests: Digests
  readonly clock: Clock
  readonly timer: Timer
}

/** How a wait is told, and how it is ended early. */
export type WebWatch = { readonly signal: AbortSignal; readonly waiting: (why: string) => void }

const MOST_TRIES = 6
/** A damaged file is asked for twice more: then it is damaged where it lies. */
const MOST_CHECKSUM_TRIES = 3
const QUIET_MS = 30_000
const WHOLE_MS = 10 * 60_000

/** The exchange's archives and its interface, or a server that is laid out as they are. */
export function webSource(ports: WebSourcePorts, addresses: WebAddresses, watch: WebWatch): FetchSource {
  const counts = { requests: 0, retries: 0, bytes: 0 }

  /** Null for 404. Errors: `source-unreachable`, `source-busy`, `source-refused`, `source-elsewhere`, `answer-too-big`. */
  async function ask(url: string, mostBytes: number): Promise<Outcome<WebAnswer | null>> {
    for (let tries = 1; ; tries++) {
      counts.requests++
      const answer = await ports.web.get(url, { mostBytes, quietMs: QUIET_MS, wholeMs: WHOLE_MS }, watch.signal)
      if (answer.kind === 'too-big') return tooBig(url, mostBytes)
      if (answer.kind === 'sent-elsewhere') return elsewhere(url, answer.detail)
      if (answer.kind === 'answer') {
        if (answer.status === 200) {
          counts.bytes += answer.bytes.length
          return success(answer)
        }
        if (answer.status === 404) return success(null)
      }
      const waitMs = retryWaitMs(answer, tries, ports.clock.nowMs())
      if (waitMs === null && answer.kind === 'answer') return refused(url, answer)
      const why = answer.kind === 'answer' ? `status ${answer.status}` : `${answer.kind}, ${answer.detail}`
      if (waitMs === null || tries >= MOST_TRIES) return gaveUp(url, why)
      counts.retries++
      watch.waiting(`${why}; trying again in ${Math.ceil(waitMs / 1000)} s`)
      await ports.timer.wait(waitMs, watch.signal)
    }
  }

  async function archive(path: string) {
    const url = `${addresses.archives}/${path}`
    for (let tries = 1; ; tries++) {
      const zip = await ask(url, MOST_ARCHIVE_BYTES)
      if (!zip.ok) return zip
      if (zip.value === null) return success(null)
      const checksum = await ask(`${url}.CHECKSUM`, 10_000)
      if (!checksum.ok) return checksum
      const text = checksum.value === null ? null : new TextDecoder().decode(checksum.value.bytes)
      const checked = checkedArchive(ports.digests, path, zip.value.bytes, text)
      if (checked.ok || checked.trouble.code !== 'checksum-wrong' || tries >= MOST_CHECKSUM_TRIES) return checked
      counts.retries++
      watch.waiting('the checksum is wrong; fetching the file again')
    }
  }

  async function page({ path, query }: RestPage): Promise<Outcome<readonly unknown[] | null>> {
    await ports.timer.wait(pauseBefore(path), watch.signal)
    const answer = await ask(`${addresses.rest}/${path}?${new URLSearchParams(query)}`, MOST_PAGE_BYTES)
    if (!answer.ok || answer.value === null) return answer.ok ? success(null) : answer
    if (pauseBefore(path, answer.value.usedWeight) === WEIGHT_WAIT_MS) {
      watch.waiting('the source counts many questions this minute; waiting for the next one')
      await ports.timer.wait(WEIGHT_WAIT_MS, watch.signal)
    }
    return listIn(path, new TextDecoder().decode(answer.value.bytes))
  }

  return { name: new URL(addresses.archives).host, counts, archive, page }
}

/** Error: `answer-unreadable`. */
function listIn(path: string, text: string): Outcome<readonly unknown[]> {
  try {
    const parsed: unknown = JSON.parse(text)
    if (Array.isArray(parsed)) return success(parsed)
  } catch {
    // said below
  }
  return failure(
    'answer-unreadable',
    `${path} answered with something else than a list: ${JSON.stringify(text.slice(0, 80))}.`,
    'A proxy or a login page may stand between; open the address in a browser.',
  )
}

function tooBig(url: string, mostBytes: number): Outcome<never> {
  return failure(
    'answer-too-big',
    `The answer of ${url} is larger than ${mostBytes} bytes.`,
    'No file of this kind is so large: look at the source before you trust it.',
  )
}

function elsewhere(url: string, detail: string): Outcome<never> {
  return failure(
    'source-elsewhere',
    `${url} sends on ${detail}, which is not followed.`,
    'Give the address where the files really are with --from.',
  )
}

function refused(url: string, { status, bytes, retryAfter }: WebAnswer): Outcome<never> {
  if (status === 418 || status === 429)
    return failure(
      'source-busy',
      `${url} asks to be left alone for long (Retry-After: ${retryAfter}).`,
      'Run the same command again after that: what came is kept.',
    )
  const why = status === 451 || status === 403 ? ' It may not serve your country or network.' : ''
  const words = new TextDecoder().decode(bytes.subarray(0, 120)).replaceAll(/\s+/g, ' ').trim()
  return failure(
    'source-refused',
    `${url} was refused with status ${status}${words === '' ? '' : ` (${words})`}.${why}`,
    'Check the symbol and the period; another source can be given with --from.',
  )
}

function gaveUp(url: string, why: string): Outcome<never> {
  return failure(
    /^status (418|429)/.test(why) ? 'source-busy' : 'source-unreachable',
    `${url} could not be fetched in ${MOST_TRIES} tries (${why}).`,
    'Run the same command again later: what came is kept.',
  )
}
