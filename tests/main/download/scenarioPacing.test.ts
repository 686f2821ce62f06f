import { describe, expect, it } from 'vitest'
import { success } from '../../../src/core/outcome/outcome.ts'
import { withGateway } from '../../../src/main/engine/download/gatewayDoor.ts'
import { asked, type DownloadScene, must, withScene } from './downloadScene.ts'

/** One session of a program that asks for bars of five seconds, `count` chunks from `newestMs` back, as fast as it may. */
async function askSmallBars(scene: DownloadScene, newestMs: number, count: number): Promise<void> {
  const ports = await scene.ports()
  const settings = {
    address: { host: '127.0.0.1', port: scene.gateway.port, clientId: 71 },
    politeMs: 0,
    patienceMs: 60_000,
  }
  const job = {
    signal: new AbortController().signal,
    beat: () => {},
    note: () => {},
    stage: <T>(_stage: string, run: () => Promise<T>) => run(),
  }
  const contract = scene.proof('BTC').terms.contract
  const work = () =>
    withGateway(ports, settings, job, 'test', async ({ questioner }) => {
      for (let chunk = 0; chunk < count; chunk++) {
        const endMs = newestMs - chunk * 3_600_000
        must(
          await questioner.ask({
            request: {
              kind: 'bars',
              identity: `small ${endMs}`,
              contractKey: 'small',
              smallBars: true,
              weight: 1,
            },
            venue: contract,
            hadBarsBefore: true,
            moreVenues: false,
            // The simulation refuses such bars, after it has counted the question.
            ask: async (link, terms) => {
              await link.bars(
                {
                  contract,
                  whatToShow: 'AGGTRADES',
                  regularHours: false,
                  endMs,
                  duration: '3600 S',
                  barSize: '5 secs',
                  dayStartMs: () => null,
                },
                terms,
              )
              return success(null)
            },
          }),
        )
      }
      return success(null)
    })
  must(await scene.time.run(work))
}

describe('the memory of the limiter', () => {
  it('is kept over a restart: two sessions of small bars together break no rule', async () => {
    await withScene({}, async (scene) => {
      await scene.mustDownload({ from: '2018-04-10T00:00:00Z', to: '2018-04-12T00:00:00Z', symbols: ['BTC'] })
      const startMs = scene.time.monotonicMs()
      await askSmallBars(scene, Date.UTC(2018, 3, 12), 45)
      expect(scene.time.monotonicMs() - startMs).toBeLessThan(600_000)
      await askSmallBars(scene, Date.UTC(2018, 3, 12), 45)
      expect(scene.time.monotonicMs() - startMs).toBeGreaterThan(600_000)
      expect(scene.gateway.record().breaks).toEqual([])
    })
  })

  it('without pauses of its own a download of minutes breaks no rule, cancelled and continued at once', async () => {
    const wish = { from: '2018-04-01T00:00:00Z', to: '2018-04-13T00:00:00Z', symbols: ['BTC'], politeMs: 0 }
    await withScene({ workspace: { interval: '1m' } }, async (scene) => {
      for (const beats of [6, 9, 12]) {
        const stop = new AbortController()
        let left: number = beats
        const cancelling = scene.download(wish, stop.signal, () => {
          if (--left === 0) stop.abort()
        })
        await expect(cancelling).rejects.toThrow()
      }
      await scene.mustDownload(wish)
      expect(scene.gateway.record().breaks).toEqual([])
      expect(scene.proof('BTC', '1m').unexplainedBars).toBe(0)
    })
  })

  it('counts the workspaces of a home together', async () => {
    await withScene({}, async (scene) => {
      const wish = { from: '2018-04-10T00:00:00Z', to: '2018-04-11T00:00:00Z', symbols: ['BTC'], politeMs: 0 }
      await scene.mustDownload(wish)
      for (const name of ['second', 'third', 'fourth']) await scene.beside({ name }).mustDownload(wish)
      const heads = asked(scene, 'head').map(({ atMs }) => atMs)
      expect(heads).toHaveLength(4)
      expect(heads.every((atMs, place) => place === 0 || atMs - heads[place - 1]! >= 15_000)).toBe(true)
      expect(scene.gateway.record().breaks).toEqual([])
    })
  })
})
