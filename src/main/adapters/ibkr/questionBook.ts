import { Cancelled } from '../../../core/job/cancelled.ts'
import type { Failure, Outcome } from '../../../core/outcome/outcome.ts'
import type { AskTerms } from '../../engine/ports/brokerHistory.ts'
import type { Timer } from '../../engine/ports/timer.ts'
import { askTrouble } from './askTrouble.ts'
import type { GatewayWords } from './historyApi.ts'

/** What a question takes of the gateway's words; the others pass it by. */
export type Answers = Partial<
  Pick<GatewayWords, 'bar' | 'barsEnd' | 'headTime' | 'schedule' | 'contract' | 'contractsEnd' | 'currentTime'>
>

export type Question<T> = {
  send(id: number): void
  /** Tells the gateway that the answer is no longer wanted. */
  cancel(id: number): void
  /** The question is over for the gateway only when it is cancelled, even after an answer. */
  readonly cancelAlways?: boolean
  answers(end: (outcome: Outcome<T>) => void): Answers
}

type OpenQuestion = {
  readonly answers: Answers
  fail(trouble: Failure, atGateway: 'is-over' | 'may-be-open'): void
}

/** The open questions of one session. Each ends once: with an answer, a trouble, its deadline, its signal, or the session. */
export type QuestionBook = {
  ask<T>(question: Question<T>, terms: AskTerms): Promise<Outcome<T>>
  /** Undefined: settled long ago, or never asked. Late words are nobody's. */
  find(id: number): OpenQuestion | undefined
  all(): readonly OpenQuestion[]
  /** Ids grow from here or from where they are. */
  startAt(id: number): void
  isShut(): boolean
  failAll(trouble: Failure): void
  /** Ends all open questions, and from now on every new one before it is sent. Nothing more is sent. */
  shut(open: Failure, later: Failure): void
}

const FIRST_ID = 1000
/** Ids are 32-bit; far fewer than what is left above this are ever used. */
const LAST_START = 2_000_000_000

export function createQuestionBook(timer: Timer): QuestionBook {
  const open = new Map<number, OpenQuestion>()
  let nextId = FIRST_ID
  let shutBy: Failure | null = null
  const book: QuestionBook = {
    find: (id) => open.get(id),
    all: () => [...open.values()],
    startAt: (id) => {
      if (id <= LAST_START) nextId = Math.max(nextId, id)
    },
    isShut: () => shutBy !== null,
    failAll: (trouble) => {
      for (const question of book.all()) question.fail(trouble, 'may-be-open')
    },
    shut: (openTrouble, later) => {
      shutBy = later
      book.failAll(openTrouble)
    },
    ask: async (question, terms) => {
      if (terms.signal.aborted) throw new Cancelled()
      if (shutBy !== null) return shutBy
      const id = nextId
      nextId += 1
      return await new Promise((resolve, reject) => {
        const settle = (atGateway: 'is-over' | 'may-be-open', finish: () => void) => {
          if (!open.delete(id)) return
          callOff()
          terms.signal.removeEventListener('abort', stop)
          if (shutBy === null && (question.cancelAlways || atGateway === 'may-be-open')) question.cancel(id)
          finish()
        }
        const stop = () => settle('may-be-open', () => reject(new Cancelled()))
        const fail = (trouble: Failure, atGateway: 'is-over' | 'may-be-open') =>
          settle(atGateway, () => resolve(trouble))
        const answers = question.answers((outcome) => settle('is-over', () => resolve(outcome)))
        open.set(id, { answers, fail })
        terms.signal.addEventListener('abort', stop, { once: true })
        const callOff = timer.after(terms.deadlineMs, () =>
          fail(askTrouble('ibkr-timeout', `nothing came within ${terms.deadlineMs / 1000} s`), 'may-be-open'),
        )
        question.send(id)
      })
    },
  }
  return book
}
