import { describe, expect, it } from 'vitest'
import type { GatewayBars, GatewayMarket } from '../../../src/main/adapters/gateway/gatewayMarket.ts'
import { sha256 } from '../../../src/main/adapters/hash/sha256.ts'
import { layerFolder } from '../../../src/main/engine/data/layout.ts'
import {
  asked,
  type DownloadScene,
  type DownloadWish,
  type SceneOptions,
  withHome,
  withScene,
} from './downloadScene.ts'

const HOUR_MS = 3_600_000
const FIRST_MS = Date.UTC(2018, 5, 10, 10, 20, 30)
const WISH: DownloadWish = { from: '2018-04-01T00:00:00Z', symbols: ['BTC'] }

/** Clean bars of one download that gets all at once. */
function cleanAtOnce(options: SceneOptions, wish: DownloadWish): Promise<string> {
  return withScene(options, async (scene) => {
    await scene.mustDownload(wish)
    return scene.cleanHash('BTC')
  })
}

function layerFile(scene: DownloadScene, layer: number): string {
  return sha256(scene.bytes(`${layerFolder(layer)}/rows.parquet`))
}

function expectComplete(scene: DownloadScene): void {
  const { expectedBars, receivedBars, noTradesBars, unexplainedBars } = scene.proof('BTC')
  expect(unexplainedBars).toBe(0)
  expect(receivedBars + noTradesBars).toBe(expectedBars)
}

describe('a download that brings a series up to date', () => {
  it('asks for what is new only, and holds it against what is stored', async () => {
    await withHome(async (home) => {
      const firstLayer = await withScene({ home, startMs: FIRST_MS }, async (scene) => {
        await scene.mustDownload(WISH)
        expect(scene.proof('BTC').to).toBe('2018-06-10T10:00:00.000Z')
        return layerFile(scene, 1)
      })
      const startMs = Date.UTC(2018, 5, 20, 9, 59, 59)
      await withScene({ home, startMs }, async (scene) => {
        const report = await scene.mustDownload(WISH)
        expect(report.series[0]!.isNew).toBe(true)
        expect(asked(scene, 'contract')).toHaveLength(0)
        expect(asked(scene, 'head')).toHaveLength(0)
        expect(asked(scene, 'schedule').length).toBeLessThanOrEqual(1)
        const [first, second] = scene.layers()
        expect(scene.layers()).toHaveLength(2)
        expect(second!.firstTimeMs).toBe(first!.lastTimeMs! + HOUR_MS)
        expect(second!.lastTimeMs).toBe(Date.UTC(2018, 5, 20, 8))
        expect(layerFile(scene, 1)).toBe(firstLayer)
        expect(scene.journal('BTC').counts).toMatchObject({ identicalOverlaps: 10, revisions: 0, retries: 0 })
        expect(scene.passport('BTC').revisions).toBe(0)
        expect(scene.proof('BTC').to).toBe('2018-06-20T09:00:00.000Z')
        expectComplete(scene)
        expect(scene.cleanHash('BTC')).toBe(await cleanAtOnce({ startMs }, WISH))
        expect(scene.gateway.record().breaks).toEqual([])
      })
    })
  })

  it('goes back to an earlier start, and joins a range that lies apart', async () => {
    const whole = { ...WISH, from: '2018-02-01T00:00:00Z', to: '2018-06-01T00:00:00Z' }
    await withScene({}, async (scene) => {
      await scene.mustDownload({ ...WISH, from: '2018-04-01T00:00:00Z', to: '2018-04-20T00:00:00Z' })
      await scene.mustDownload({ ...WISH, from: '2018-02-01T00:00:00Z', to: '2018-04-10T00:00:00Z' })
      expect(scene.proof('BTC')).toMatchObject({ from: '2018-02-01T00:00:00.000Z', to: '2018-04-20T00:00:00.000Z' })
      expect(scene.layers()[1]!.lastTimeMs).toBe(Date.UTC(2018, 2, 31, 23))
      await scene.mustDownload({ ...WISH, from: '2018-05-20T00:00:00Z', to: '2018-06-01T00:00:00Z' })
      expect(scene.proof('BTC').to).toBe('2018-06-01T00:00:00.000Z')
      expect(scene.layers()).toHaveLength(3)
      expectComplete(scene)
      expect(scene.cleanHash('BTC')).toBe(await cleanAtOnce({}, whole))
      expect(scene.journal('BTC').counts.revisions).toBe(0)
    })
  })

  it('makes no layer where there is nothing new', async () => {
    const wish = { ...WISH, to: '2018-04-20T00:00:00Z' }
    await withScene({}, async (scene) => {
      await scene.mustDownload(wish)
      const before = [scene.dataHash('BTC'), sha256(scene.bytes('data/clean/btc_1h.passport.json'))]
      const questions = scene.gateway.record().requests.length
      const report = await scene.mustDownload(wish)
      expect(report.series[0]!.isNew).toBe(false)
      expect(scene.gateway.record().requests).toHaveLength(questions)
      expect(scene.layers()).toHaveLength(1)
      expect([scene.dataHash('BTC'), sha256(scene.bytes('data/clean/btc_1h.passport.json'))]).toEqual(before)
    })
  })
})

