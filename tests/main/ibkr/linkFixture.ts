import { afterEach } from 'vitest'
import type { Outcome } from '../../../src/core/outcome/outcome.ts'
import { systemClock } from '../../../src/main/adapters/clock/systemClock.ts'
import { systemTimer } from '../../../src/main/adapters/clock/systemTimer.ts'
import { createIbkrHistory } from '../../../src/main/adapters/ibkr/ibkrHistory.ts'
import type {
  AskTerms,
  BarsQuestion,
  BrokerLink,
  GatewayAddress,
  LinkNews,
} from '../../../src/main/engine/ports/brokerHistory.ts'
import type { RawGateway, Script } from './rawGateway.ts'
import { READY, rawGateway } from './rawGateway.ts'

export const BTC = {
  conId: 479624278,
  symbol: 'BTC',
  securityType: 'CRYPTO',
  exchange: 'PAXOS',
  primaryExchange: '',
  currency: 'USD',
  localSymbol: 'BTC.USD',
  longName: 'Bitcoin',
  timeZone: 'UTC',
} as const

export const HOUR_MS = 3_600_000
export const END_MS = Date.UTC(2026, 0, 10)

export const HOURS: BarsQuestion = {
  contract: BTC,
  whatToShow: 'AGGTRADES',
  regularHours: false,
  endMs: END_MS,
  duration: '1 M',
  barSize: '1 hour',
  dayStartMs: () => null,
}

export function termsOf(deadlineMs = 5000, signal = new AbortController().signal): AskTerms {
  return { deadlineMs, signal }
}

export async function connect(
  address: GatewayAddress,
  deadlineMs = 5000,
  signal?: AbortSignal,
): Promise<{ outcome: Outcome<BrokerLink>; news: LinkNews[] }> {
  const news: LinkNews[] = []
  const history = createIbkrHistory(systemClock, systemTimer, { messagesPerSecond: 10_000 })
  const outcome = await history.connect(address, (one) => news.push(one), termsOf(deadlineMs, signal))
  return { outcome, news }
}

export type LinkedGateway = { gateway: RawGateway; link: BrokerLink; news: LinkNews[] }

const cleanups: (() => unknown)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

export function afterwards(cleanup: () => unknown): void {
  cleanups.push(cleanup)
}

/** A live link to a gateway that starts well and then follows the script. */
export async function linked(script: Script, version = 176): Promise<LinkedGateway> {
  const gateway = await rawGateway((message, connection) => {
    READY(message, connection)
    if (message[0] !== '71') script(message, connection)
  }, version)
  cleanups.push(() => gateway.close())
  const { outcome, news } = await connect(gateway.address)
  if (!outcome.ok) throw new Error(outcome.trouble.message)
  const link = outcome.value
  cleanups.push(() => link.close())
  return { gateway, link, news }
}

/** Ends when the condition holds; fails the test after two seconds. */
export async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    if (condition()) return
    await systemTimer.wait(10, new AbortController().signal)
  }
  throw new Error('it did not come about')
}
