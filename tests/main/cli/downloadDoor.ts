import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect } from 'vitest'
import type { GatewayMarket } from '../../../src/main/adapters/gateway/gatewayMarket.ts'
import type { RunningGateway } from '../../../src/main/adapters/gateway/gatewayServer.ts'
import { type SimulatedMarketOptions, simulatedMarket } from '../../../src/main/adapters/gateway/simulatedMarket.ts'
import { runCli } from '../../../src/main/doors/cli/runCli.ts'
import { startGateway } from '../../fakes/startGateway.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { rawGateway, rawServer } from '../ibkr/rawGateway.ts'
import { type FakeTerminal, fakeTerminal } from './fakeTerminal.ts'
import { doorTime, watchActivity } from './virtualDoor.ts'

export const freshFolder = useTemporaryFolders()
const stops: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

type GatewayWish = Partial<Parameters<typeof startGateway>[0]> & { readonly sold?: Partial<SimulatedMarketOptions> }

export async function gateway({ sold, ...options }: GatewayWish = {}): Promise<RunningGateway> {
  const market = simulatedMarket({ seed: 3, nowMs: doorTime.nowMs, quietShare: 0, ...sold })
  const running = await startGateway({ market, clock: doorTime, timer: doorTime, farmDelayMs: 0, ...options })
  watchActivity(running.activity)
  stops.push(running.stop)
  return running
}

export async function assay(home: string, words: readonly string[], terminal: FakeTerminal = fakeTerminal()) {
  const exitCode = await doorTime.run(() => runCli([...words, '--home', home], terminal))
  return { exitCode, out: terminal.out(), err: terminal.err() }
}

export async function homeWith(...words: readonly string[]): Promise<string> {
  const home = freshFolder()
  const created = await assay(home, ['workspace', 'create', 'w', ...words])
  expect([created.exitCode, created.err]).toEqual([0, ''])
  return home
}

export const COIN = ['--primary', 'BTC', '--secondary', 'ETH']
export const ETF = ['--primary', 'SPY', '--asset-class', 'etf']
export const RANGE = ['--from', '2026-11-01', '--to', '2026-11-08']

export function download(home: string, port: number, ...words: readonly string[]) {
  const flags = ['--port', String(port), '--progress', 'none']
  return assay(home, ['data', 'download', 'w', ...flags, ...words])
}

/** A port on which nobody listens. */
export async function deafPort(): Promise<number> {
  const { address, close } = await rawServer(() => {})
  await close()
  return address.port
}

export async function webServer(): Promise<number> {
  const server = createServer((_request, response) => response.end('hello'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(() => new Promise((resolve) => server.close(resolve)))
  return (server.address() as AddressInfo).port
}

/** Every client id is taken. */
export async function crowdedGateway(): Promise<number> {
  const raw = await rawGateway((message, { say, socket }) => {
    if (message[0] !== '71') return
    say(4, 2, -1, 326, 'Unable to connect as the client id is already in use. Retry with a unique client id.', '')
    socket.end()
  })
  stops.push(raw.close)
  return raw.address.port
}

export function twoSpies(): GatewayMarket {
  const market = simulatedMarket({ seed: 3, nowMs: doorTime.nowMs })
  const spy = market.contracts.find(({ symbol, currency }) => symbol === 'SPY' && currency === 'USD')!
  return { ...market, contracts: [...market.contracts, { ...spy, conId: 900_000_002, primaryExchange: 'LSEETF' }] }
}

export const portOf = async (wish: GatewayWish) => (await gateway(wish)).port
