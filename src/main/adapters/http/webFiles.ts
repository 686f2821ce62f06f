import { Cancelled } from '../../../core/job/cancelled.ts'
import type { Timer } from '../../engine/ports/timer.ts'
import type { WebAnswer, WebFiles, WebLimits, WebTrouble } from '../../engine/ports/webFiles.ts'

const MOST_REDIRECTS = 3

/** Node's own fetch behind limits of size and time. */
export function createWebFiles(timer: Timer): WebFiles {
  return {
    async get(url, limits, signal) {
      const watch = new Watch(timer, limits, signal)
      try {
        return await follow(url, limits, watch)
      } catch (error) {
        if (signal.aborted) throw new Cancelled()
        if (watch.reason !== null) return { kind: 'too-slow', detail: watch.reason }
        return { kind: 'unreachable', detail: reasonOf(error) }
      } finally {
        watch.end()
      }
    },
  }
}

/** Gives a request up when it is cancelled, quiet for too long, or not done in time. */
class Watch {
  readonly #stop = new AbortController()
  readonly #timer: Timer
  readonly #limits: WebLimits
  readonly #cancel: AbortSignal
  readonly #endWhole: () => void
  #endQuiet: () => void = () => {}
  reason: string | null = null

  constructor(timer: Timer, limits: WebLimits, cancel: AbortSignal) {
    this.#timer = timer
    this.#limits = limits
    this.#cancel = cancel
    this.#endWhole = timer.after(limits.wholeMs, () => this.#giveUp(`not done within ${limits.wholeMs / 1000} s`))
    cancel.addEventListener('abort', this.#abort)
    if (cancel.aborted) this.#abort()
    this.pulse()
  }

  get signal(): AbortSignal {
    return this.#stop.signal
  }

  /** Something came. */
  pulse(): void {
    this.#endQuiet()
    const { quietMs } = this.#limits
    this.#endQuiet = this.#timer.after(quietMs, () => this.#giveUp(`nothing came for ${quietMs / 1000} s`))
  }

  end(): void {
    this.#endQuiet()
    this.#endWhole()
    this.#cancel.removeEventListener('abort', this.#abort)
  }

  #giveUp(reason: string): void {
    this.reason = reason
    this.#abort()
  }

  #abort = (): void => this.#stop.abort()
}

async function follow(url: string, limits: WebLimits, watch: Watch): Promise<WebAnswer | WebTrouble> {
  let address = new URL(url)
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const response = await fetch(address, { redirect: 'manual', signal: watch.signal })
    watch.pulse()
    const location = response.headers.get('location')
    if (response.status < 300 || response.status >= 400 || location === null) return read(response, limits, watch)
    await response.body?.cancel()
    const next = new URL(location, address)
    if (next.origin !== address.origin) return { kind: 'sent-elsewhere', detail: `to ${next.origin}` }
    address = next
  }
  return { kind: 'sent-elsewhere', detail: `more than ${MOST_REDIRECTS} times` }
}

async function read(response: Response, { mostBytes }: WebLimits, watch: Watch): Promise<WebAnswer | WebTrouble> {
  const announced = announcedBytes(response)
  if (announced !== null && announced > mostBytes) {
    await response.body?.cancel()
    return { kind: 'too-big', detail: `${announced} bytes` }
  }
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for await (const piece of response.body ?? []) {
      watch.pulse()
      length += piece.length
      if (length > mostBytes) return { kind: 'too-big', detail: `more than ${mostBytes} bytes` }
      pieces.push(piece)
    }
  } catch (error) {
    if (watch.signal.aborted) throw error
    return { kind: 'cut-off', detail: `after ${length} bytes` }
  }
  if (announced !== null && length !== announced) return { kind: 'cut-off', detail: `${length} of ${announced} bytes` }
  return {
    kind: 'answer',
    status: response.status,
    bytes: new Uint8Array(Buffer.concat(pieces)),
    retryAfter: response.headers.get('retry-after'),
    usedWeight: wholeNumber(response.headers.get('x-mbx-used-weight-1m')),
  }
}

/** Null where it is not said, or says the length before unpacking. */
function announcedBytes({ headers }: Response): number | null {
  return headers.get('content-encoding') === null ? wholeNumber(headers.get('content-length')) : null
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? cause.message.split('\n')[0]! : String(cause)
}
