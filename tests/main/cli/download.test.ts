import { describe, expect, it, vi } from 'vitest'
import { assay, COIN, download, gateway, homeWith, RANGE } from './downloadDoor.ts'
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

describe('a download', () => {
  it('prints the proof of each symbol; again, that nothing was missing; and the passports as a document', async () => {
    const running = await gateway()
    const home = await homeWith(...COIN)
    const first = await download(home, running.port, ...RANGE)
    expect([first.exitCode, first.err]).toEqual([0, ''])
    expect(first.out.match(/complete {2}yes: every expected bar is there/g)).toHaveLength(2)
    expect(first.out).toContain('venue PAXOS, conId 479624278, AGGTRADES, all hours')
    expect(first.out).not.toContain('nothing was missing')
    const again = await download(home, running.port, ...RANGE)
    expect([again.exitCode, again.out.match(/nothing was missing/g)?.length]).toEqual([0, 2])
    const { out } = await download(home, running.port, ...RANGE, '--json')
    const { ok, data } = JSON.parse(out)
    expect(ok).toBe(true)
    expect(data.series.map(({ symbol }: { symbol: string }) => symbol)).toEqual(['BTC', 'ETH'])
    expect(data.series[0].passport.completeness).toMatchObject({
      expectedBars: 168,
      receivedBars: 168,
      unexplainedBars: 0,
    })
    expect(running.record().breaks).toEqual([])
  })

  it('shows stages, and a time to go for all of them', async () => {
    const running = await gateway()
    const home = await homeWith(...COIN)
    const flags = ['--port', String(running.port), '--progress', 'json', '--from', '2026-05-01']
    const { exitCode, err } = await assay(home, ['data', 'download', 'w', ...flags])
    expect(exitCode).toBe(0)
    const events = err
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const stages = events.filter(({ type }) => type === 'stage-start').map(({ stage }) => stage)
    expect(stages).toEqual(['connect', 'BTC', 'ETH'])
    const beats = events.filter(({ type, stage, etaMs }) => type === 'beat' && stage === 'BTC' && etaMs !== null)
    // Half of the work is another symbol: in the first stage more is left than this stage has still to do.
    expect(beats.length).toBeGreaterThan(0)
    expect(
      Math.max(
        ...beats.map(({ done, total, elapsedMs, etaMs }) => etaMs - (elapsedMs * (total - done)) / Math.max(done, 1)),
      ),
    ).toBeGreaterThan(0)
    const { data } = JSON.parse((await assay(home, ['pipeline', 'status', 'w', '--json'])).out)
    expect(data.job).toMatchObject({ command: 'assay data download w', state: 'done', spec: { from: '2026-05-01' } })
  })

  it('ends at Ctrl-C with 3, keeps what came, and goes on', async () => {
    const terminal = fakeTerminal()
    const running = await gateway({
      faults: ({ index }) => {
        if (index === 7) doorTime.after(3_000, terminal.interrupt)
        return null
      },
    })
    const home = await homeWith('--primary', 'BTC')
    const words = [
      'data',
      'download',
      'w',
      '--port',
      String(running.port),
      '--from',
      '2025-11-01',
      '--progress',
      'none',
    ]
    const stopped = await assay(home, words, terminal)
    expect(stopped.exitCode).toBe(3)
    expect(stopped.err).toContain('[cancelled]')
    const asked = running.record().requests.length
    const finished = await assay(home, words)
    expect([finished.exitCode, finished.out.includes('resumes 1')]).toEqual([0, true])
    expect(running.record().requests.length - asked).toBeLessThan(12)
    expect(running.record().breaks).toEqual([])
  })
})
