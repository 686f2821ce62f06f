import type { DownloadLogLine } from '../../../core/contract/downloadLog.ts'
import type { PacedRequest } from '../../../core/contract/pacing.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { ASK_TROUBLES, type AskTerms, type AskTrouble, type BrokerLink } from '../ports/brokerHistory.ts'
import type { Clock } from '../ports/clock.ts'
import type { Timer } from '../ports/timer.ts'
import type { LinkKeeper } from './linkKeeper.ts'
import type { PacingBook } from './pacingBook.ts'
import { countTrouble, decideRetry, type RetryFacts, type TroubleCounts } from './retryPolicy.ts'
import type { AskedVenue } from './retryRules.ts'

export type Question<T> = {
  readonly request: PacedRequest
  readonly venue: AskedVenue
  readonly hadBarsBefore: boolean
  readonly moreVenues: boolean
  /** Errors: `ASK_TROUBLES`. What is wrong with an answer (a broken row, a seam that does not fit) counts as trouble too. */
  readonly ask: (link: BrokerLink, terms: AskTerms) => Promise<Outcome<T>>
}

/** How a question ended that did not stop the work. */
export type Answered<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'empty' }
  | { readonly kind: 'next-venue'; readonly why: string }

export type QuestionPorts = { readonly clock: Clock; readonly timer: Timer }

export type QuestionEvents = {
  readonly onWait: (text: string | null) => void
  readonly onNote: (text: string) => void
  readonly log: (line: DownloadLogLine) => Outcome<void>
}

/** Every question ends within this, asked once; then it is cancelled at the gateway. */
export const ASK_DEADLINE_MS = 58_000

/** Asks one thing at a time: paced, with a deadline, again where that makes sense, and logged. */
export class Questioner {
  private readonly ports: QuestionPorts
  private readonly keeper: LinkKeeper
  private readonly book: PacingBook
  private readonly signal: AbortSignal
  private readonly events: QuestionEvents

  constructor(ports: QuestionPorts, keeper: LinkKeeper, book: PacingBook, signal: AbortSignal, events: QuestionEvents) {
    this.ports = ports
    this.keeper = keeper
    this.book = book
    this.signal = signal
    this.events = events
  }

  /** Errors: those of `LinkKeeper.ready`, those of the last trouble when it is believed, and of the disk. */
  async ask<T>(question: Question<T>): Promise<Outcome<Answered<T>>> {
    let counts: TroubleCounts = {}
    for (let attempt = 0; ; attempt++) {
      const asked = await this.askOnce(question, attempt)
      if (asked.ok) return success({ kind: 'answer', value: asked.value })
      const trouble = askTroubleOf(asked.trouble.code)
      if (trouble === null) return asked
      counts = countTrouble(counts, trouble)
      const facts: RetryFacts = { counts, ...question, text: asked.trouble.message }
      const decision = decideRetry(trouble, facts)
      if (decision.action === 'empty') return success({ kind: 'empty' })
      if (decision.action === 'next-venue') return success({ kind: 'next-venue', why: decision.why })
      if (decision.action === 'stop') return failure(decision.code, decision.message, decision.hint)
      this.events.onNote(decision.why)
      if (decision.action === 'again' && decision.waitMs > 0) await this.pause(decision.waitMs, decision.why)
    }
  }

  private async askOnce<T>(question: Question<T>, attempt: number): Promise<Outcome<T>> {
    const link = await this.turn(question.request)
    if (!link.ok) return link
    const { kind, identity } = question.request
    const logged = this.events.log({ event: 'sent', atMs: this.ports.clock.nowMs(), kind, identity, attempt })
    if (!logged.ok) return logged
    const ticket = this.book.send(question.request)
    if (!ticket.ok) return ticket
    const asked = await question.ask(link.value, { deadlineMs: ASK_DEADLINE_MS, signal: this.signal })
    const code = asked.ok ? 'answer' : asked.trouble.code
    const ended = this.book.end(ticket.value, question.request, endOf(code))
    if (!ended.ok) return ended
    const text = asked.ok ? '' : asked.trouble.message
    const noted = this.events.log({ event: 'ended', atMs: this.ports.clock.nowMs(), how: code, text })
    return noted.ok ? asked : noted
  }

  /** A usable link, at a moment at which the request may go out. */
  private async turn(request: PacedRequest): Promise<Outcome<BrokerLink>> {
    for (;;) {
      const link = await this.keeper.ready()
      if (!link.ok) return link
      const { waitMs, reason } = this.book.next(request)
      if (waitMs <= 0) return link
      await this.pause(waitMs, reason)
    }
  }

  private async pause(ms: number, why: string): Promise<void> {
    this.events.onWait(`waiting ${Math.ceil(ms / 1000)} s: ${why}`)
    await this.ports.timer.wait(ms, this.signal)
    this.events.onWait(null)
  }
}

function askTroubleOf(code: string): AskTrouble | null {
  return ASK_TROUBLES.find((trouble) => trouble === code) ?? null
}

function endOf(code: string): 'answer' | 'pacing' | 'messages' | 'trouble' {
  if (code === 'answer' || code === 'ibkr-no-data') return 'answer'
  if (code === 'ibkr-pacing') return 'pacing'
  return code === 'ibkr-too-many-messages' ? 'messages' : 'trouble'
}