/** The market says something else of the bars of BTC that start in the span. */
function revised(fromMs: number, toMs: number): (market: GatewayMarket) => GatewayMarket {
  const change = (bars: GatewayBars): GatewayBars => {
    const volume = bars.volume.map((size, t) => (bars.timeMs[t]! >= fromMs && bars.timeMs[t]! < toMs ? size + 1 : size))
    return { ...bars, volume }
  }
  return (market) => ({ ...market, bars: (...question) => change(market.bars(...question)) })
}

describe('a source that changes its mind between two downloads', () => {
  for (const { how, startMs } of [
    { how: 'days', startMs: Date.UTC(2018, 5, 20, 9) },
    { how: 'months', startMs: Date.UTC(2018, 8, 20, 9) },
  ]) {
    it(`takes revised bars ${how} later, counts them and keeps the old layer`, async () => {
      await withHome(async (home) => {
        const firstLayer = await withScene({ home, startMs: FIRST_MS }, async (scene) => {
          await scene.mustDownload(WISH)
          return layerFile(scene, 1)
        })
        const fromMs = Date.UTC(2018, 5, 10, 7)
        const changed = revised(fromMs, Date.UTC(2018, 5, 10, 10))
        await withScene({ home, startMs, changed }, async (scene) => {
          await scene.mustDownload(WISH)
          expect(layerFile(scene, 1)).toBe(firstLayer)
          expect(scene.layers()[1]!.firstTimeMs).toBe(fromMs)
          expect(scene.journal('BTC').counts.revisions).toBe(3)
          expect(scene.journal('BTC').counts.identicalOverlaps).toBe(7)
          expect(scene.passport('BTC').revisions).toBe(3)
          expect(scene.proof('BTC').counts.revisions).toBe(3)
          expectComplete(scene)
          expect(scene.cleanHash('BTC')).toBe(await cleanAtOnce({ startMs, changed }, WISH))
          expect(scene.gateway.record().breaks).toEqual([])
        })
      })
    })

    it(`fetches everything anew where a split came ${how} later`, async () => {
      const market = { split: { symbol: 'BTC', ratio: 4 } }
      await withHome(async (home) => {
        const firstLayer = await withScene({ home, startMs: FIRST_MS }, async (scene) => {
          await scene.mustDownload(WISH)
          return layerFile(scene, 1)
        })
        await withScene({ home, startMs, market }, async (scene) => {
          await scene.mustDownload(WISH)
          expect(layerFile(scene, 1)).toBe(firstLayer)
          expect(scene.layers().map(({ supersedes }) => supersedes)).toEqual([[], [1]])
          expect(scene.proof('BTC').notes.join('\n')).toContain('factor 0.25')
          expectComplete(scene)
          expect(scene.cleanHash('BTC')).toBe(await cleanAtOnce({ startMs, market }, WISH))
          expect(scene.gateway.record().breaks).toEqual([])
        })
      })
    })
  }

  it('fetches everything anew where a split came in the middle of a download', async () => {
    const market = { split: { symbol: 'BTC', ratio: 4 } }
    await withHome(async (home) => {
      await withScene({ home, startMs: FIRST_MS }, async (scene) => {
        const stop = new AbortController()
        const onBeat = () => {
          if (asked(scene, 'bars').length === 2) stop.abort()
        }
        await expect(scene.download(WISH, stop.signal, onBeat)).rejects.toThrow()
      })
      await withScene({ home, startMs: FIRST_MS, market }, async (scene) => {
        await scene.mustDownload(WISH)
        expect(scene.layers()).toHaveLength(1)
        expect(scene.proof('BTC').notes.join('\n')).toContain('factor 0.25')
        expectComplete(scene)
        expect(scene.cleanHash('BTC')).toBe(await cleanAtOnce({ startMs: FIRST_MS, market }, WISH))
      })
    })
  })
})
