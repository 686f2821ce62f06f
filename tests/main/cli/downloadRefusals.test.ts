import { describe, expect, it, vi } from 'vitest'
import {
  assay,
  COIN,
  crowdedGateway,
  deafPort,
  download,
  ETF,
  gateway,
  homeWith,
  portOf,
  RANGE,
  twoSpies,
  webServer,
} from './downloadDoor.ts'
import { doorTime } from './virtualDoor.ts'

vi.mock('../../../src/main/adapters/clock/systemClock.ts', async () => ({
  systemClock: (await import('./virtualDoor.ts')).doorTime,
}))
vi.mock('../../../src/main/adapters/clock/systemTimer.ts', async () => ({
  systemTimer: (await import('./virtualDoor.ts')).doorTime,
}))
// The library deals its messages out in real time, which virtual time would overtake.
vi.mock('../../../src/main/adapters/ibkr/ibkrHistory.ts', async (importOriginal) => {
  const { createIbkrHistory } = await importOriginal<typeof import('../../../src/main/adapters/ibkr/ibkrHistory.ts')>()
  return {
    createIbkrHistory: (...[clock, timer]: Parameters<typeof createIbkrHistory>) =>
      createIbkrHistory(clock, timer, { messagesPerSecond: 100_000 }),
  }
})

type BadInput = {
  readonly what: string
  readonly port: () => Promise<number>
  readonly workspace?: readonly string[]
  readonly words?: readonly string[]
  readonly code: string
  readonly says: RegExp
}

const BAD_INPUT: readonly BadInput[] = [
  { what: 'a web server', port: webServer, code: 'ibkr-not-tws', says: /no TWS|protocol/ },
  { what: 'nobody listens', port: deafPort, code: 'ibkr-nobody-listening', says: /ECONNREFUSED/ },
  { what: 'not logged in', port: () => portOf({ loggedIn: false }), code: 'ibkr-not-ready', says: /did not begin/ },
  {
    what: 'the API is off',
    port: () => portOf({ apiEnabled: false }),
    code: 'ibkr-api-disabled',
    says: /closed at once/,
  },
  { what: 'too old', port: () => portOf({ serverVersion: 162 }), code: 'ibkr-version-too-old', says: /162/ },
  { what: 'client ids in use', port: crowdedGateway, code: 'ibkr-client-id-in-use', says: /client id/ },
  {
    what: 'an unknown coin',
    port: () => portOf({}),
    workspace: ['--primary', 'NOCOIN'],
    code: 'ibkr-contract-unknown',
    says: /NOCOIN/,
  },
  {
    what: 'an unknown stock',
    port: () => portOf({}),
    workspace: ['--primary', 'NOSUCH', '--asset-class', 'equity'],
    code: 'ibkr-contract-unknown',
    says: /NOSUCH/,
  },
  {
    what: 'an ambiguous symbol',
    port: () => portOf({ market: twoSpies() }),
    workspace: ETF,
    code: 'ibkr-contract-ambiguous',
    says: /ARCA.*LSEETF/,
  },
  {
    what: 'no permission',
    port: () => portOf({ sold: { notPermitted: ['PAXOS', 'ZEROHASH'] } }),
    code: 'ibkr-no-permission',
    says: /permission/,
  },
  {
    what: 'a range before the head',
    port: () => portOf({}),
    words: ['--from', '2010-01-01', '--to', '2011-01-01'],
    code: 'range-before-head',
    says: /2018-01-03/,
  },
  {
    what: 'a range in the future',
    port: () => portOf({}),
    words: ['--from', '2031-01-01'],
    code: 'range-in-future',
    says: /2031-01-01/,
  },
  {
    what: 'an empty range',
    port: () => portOf({}),
    words: ['--from', '2026-02-01', '--to', '2026-01-01'],
    code: 'range-empty',
    says: /empty/,
  },
  {
    what: 'an interval that is not offered',
    port: deafPort,
    workspace: ['--primary', 'BTC', '--interval', '6h'],
    code: 'interval-not-offered',
    says: /6h/,
  },
  {
    what: 'days of a coin',
    port: deafPort,
    workspace: ['--primary', 'BTC', '--interval', '1d'],
    code: 'interval-not-offered',
    says: /midnight/,
  },
  {
    what: 'a future',
    port: deafPort,
    workspace: ['--primary', 'ES', '--asset-class', 'future', '--calendar', '24x7'],
    code: 'asset-class-not-offered',
    says: /future/,
  },
  { what: 'no time', port: deafPort, words: ['--to', '2026-13-01'], code: 'bad-time', says: /2026-13-01/ },
  { what: 'a strange symbol', port: deafPort, words: ['--symbols', 'DOGE'], code: 'symbol-unknown', says: /DOGE/ },
  { what: 'trades of a coin', port: deafPort, words: ['--what', 'TRADES'], code: 'bad-option', says: /TRADES/ },
]

describe('a download that cannot be', () => {
  it.each(BAD_INPUT)('$what: $code', async ({ port, workspace = ['--primary', 'BTC'], words = RANGE, code, says }) => {
    const home = await homeWith(...workspace)
    const { exitCode, out, err } = await download(home, await port(), ...words)
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' })
    const [error, hint] = err.split('\n').slice(-3)
    expect(error).toMatch(new RegExp(`^error: .*[.:].* \\[${code}\\]$`))
    expect(error).toMatch(says)
    expect(hint).toMatch(/^hint: [A-Z].{20,}\.$/)
  })

  it('says the same as one document with --json', async () => {
    const { exitCode, out } = await download(await homeWith(...COIN), await deafPort(), '--json')
    expect(exitCode).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ ok: false, error: { code: 'ibkr-nobody-listening' } })
  })

  it('keeps the symbol that could be had, and names the other', async () => {
    const home = await homeWith('--primary', 'BTC', '--secondary', 'NOCOIN')
    const { exitCode, err } = await download(home, await portOf({}), ...RANGE)
    expect(exitCode).toBe(1)
    expect(err).toContain('BTC: complete. [ibkr-contract-unknown]')
    const shown = await assay(home, ['data', 'show', 'w'])
    expect(shown.out).toContain('complete  yes: every expected bar is there')
    expect(shown.out).toContain('168 of 168 expected')
  })

  it('takes the next client id where one is in use', async () => {
    const running = await gateway()
    const first = await rawClient(running.port, 71)
    const done = await download(await homeWith('--primary', 'BTC'), running.port, ...RANGE)
    first()
    expect([done.exitCode, done.err]).toEqual([0, ''])
    expect(running.record().refusedClientIds).toBe(1)
  })
})

/** A session that stays; the answer ends it. */
async function rawClient(port: number, clientId: number): Promise<() => void> {
  const { createIbkrHistory } = await import('../../../src/main/adapters/ibkr/ibkrHistory.ts')
  const terms = { deadlineMs: 5_000, signal: new AbortController().signal }
  const address = { host: '127.0.0.1', port, clientId }
  const linked = await doorTime.run(() => createIbkrHistory(doorTime, doorTime).connect(address, () => {}, terms))
  if (!linked.ok) throw new Error(linked.trouble.message)
  return () => linked.value.close()
}
