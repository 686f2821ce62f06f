import type { BrokerHistory } from '../../engine/ports/brokerHistory.ts'
import type { Clock } from '../../engine/ports/clock.ts'
import type { Timer } from '../../engine/ports/timer.ts'
import { connectGateway } from './connect.ts'
import { createHistoryApi } from './historyApi.ts'

export type IbkrOptions = {
  /** The library's own limit is 40, dealt out in real time; with virtual time it must not be felt. */
  readonly messagesPerSecond?: number
}

/** The package is loaded with the first connection: it costs a quarter of a second. */
export function createIbkrHistory(clock: Clock, timer: Timer, options: IbkrOptions = {}): BrokerHistory {
  return {
    connect: async (address, onNews, terms) => {
      const library = await import('@stoqey/ib')
      const api = createHistoryApi(library, address, options.messagesPerSecond)
      return await connectGateway(api, address, onNews, terms, clock, timer)
    },
  }
}
