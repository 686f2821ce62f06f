import { describe, expect, it } from 'vitest'
import type { GatewayMarket } from '../../../src/main/adapters/gateway/gatewayMarket.ts'
import { greeting, rawClient } from '../../fakes/gatewayRawClient.ts'
import { asked, codeOf, type DownloadWish, must, type SceneOptions, withScene } from './downloadScene.ts'

const WISH: DownloadWish = { from: '2018-04-01T00:00:00Z', to: '2018-04-20T00:00:00Z', symbols: ['BTC'] }
const HEADS = { zerohashMs: Date.UTC(2018, 1, 10) }

describe('venues', () => {
  it('the second one is taken where the first one is not permitted, and it is said', async () => {
    await withScene({ market: { heads: HEADS, notPermitted: ['PAXOS'] } }, async (scene) => {
      await scene.mustDownload(WISH)
      const { terms, notes, unexplainedBars } = scene.proof('BTC')
      expect(terms.contract).toMatchObject({ exchange: 'ZEROHASH', conId: 541686651 })
      expect(notes.join('\n')).toContain('PAXOS')
      expect(unexplainedBars).toBe(0)
      expect(scene.passport('BTC').sources[0]!.file).toContain('ZEROHASH')
      expect(scene.gateway.record().breaks).toEqual([])
    })
  })

  it('with none permitted it ends with what to subscribe', async () => {
    await withScene({ market: { heads: HEADS, notPermitted: ['PAXOS', 'ZEROHASH'] } }, async (scene) => {
      const report = await scene.download(WISH)
      expect(codeOf(report)).toBe('ibkr-no-permission')
      expect(report.ok ? '' : report.trouble.hint).toMatch(/[Ss]ubscri/)
      expect(scene.layers()).toEqual([])
    })
  })

  it('bars of another venue are never mixed in', async () => {
    await withScene({ market: { heads: HEADS } }, async (scene) => {
      await scene.mustDownload(WISH)
      const other = { ...WISH, to: '2018-05-20T00:00:00Z', wish: { venue: 'ZEROHASH' } }
      expect(codeOf(await scene.download(other))).toBe('series-of-other-kind')
      expect(codeOf(await scene.download({ ...WISH, wish: { what: 'MIDPOINT' } }))).toBe('series-of-other-kind')
      expect(scene.layers()).toHaveLength(1)
    })
  })

  it('AGGTRADES and TRADES are not offered to each other’s instruments', async () => {
    await withScene({}, async (scene) => {
      expect(codeOf(await scene.download({ ...WISH, wish: { what: 'TRADES' } }))).toBe('bad-option')
      expect(scene.gateway.record().connections).toBe(0)
    })
  })
})

describe('instruments', () => {
  it('an unknown one stops alone: the others are complete', async () => {
    await withScene({ workspace: { primary: 'DOGE', secondary: 'ETH' } }, async (scene) => {
      const report = await scene.download({ ...WISH, symbols: [] })
      expect(codeOf(report)).toBe('ibkr-contract-unknown')
      expect(report.ok ? '' : report.trouble.message).toMatch(/DOGE.*ETH: complete/s)
      expect(scene.proof('ETH').unexplainedBars).toBe(0)
      // The same question within 15 s would be a break.
      expect(scene.gateway.record().breaks).toEqual([])
    })
  })

  it.each([
    [['DOGE', 'SHIB'], 'ibkr-contract-unknown'],
    [['DOGE', 'ETH'], 'download-incomplete'],
  ])('%s: both are told, with %s', async ([primary, secondary], code) => {
    const market = { heads: HEADS, notPermitted: ['PAXOS', 'ZEROHASH'] }
    await withScene({ market, workspace: { primary, secondary } }, async (scene) => {
      const report = await scene.download({ ...WISH, symbols: [] })
      expect(codeOf(report)).toBe(code)
      const message = report.ok ? '' : report.trouble.message
      expect([message.includes(`${primary}: `), message.includes(`${secondary}: `)]).toEqual([true, true])
    })
  })

  it('an ambiguous one is told with its listings, and --primary-exchange decides', async () => {
    const equities: SceneOptions = {
      startMs: Date.UTC(2015, 11, 31, 18, 20, 30),
      workspace: { primary: 'SPY', secondary: 'QQQ', assetClass: 'etf', calendar: 'us-equity-rth' },
      changed: withSecondListing,
    }
    const wish = { from: '2015-11-02T00:00:00Z', to: '2015-11-10T00:00:00Z', symbols: ['SPY'] }
    await withScene(equities, async (scene) => {
      const report = await scene.download(wish)
      expect(codeOf(report)).toBe('ibkr-contract-ambiguous')
      expect(report.ok ? '' : report.trouble.message).toMatch(/ARCA.*BATS/s)
      must(await scene.download({ ...wish, wish: { primaryExchange: 'ARCA' } }))
      expect(scene.proof('SPY').terms.contract.conId).toBe(756733)
      // It is known now, and need not be said again.
      expect((await scene.download(wish)).ok).toBe(true)
    })
  })
})

