import { type PacedRequest, type PacingState, readPacingState } from '../../../core/contract/pacing.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import type { Clock } from '../ports/clock.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { nextSendTime, type SendTime } from './pacing.ts'
import { pacingClock } from './pacingClock.ts'
import {
  afterEnd,
  afterLinkClosed,
  afterPacingError,
  afterSend,
  afterSuccess,
  afterTooManyMessages,
  emptyPacing,
  requestsInWindow,
  resumePacing,
} from './pacingHistory.ts'
import { isHistorical } from './pacingRules.ts'

/** The limiter with its memory on disk: what was asked before a restart still counts. One process at a time (the gateway's lock). */
export class PacingBook {
  private readonly files: GuardedFiles
  private readonly path: string
  private readonly politeMs: number
  private readonly now: () => number
  private state: PacingState

  constructor(files: GuardedFiles, path: string, clock: Clock, politeMs: number) {
    this.files = files
    this.path = path
    this.politeMs = politeMs
    this.now = pacingClock(clock)
    this.state = resumePacing(this.load(), this.now())
  }

  /** `waitMs` is 0 when it may go out now. */
  next(request: PacedRequest): { readonly waitMs: number; readonly reason: string } {
    const nowMs = this.now()
    const time: SendTime = nextSendTime(this.state, request, nowMs, this.politeMs)
    return { waitMs: Math.max(0, time.atMs - nowMs), reason: time.reason }
  }

  /** To be called, and written, before the request leaves. */
  send(request: PacedRequest): Outcome<number> {
    const { state, ticket } = afterSend(this.state, request, this.now())
    this.state = state
    const saved = this.save()
    return saved.ok ? { ok: true, value: ticket } : saved
  }

  end(ticket: number, request: PacedRequest, how: 'answer' | 'pacing' | 'messages' | 'trouble'): Outcome<void> {
    const nowMs = this.now()
    const historical = isHistorical(request)
    this.state = afterEnd(this.state, ticket, nowMs)
    if (how === 'answer' && historical) this.state = afterSuccess(this.state)
    if (how === 'pacing') this.state = afterPacingError(this.state, nowMs)
    if (how === 'messages') this.state = afterTooManyMessages(this.state, nowMs)
    return this.save()
  }

  linkClosed(): void {
    this.state = afterLinkClosed(this.state, this.now())
  }

  inWindow(): number {
    return requestsInWindow(this.state, this.now())
  }

  /** A memory that cannot be read may hide anything: it counts as a pacing error of this moment. */
  private load(): PacingState {
    if (!this.files.exists(this.path)) return emptyPacing()
    const text = this.files.readText(this.path)
    const kept = text.ok ? parseState(text.value) : null
    return kept ?? afterPacingError(emptyPacing(), this.now())
  }

  private save(): Outcome<void> {
    return this.files.writeText(this.path, JSON.stringify(this.state))
  }
}

function parseState(text: string): PacingState | null {
  try {
    return readPacingState(JSON.parse(text))
  } catch {
    return null
  }
}
