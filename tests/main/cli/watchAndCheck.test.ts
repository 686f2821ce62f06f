import { describe, expect, it, vi } from 'vitest'
import { assay, deafPort, download, freshFolder, gateway, homeWith } from './downloadDoor.ts'
import { fakeTerminal } from './fakeTerminal.ts'
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

describe('a watch', () => {
  /** Ctrl-C comes ten seconds after that line. */
  const watch = (home: string, port: number, words: readonly string[] = [], lastLine = Number.NaN) => {
    const terminal = fakeTerminal()
    let lines = 0
    const print = (text: string) => {
      terminal.print(text)
      if (++lines === lastLine) doorTime.after(10_000, terminal.interrupt)
    }
    const flags = ['--port', String(port), '--progress', 'none', '--patience-min', '0']
    return assay(home, ['data', 'watch', 'w', ...flags, ...words], { ...terminal, print })
  }

  it('updates after each bar, a line each, until Ctrl-C', async () => {
    const running = await gateway()
    const home = await homeWith('--primary', 'BTC')
    await download(home, running.port, '--from', '2026-11-10')
    const { exitCode, out } = await watch(home, running.port, [], 3)
    expect(exitCode).toBe(0)
    const lines = out.trimEnd().split('\n')
    expect(lines.length).toBe(4)
    expect(lines[0]).toMatch(/ UTC {2}\d bars added; next update at .*:00:10 UTC$/)
    expect(lines[1]).toMatch(/1 bars added; next update at .*:00:10 UTC$/)
    expect(lines.at(-1)).toMatch(/^3 updates; [23] bars were added in all\.$/)
    expect(running.record().breaks).toEqual([])
  })

  it('tells that nobody listens and tries again; then ends by itself where time mends nothing', async () => {
    const running = await gateway()
    const home = await homeWith('--primary', 'BTC')
    await download(home, running.port, '--from', '2026-11-18')
    const told = await watch(home, await deafPort(), [], 3)
    expect(told.exitCode).toBe(0)
    expect(told.out.match(/\[ibkr-nobody-listening\]/g)?.length).toBe(3)
    const wrong = await watch(home, running.port, ['--what', 'MIDPOINT'])
    expect([wrong.exitCode, wrong.out]).toEqual([1, ''])
    expect(wrong.err).toContain('[series-of-other-kind]')
  })

  it('--once ends after one update, and fails with what failed', async () => {
    const home = await homeWith('--primary', 'BTC')
    const empty = await watch(home, await deafPort(), ['--once'])
    expect([empty.exitCode, empty.err.includes('[nothing-to-watch]')]).toEqual([1, true])
    const running = await gateway()
    await download(home, running.port, '--from', '2026-11-18')
    const once = await watch(home, running.port, ['--once', '--json'])
    expect([once.exitCode, JSON.parse(once.out)]).toEqual([0, { ok: true, data: { updates: 1, bars: 0, troubles: 0 } }])
    const listened = await watch(home, running.port, ['--once', '--json', '--progress', 'json'])
    const events = listened.err
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(events.at(-1)).toEqual({ type: 'note', text: expect.stringMatching(/ UTC {2}0 bars added$/) })
    expect(events.filter(({ type }) => type === 'stage-start').map(({ stage }) => stage)).toEqual(['connect', 'BTC'])
    const deaf = await watch(home, await deafPort(), ['--once'])
    expect([deaf.exitCode, deaf.err.includes('[ibkr-nobody-listening]')]).toEqual([1, true])
  })
})

describe('a check of the broker', () => {
  const check = (port: number, ...words: readonly string[]) =>
    assay(freshFolder(), ['ibkr', 'check', '--port', String(port), ...words])

  it('says what works, venue by venue, and what to set', async () => {
    const running = await gateway()
    const { exitCode, out } = await check(running.port)
    expect(exitCode).toBe(0)
    expect(out).toMatch(/ok +server version +193/)
    expect(out).toMatch(/ok +account +DU1234567 \(paper\)/)
    expect(out).toMatch(/ok +BTC at ZEROHASH +conId 541686651, history from 2025-04-21, AGGTRADES 1h: \d+ bars/)
    expect(out).toMatch(/ok +SPY at SMART +conId 756733, history from 2015-01-05, TRADES 1h: \d bars/)
    expect(out).toContain('Enable ActiveX and Socket Clients')
    expect(running.record().breaks).toEqual([])
  })

  it('warns where one venue is shut to the account, of an old version and of a wrong clock', async () => {
    const clock = { nowMs: () => doorTime.nowMs() - 60_000 }
    const running = await gateway({ serverVersion: 164, clock, sold: { notPermitted: ['ZEROHASH'] } })
    const { exitCode, out } = await check(running.port, '--symbols', 'BTC')
    expect(exitCode).toBe(0)
    expect(out).toMatch(/warning +server version +164/)
    expect(out).toMatch(/warning +clock +.*differs by (59|60)\.\d s/)
    expect(out).toMatch(/warning +BTC at ZEROHASH +.*\[ibkr-no-permission\]/)
    expect(out).toMatch(/ok +BTC at PAXOS/)
    expect(out).toContain('A download can work; see the warnings.')
  })

  it('fails where a symbol cannot be had at all', async () => {
    const running = await gateway({ sold: { notPermitted: ['PAXOS', 'ZEROHASH'] } })
    const { exitCode, out, err } = await check(running.port, '--symbols', 'BTC,NOSUCH')
    expect(exitCode).toBe(1)
    expect(out).toMatch(/problem +NOSUCH at SMART/)
    expect(err).toContain('[ibkr-check-failed]')
    expect(err).toContain('hint: In the Client Portal')
  })

  it('gives the settings to whoever cannot connect', async () => {
    const { exitCode, err } = await check(await deafPort())
    expect(exitCode).toBe(1)
    expect(err).toContain('[ibkr-nobody-listening]')
    expect(err).toContain('[x] Enable ActiveX and Socket Clients')
  })
})
