import { expect, test } from 'vitest'
import type { Outcome } from '../../../src/core/outcome/outcome.ts'
import type { FaultKind } from '../../../src/main/adapters/gateway/faults.ts'
import type { GatewayOptions } from '../../../src/main/adapters/gateway/gatewayHub.ts'
import type { RunningGateway } from '../../../src/main/adapters/gateway/gatewayServer.ts'
import { simulatedMarket } from '../../../src/main/adapters/gateway/simulatedMarket.ts'
import { createIbkrHistory } from '../../../src/main/adapters/ibkr/ibkrHistory.ts'
import type { BrokerLink, LinkNews } from '../../../src/main/engine/ports/brokerHistory.ts'
import { faultsAt } from '../../fakes/faultsAt.ts'
import { GATEWAY_NOW_MS } from '../../fakes/gateway.ts'
import { startGateway } from '../../fakes/startGateway.ts'
import type { VirtualTime } from '../../fakes/virtualTime.ts'
import { createVirtualTime } from '../../fakes/virtualTime.ts'
import { BTC, HOUR_MS, HOURS, termsOf } from './linkFixture.ts'

const END_MS = Date.UTC(2026, 10, 19)
const BARS = { ...HOURS, endMs: END_MS, duration: '1 D' }
const HEAD = { contract: BTC, whatToShow: 'AGGTRADES', regularHours: false } as const
const SEARCH = {
  symbol: 'BTC',
  securityType: 'CRYPTO',
  exchange: 'PAXOS',
  currency: 'USD',
  primaryExchange: '',
} as const

type Scene = { gateway: RunningGateway; link: BrokerLink; news: LinkNews[]; time: VirtualTime }

/** The real library against the simulated gateway, both in virtual time. */
async function scene(options: Partial<GatewayOptions>, work: (scene: Scene) => Promise<void>): Promise<void> {
  let running: RunningGateway | null = null
  const time = createVirtualTime({ startMs: GATEWAY_NOW_MS, activity: () => running?.activity() ?? 0 })
  const gateway = await startGateway({
    clock: time,
    timer: time,
    market: simulatedMarket({ seed: 1, nowMs: time.nowMs }),
    ...options,
  })
  running = gateway
  try {
    await time.run(async () => {
      const news: LinkNews[] = []
      const history = createIbkrHistory(time, time, { messagesPerSecond: 10_000 })
      const address = { host: '127.0.0.1', port: gateway.port, clientId: 3 }
      const outcome = await history.connect(address, (one) => news.push(one), termsOf(15_000))
      if (!outcome.ok) throw new Error(`${outcome.trouble.code}: ${outcome.trouble.message}`)
      await work({ gateway, link: outcome.value, news, time })
      outcome.value.close()
    })
  } finally {
    await gateway.stop()
  }
}

function codeOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? 'fine' : outcome.trouble.code
}

function answerOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.trouble.code}: ${outcome.trouble.message}`)
  return outcome.value
}

test.each([165, 176, 193])(
  'every question of server version %d, and nothing sent but history',
  async (serverVersion) => {
    await scene(
      { serverVersion, faults: faultsAt([{ request: 4, kind: 'silence' }]) },
      async ({ gateway, link, time }) => {
        expect(link.serverVersion).toBe(serverVersion)
        const [contract] = answerOf(await link.contracts(SEARCH, termsOf()))
        expect(contract).toMatchObject({ conId: BTC.conId, exchange: 'PAXOS', localSymbol: 'BTC.USD' })
        expect(answerOf(await link.headTimeMs(HEAD, termsOf()))).toBe(Date.UTC(2018, 0, 3, 14))
        const sessions = { contract: BTC, endMs: END_MS, duration: '1 M', regularHours: false }
        const spans = answerOf(await link.sessions(sessions, termsOf()))
        expect(spans.length).toBeGreaterThan(20)
        expect(spans.every(({ fromMs, toMs }, index) => fromMs < toMs && fromMs >= (spans[index - 1]?.toMs ?? 0))).toBe(
          true,
        )
        await time.wait(8000, termsOf().signal)
        const bars = answerOf(await link.bars(BARS, termsOf()))
        expect(bars.timeMs.at(-1)).toBe(END_MS - HOUR_MS)
        expect(bars.volume.some((volume) => !Number.isInteger(volume))).toBe(true)
        expect(answerOf(await link.timeMs(termsOf()))).toBe(Math.floor(time.nowMs() / 1000) * 1000)
        await time.wait(15_000, termsOf().signal)
        expect(codeOf(await link.bars(BARS, termsOf(20_000)))).toBe('ibkr-timeout')
        await time.wait(100, termsOf().signal)
        const record = gateway.record()
        expect([...record.messages.keys()].sort((a, b) => a - b)).toEqual([9, 20, 25, 49, 71, 87, 90])
        expect(record.breaks).toEqual([])
        const sent = [...record.messages.values()].reduce((sum, count) => sum + count, 0)
        expect(link.messagesSent()).toBe(sent)
      },
    )
  },
)

test.each<[FaultKind, string]>([
  ['pacing', 'ibkr-pacing'],
  ['no-data', 'ibkr-no-data'],
  ['no-permission', 'ibkr-no-permission'],
  ['foreign-text', 'ibkr-unknown-answer'],
  ['silence', 'ibkr-timeout'],
  ['disconnect-mid-chunk', 'ibkr-link-lost'],
  ['half-frame', 'ibkr-link-lost'],
  ['duplicate-bars', 'fine'],
  ['out-of-order', 'fine'],
  ['upstream-lost', 'ibkr-upstream-lost'],
  ['upstream-kept', 'ibkr-upstream-lost'],
  ['client-id-taken', 'ibkr-link-lost'],
  ['nightly-restart', 'ibkr-link-lost'],
  ['unknown-contract', 'ibkr-contract-unknown'],
  ['slow', 'fine'],
  ['late', 'ibkr-timeout'],
])('%s ends a question for bars as %s, within a minute', async (kind, code) => {
  await scene({ faults: faultsAt([{ request: 0, kind }]) }, async ({ link, news, time }) => {
    const askedMs = time.monotonicMs()
    expect(codeOf(await link.bars(BARS, termsOf(60_000)))).toBe(code)
    expect(time.monotonicMs() - askedMs).toBeLessThanOrEqual(60_000)
    const isDead = code === 'ibkr-link-lost'
    expect(link.isAlive()).toBe(!isDead)
    // What comes late to a settled question must not reach the next one.
    await time.wait(120_000, termsOf().signal)
    expect(codeOf(await link.bars(BARS, termsOf(60_000)))).toBe(isDead ? 'ibkr-link-lost' : 'fine')
    expect(news.filter(({ kind: word }) => word === 'closed')).toHaveLength(isDead ? 1 : 0)
    if (kind.startsWith('upstream')) expect(news.map(({ kind: word }) => word)).toContain('upstream-back')
  })
})

test('a gateway that is not logged in, or takes no clients, says so', async () => {
  for (const [options, code] of [
    [{ loggedIn: false }, 'ibkr-not-ready'],
    [{ apiEnabled: false }, 'ibkr-api-disabled'],
    [{ serverVersion: 162 }, 'ibkr-version-too-old'],
  ] as const) {
    await expect(scene(options, async () => {})).rejects.toThrow(code)
  }
})

test('a contract that nobody knows, and a kind of bars that the venue has not', async () => {
  await scene({}, async ({ link }) => {
    expect(codeOf(await link.contracts({ ...SEARCH, symbol: 'NOPE' }, termsOf()))).toBe('ibkr-contract-unknown')
    expect(codeOf(await link.bars({ ...BARS, whatToShow: 'TRADES' }, termsOf()))).toBe('ibkr-bad-request')
    expect(codeOf(await link.bars({ ...BARS, endMs: Date.UTC(2012, 0, 1) }, termsOf()))).toBe('ibkr-no-data')
  })
})
