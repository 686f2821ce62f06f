import { setImmediate } from 'node:timers/promises'
import { EventName, IBApi, SecType } from '@stoqey/ib'
import { expect, test } from 'vitest'
import { withGateway } from '../../fakes/gateway.ts'

const CONTRACT = { symbol: 'ETH', secType: SecType.CRYPTO, exchange: 'PAXOS', currency: 'USD' }

/** Runs a question through the client library; ends when `ends` says so of an event. */
async function ask(
  port: number,
  send: (api: IBApi) => void,
  ends: (event: string, values: readonly unknown[]) => boolean,
): Promise<(readonly unknown[])[]> {
  const api = new IBApi({ host: '127.0.0.1', port, clientId: 11 })
  const events: (readonly unknown[])[] = []
  try {
    await new Promise<void>((resolve) => {
      api.on(EventName.all, (event, values) => {
        if (event === EventName.sent || event === EventName.received || event === EventName.result) return
        events.push([event, ...values])
        if (event === EventName.nextValidId) void setImmediate().then(() => send(api))
        if (ends(event, values)) resolve()
      })
      api.connect()
    })
  } finally {
    api.disconnect()
  }
  return events
}

const finished = (event: string, values: readonly unknown[]) =>
  event === EventName.error || (event === EventName.historicalData && String(values[1]).startsWith('finished'))

test.each([100, 124, 163, 164, 176, 193])(
  'the client library reads every answer of version %i',
  async (serverVersion) => {
    await withGateway({ serverVersion }, async ({ gateway }) => {
      const details = await ask(
        gateway.port,
        (api) => api.reqContractDetails(1, CONTRACT),
        (event) => event === EventName.contractDetailsEnd || event === EventName.error,
      )
      expect(details.find(([event]) => event === EventName.server)?.[1]).toBe(serverVersion)
      expect(details.find(([event]) => event === EventName.contractDetails)?.[2]).toMatchObject({
        contract: { conId: 495759171, exchange: 'PAXOS', localSymbol: 'ETH.USD' },
        minTick: 0.01,
        longName: 'Ethereum cryptocurrency',
        timeZoneId: 'US/Eastern',
        ...(serverVersion >= 164 ? { minSize: 1e-8 } : {}),
      })

      const history = await ask(
        gateway.port,
        (api) =>
          api.reqHistoricalData(2, CONTRACT, '20261119-00:00:00', '1 W', '1 hour' as never, 'AGGTRADES', 0, 2, false),
        (event, values) => event === EventName.historicalData && String(values[1]).startsWith('finished'),
      )
      const bars = history.filter(([event]) => event === EventName.historicalData)
      expect(bars).toHaveLength(7 * 24 + 1)
      expect(bars[0]?.[2]).toBe(String(Date.UTC(2026, 10, 12) / 1000))
      expect(history.filter(([event]) => event === EventName.error).map((values) => values[2])).toEqual(
        serverVersion < 163 ? [2176] : [],
      )
      expect(Number.isInteger(bars[0]?.[7])).toBe(serverVersion < 163)

      if (serverVersion < 118) return
      const head = await ask(
        gateway.port,
        (api) => api.reqHeadTimestamp(3, CONTRACT, 'AGGTRADES', false, 2),
        (event) => event === EventName.headTimestamp || event === EventName.error,
      )
      expect(head.at(-1)).toEqual([EventName.headTimestamp, 3, String(Date.UTC(2018, 0, 3, 14) / 1000)])

      if (serverVersion < 165) return
      const schedule = await ask(
        gateway.port,
        (api) =>
          api.reqHistoricalData(4, CONTRACT, '20261119-00:00:00', '2 D', '1 day' as never, 'SCHEDULE', 0, 2, false),
        (event) => event === EventName.historicalSchedule || event === EventName.error,
      )
      expect(schedule.at(-1)).toEqual([
        EventName.historicalSchedule,
        4,
        '20261117-00:00:00',
        '20261119-00:00:00',
        'US/Eastern',
        [
          { startDateTime: '20261117-00:00:00', endDateTime: '20261118-00:00:00', refDate: '20261117' },
          { startDateTime: '20261118-00:00:00', endDateTime: '20261119-00:00:00', refDate: '20261118' },
        ],
      ])
    })
  },
)

test('an empty window and text of another language come through as TWS sends them', async () => {
  await withGateway({ faults: ({ index }) => (index === 1 ? 'foreign-text' : null) }, async ({ gateway }) => {
    const request = (end: string) => (api: IBApi) =>
      void api.reqHistoricalData(2, CONTRACT, end, '1 D', '1 hour' as never, 'AGGTRADES', 0, 2, false)
    const empty = await ask(gateway.port, request('20150101-00:00:00'), finished)
    expect(empty.at(-1)?.slice(2)).toEqual([162, 2, undefined])
    expect(String(empty.at(-1)?.[1])).toContain('HMDS query returned no data: ETH@PAXOS Aggtrades')
    const foreign = await ask(gateway.port, request('20261119-00:00:00'), finished)
    expect(String(foreign.at(-1)?.[1])).toContain('Históricos:La petición')
  })
})
