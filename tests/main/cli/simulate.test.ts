import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { runCli } from '../../../src/main/doors/cli/runCli.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { fakeTerminal } from './fakeTerminal.ts'

const freshFolder = useTemporaryFolders()

/** The simulated gateway as a person starts it, in real time; ended by Ctrl-C after the work. */
async function simulated(words: readonly string[], work: (port: string) => Promise<void>) {
  const terminal = fakeTerminal()
  const running = runCli(['gateway', 'simulate', '--port', '0', ...words], terminal)
  let port: string | undefined
  while (port === undefined) {
    await setTimeout(10)
    port = /127\.0\.0\.1:(\d+)/.exec(terminal.err())?.[1]
  }
  await work(port)
  terminal.interrupt()
  return { exitCode: await running, out: terminal.out(), err: terminal.err() }
}

async function checked(port: string, symbols: string) {
  const terminal = fakeTerminal()
  const exitCode = await runCli(
    ['ibkr', 'check', '--port', port, '--symbols', symbols, '--home', freshFolder()],
    terminal,
  )
  return { exitCode, out: terminal.out(), err: terminal.err() }
}

describe('the simulated gateway', () => {
  it('says that it is synthetic, shows each request, and ends with its record', async () => {
    const { exitCode, out, err } = await simulated(['--from', '2024-02-01'], async (port) => {
      const check = await checked(port, 'QQQ')
      expect(check.exitCode).toBe(0)
      expect(check.out).toMatch(
        /warning +account +DUSIM1: a simulated gateway\n +Everything that it serves is SYNTHETIC/,
      )
      expect(check.out).toContain('history from 2024-02-01')
    })
    expect(exitCode).toBe(0)
    expect(err).toContain('Everything it serves is SYNTHETIC')
    expect(err).toMatch(/ 1 {2}contract .*QQQ STK SMART/)
    expect(err).toMatch(/ 3 {2}bars .*1 D {2}1 hour/)
    expect(out).toBe(
      '3 requests in 1 sessions: 3 answered, 0 with a fault on purpose.\nNo rule of pacing was broken.\n',
    )
  })

  it('makes faults on purpose, and can be of an old version', async () => {
    const words = ['--fault-share', '1', '--faults', 'no-permission', '--server-version', '164', '--json']
    const { out, err } = await simulated(words, async (port) => {
      const check = await checked(port, 'QQQ')
      expect(check.exitCode).toBe(1)
      expect(check.out).toMatch(/warning +server version +164/)
      expect(check.out).toContain('[ibkr-no-permission]')
    })
    expect(err).toContain('FAULT no-permission')
    const { data } = JSON.parse(out)
    expect(data).toMatchObject({ requests: 3, answered: 1, faults: 2, breaks: [] })
  })

  it.each([
    [['--faults', 'gremlins'], 1, 'fault-unknown'],
    [['--from', 'then'], 1, 'bad-time'],
    [['--fault-share', '2'], 2, 'invalid-argument'],
    [['--server-version', '99'], 2, 'invalid-argument'],
    [['--seed', '-1'], 2, 'invalid-argument'],
    [['--seed', '1000000000000000'], 2, 'invalid-argument'],
    [['--port', '70000'], 2, 'invalid-argument'],
    [['--crypto-hours', 'never'], 2, 'invalid-argument'],
  ])('%j: exit code %i, %s', async (words, exitCode, code) => {
    const terminal = fakeTerminal()
    expect(await runCli(['gateway', 'simulate', ...words, '--json'], terminal)).toBe(exitCode)
    expect(JSON.parse(terminal.out())).toMatchObject({ ok: false, error: { code } })
  })

  it('says that its port is taken', async () => {
    await simulated([], async (port) => {
      const terminal = fakeTerminal()
      expect(await runCli(['gateway', 'simulate', '--port', port], terminal)).toBe(1)
      expect(terminal.err()).toContain('[gateway-port-in-use]')
    })
  })
})
