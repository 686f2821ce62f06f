import type { TimeSpan, VenueContract } from '../../../core/contract/download.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type {
  BarsQuestion,
  ContractQuestion,
  HeadQuestion,
  ReceivedBars,
  SessionsQuestion,
} from '../../engine/ports/brokerHistory.ts'
import { askTrouble } from './askTrouble.ts'
import { createBarCollector } from './decodeBars.ts'
import { decodeContract } from './decodeContract.ts'
import { decodeSessions } from './decodeSessions.ts'
import type { HistoryApi } from './historyApi.ts'
import type { Question } from './questionBook.ts'
import { readEpoch } from './wireTime.ts'

export function contractsQuestion(api: HistoryApi, question: ContractQuestion): Question<readonly VenueContract[]> {
  return {
    send: (id) => api.askContracts(id, question),
    // There is no way to cancel a look-up in this version of the protocol; it ends by itself.
    cancel: () => {},
    answers: (end) => {
      const contracts: VenueContract[] = []
      return {
        contract: (_id, details) => {
          const contract = decodeContract(details)
          if (contract === null || contract.securityType !== question.securityType) {
            end(askTrouble('ibkr-garbled', `a contract for ${question.symbol} that is not of the kind asked for`))
          } else contracts.push(contract)
        },
        contractsEnd: () =>
          end(contracts.length > 0 ? success(contracts) : askTrouble('ibkr-contract-unknown', question.symbol)),
      }
    },
  }
}

export function headQuestion(api: HistoryApi, question: HeadQuestion): Question<number> {
  return {
    send: (id) => api.askHeadTime(id, question),
    cancel: (id) => api.cancelHeadTime(id),
    // It counts as going on until it is cancelled, and requests hang once too many do.
    cancelAlways: true,
    answers: (end) => ({
      headTime: (_id, text) => {
        const timeMs = readEpoch(text)
        end(Number.isNaN(timeMs) ? askTrouble('ibkr-garbled', `the oldest bar stands at "${text}"`) : success(timeMs))
      },
    }),
  }
}

export function sessionsQuestion(api: HistoryApi, question: SessionsQuestion): Question<readonly TimeSpan[]> {
  return {
    send: (id) => api.askBars(id, { ...question, barSize: '1 day' }, 'SCHEDULE'),
    cancel: (id) => api.cancelBars(id),
    answers: (end) => ({
      schedule: (_id, zone, sessions) => end(decodeSessions(zone, sessions)),
      barsEnd: () => end(askTrouble('ibkr-garbled', 'bars came instead of a schedule')),
    }),
  }
}

export function barsQuestion(api: HistoryApi, question: BarsQuestion): Question<ReceivedBars> {
  return {
    send: (id) => api.askBars(id, question, question.whatToShow),
    cancel: (id) => api.cancelBars(id),
    answers: (end) => {
      const bars = createBarCollector(question)
      return { bar: (_id, row) => bars.add(row), barsEnd: () => end(bars.finish()) }
    },
  }
}

export function timeQuestion(api: HistoryApi): Question<number> {
  return {
    send: () => api.askCurrentTime(),
    cancel: () => {},
    answers: (end) => ({
      currentTime: (seconds) =>
        end(
          Number.isSafeInteger(seconds) && seconds > 0
            ? success(seconds * 1000)
            : askTrouble('ibkr-garbled', 'the gateway’s clock cannot be read'),
        ),
    }),
  }
}
