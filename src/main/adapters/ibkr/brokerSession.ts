import type { AskTerms, AskTrouble, BrokerLink, LinkNews } from '../../engine/ports/brokerHistory.ts'
import type { Clock } from '../../engine/ports/clock.ts'
import type { Timer } from '../../engine/ports/timer.ts'
import { askTrouble } from './askTrouble.ts'
import type { Notice } from './classifyNotice.ts'
import type { GatewayWords, HistoryApi } from './historyApi.ts'
import type { QuestionBook } from './questionBook.ts'
import { createQuestionBook } from './questionBook.ts'
import { barsQuestion, contractsQuestion, headQuestion, sessionsQuestion, timeQuestion } from './questions.ts'

/** Below this SCHEDULE is not known. */
const SCHEDULE_VERSION = 165
/** A second request for the time within a second is never answered. */
const TIME_PAUSE_MS = 1000

export type Greeting = { serverVersion: number; startedAt: string; accounts: readonly string[] }

export type BrokerSession = {
  readonly answers: Pick<
    GatewayWords,
    'bar' | 'barsEnd' | 'headTime' | 'schedule' | 'contract' | 'contractsEnd' | 'currentTime'
  >
  link(greeting: Greeting): BrokerLink
  startIdsAt(id: number): void
  /** Passes on what a notice means for the questions and for whoever listens. */
  take(id: number, code: number, text: string, notice: Notice): void
  /** No question is sent from now on, and the open ones end as `openAs`; told once, if a link was handed out. */
  end(text: string, openAs?: AskTrouble): void
}

/** What is open between a gateway and this house, from the first word on. */
export function createBrokerSession(
  api: HistoryApi,
  clock: Clock,
  timer: Timer,
  onNews: (news: LinkNews) => void,
): BrokerSession {
  const book = createQuestionBook(timer)
  let linked = false
  const end = (text: string, openAs: AskTrouble = 'ibkr-link-lost') => {
    if (book.isShut()) return
    book.shut(askTrouble(openAs, text), askTrouble('ibkr-link-lost', text))
    if (linked) onNews({ kind: 'closed', text })
  }
  return {
    answers: answersOf(book),
    startIdsAt: (id) => book.startAt(id),
    end,
    take: (id, code, text, notice) => {
      if (notice.kind === 'news') {
        if (notice.news.kind === 'upstream-lost') book.failAll(askTrouble('ibkr-upstream-lost', text))
        onNews(notice.news)
      } else if (notice.kind === 'ask') {
        const trouble = askTrouble(notice.trouble, text)
        if (id === -1) {
          book.failAll(trouble)
          onNews({ kind: 'remark', code, text })
        } else book.find(id)?.fail(trouble, 'is-over')
      }
    },
    link: (greeting) => {
      linked = true
      return {
        ...greeting,
        ...linkQuestions(api, book, greeting.serverVersion, clock, timer),
        isAlive: () => !book.isShut(),
        messagesSent: () => api.messagesSent(),
        close: () => {
          end('closed from this side')
          api.close()
        },
      }
    },
  }
}

function answersOf(book: QuestionBook): BrokerSession['answers'] {
  return {
    bar: (id, row) => book.find(id)?.answers.bar?.(id, row),
    barsEnd: (id) => book.find(id)?.answers.barsEnd?.(id),
    headTime: (id, text) => book.find(id)?.answers.headTime?.(id, text),
    schedule: (id, zone, sessions) => book.find(id)?.answers.schedule?.(id, zone, sessions),
    contract: (id, details) => book.find(id)?.answers.contract?.(id, details),
    contractsEnd: (id) => book.find(id)?.answers.contractsEnd?.(id),
    currentTime: (seconds) => {
      for (const { answers } of book.all()) answers.currentTime?.(seconds)
    },
  }
}

function linkQuestions(
  api: HistoryApi,
  book: QuestionBook,
  serverVersion: number,
  clock: Clock,
  timer: Timer,
): Pick<BrokerLink, 'contracts' | 'headTimeMs' | 'sessions' | 'bars' | 'timeMs'> {
  let timeAskedMs = Number.NEGATIVE_INFINITY
  return {
    contracts: (question, terms) => book.ask(contractsQuestion(api, question), terms),
    headTimeMs: (question, terms) => book.ask(headQuestion(api, question), terms),
    sessions: async (question, terms) =>
      serverVersion < SCHEDULE_VERSION
        ? askTrouble(
            'ibkr-bad-request',
            `past sessions need server version ${SCHEDULE_VERSION}, and this gateway has ${serverVersion}; update it`,
          )
        : await book.ask(sessionsQuestion(api, question), terms),
    bars: (question, terms) => book.ask(barsQuestion(api, question), terms),
    timeMs: async (terms: AskTerms) => {
      const pauseMs = timeAskedMs + TIME_PAUSE_MS - clock.monotonicMs()
      if (pauseMs > 0 && !book.isShut()) await timer.wait(pauseMs, terms.signal)
      timeAskedMs = clock.monotonicMs()
      return await book.ask(timeQuestion(api), terms)
    },
  }
}