function withSecondListing(market: GatewayMarket): GatewayMarket {
  const spy = market.contracts.find(({ conId }) => conId === 756733)!
  return { ...market, contracts: [...market.contracts, { ...spy, conId: 900000002, primaryExchange: 'BATS' }] }
}

describe('ranges', () => {
  const heads = { paxosMs: Date.UTC(2018, 2, 5, 14) }

  it.each([
    ['before the first bar there is', '2017-01-01T00:00:00Z', '2018-03-01T00:00:00Z', 'range-before-head'],
    ['in the future', '2030-01-01T00:00:00Z', undefined, 'range-in-future'],
    ['the wrong way round', '2018-04-02T00:00:00Z', '2018-04-01T00:00:00Z', 'range-empty'],
    ['shorter than a bar', '2018-04-02T00:10:00Z', '2018-04-02T00:50:00Z', 'range-empty'],
  ])('%s: refused', async (_name, from, to, code) => {
    await withScene({ market: { heads } }, async (scene) => {
      const report = await scene.download({ symbols: ['BTC'], from, ...(to === undefined ? {} : { to }) })
      expect(codeOf(report)).toBe(code)
      expect(asked(scene, 'bars')).toHaveLength(0)
    })
  })

  it('that begins before the first bar there is: from the first bar on, and so says the proof', async () => {
    await withScene({ market: { heads } }, async (scene) => {
      await scene.mustDownload({ ...WISH, from: '2016-01-01T00:00:00Z' })
      const proof = scene.proof('BTC')
      expect(proof).toMatchObject({ from: '2018-03-05T14:00:00.000Z', headTime: '2018-03-05T14:00:00.000Z' })
      expect(proof.unexplainedBars).toBe(0)
      expect((await scene.series('BTC')).timeMs[0]).toBe(Date.UTC(2018, 2, 5, 14))
      // Nothing earlier can come: the same wish has nothing to ask.
      const questions = scene.gateway.record().requests.length
      await scene.mustDownload({ ...WISH, from: '2016-01-01T00:00:00Z' })
      expect(scene.gateway.record().requests).toHaveLength(questions)
    })
  })

  it('that ends in the future: up to the last bar that is over', async () => {
    await withScene({}, async (scene) => {
      await scene.mustDownload({ from: '2018-11-01T00:00:00Z', to: '2031-01-01T00:00:00Z', symbols: ['BTC'] })
      expect(scene.proof('BTC').to).toBe('2018-11-20T18:00:00.000Z')
    })
  })
})

describe('the door of the gateway', () => {
  it.each([
    [{ apiEnabled: false }, 'ibkr-api-disabled'],
    [{ loggedIn: false }, 'ibkr-not-ready'],
  ])('%o: %s', async (gateway, code) => {
    await withScene({ gateway }, async (scene) => {
      expect(codeOf(await scene.download(WISH))).toBe(code)
    })
  })

  it('takes the next client id where one is in use', async () => {
    await withScene({}, async (scene) => {
      const other = await rawClient(scene.gateway.port)
      other.socket.write(greeting('v100..193'))
      await other.next((fields) => fields[0] === '193')
      other.send(71, 2, 71, '')
      await other.next((fields) => fields[0] === '9')
      await scene.mustDownload(WISH)
      expect(scene.gateway.record().refusedClientIds).toBe(1)
      expect(scene.notes.join('\n')).toContain('as client 72')
      other.socket.destroy()
      await other.closed
    })
  })

  it('lets one download through at a time', async () => {
    await withScene({}, async (scene) => {
      const ports = await scene.ports()
      const folder = `${scene.home}/ibkr/127.0.0.1_${scene.gateway.port}`
      must(ports.brokerFiles.makeFolder(`ibkr/127.0.0.1_${scene.gateway.port}`))
      const lock = must(ports.locks.acquire(folder, 'assay data download other'))
      expect(codeOf(await scene.download(WISH))).toBe('gateway-busy')
      lock.release()
      expect((await scene.download(WISH)).ok).toBe(true)
    })
  })
})
