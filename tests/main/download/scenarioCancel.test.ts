import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Cancelled } from '../../../src/core/job/cancelled.ts'
import { createStream } from '../../../src/core/stats/seededStream.ts'
import type { FaultPlan } from '../../../src/main/adapters/gateway/faults.ts'
import { downloadPaths } from '../../../src/main/engine/download/downloadLayout.ts'
import { asked, codeOf, type DownloadScene, type DownloadWish, must, withHome, withScene } from './downloadScene.ts'

const WISH: DownloadWish = { from: '2018-03-01T00:00:00Z', to: '2018-06-01T00:00:00Z', symbols: ['BTC'] }
const PAIR: DownloadWish = { ...WISH, symbols: ['BTC', 'ETH'] }
const PATHS = downloadPaths('BTC', '1h')

type Whole = { readonly hashes: readonly string[]; readonly identities: readonly string[]; readonly beats: number }
const wholes = new Map<DownloadWish, Promise<Whole>>()

/** What the same download makes and asks when nobody disturbs it. */
function whole(wish: DownloadWish): Promise<Whole> {
  const known = wholes.get(wish)
  if (known !== undefined) return known
  const made = withScene({}, async (scene) => {
    await scene.mustDownload(wish)
    return { hashes: hashes(scene, wish), identities: identities(scene), beats: scene.beats.length }
  })
  wholes.set(wish, made)
  return made
}

function hashes(scene: DownloadScene, { symbols = [] }: DownloadWish): readonly string[] {
  return symbols.map((symbol) => scene.dataHash(symbol))
}

function identities(scene: DownloadScene): readonly string[] {
  return scene.gateway.record().requests.map(({ kind, identity }) => `${kind} ${identity}`)
}

/** Downloads and cancels after so many beats; true where it was cancelled. */
async function cancelledAfter(scene: DownloadScene, wish: DownloadWish, beats: number): Promise<boolean> {
  const stop = new AbortController()
  let left = beats
  try {
    must(
      await scene.download(wish, stop.signal, () => {
        if (--left === 0) stop.abort()
      }),
    )
    return false
  } catch (thrown) {
    if (!(thrown instanceof Cancelled)) throw thrown
    return true
  }
}

/** Questions that were asked more often than an undisturbed download asks them. */
function askedAgain(scene: DownloadScene, expected: readonly string[]): readonly string[] {
  const left = [...expected]
  return identities(scene).filter((identity) => {
    const place = left.indexOf(identity)
    if (place !== -1) left.splice(place, 1)
    return place === -1
  })
}

describe('a download that is cancelled again and again', () => {
  for (const seed of [1, 2, 3]) {
    it(`seed ${seed}: the same bytes in the end, and at most one question more for each cancel`, async () => {
      const expected = await whole(PAIR)
      const stream = createStream(seed, 'cancel')
      await withScene({}, async (scene) => {
        let cancels = 0
        let questions = 0
        while (await cancelledAfter(scene, PAIR, 1 + stream.nextInt(Math.ceil(expected.beats / 4)))) {
          cancels++
          const again = askedAgain(scene, expected.identities).length
          // A contract that was found is looked up again where the download had not begun yet.
          expect(again - questions).toBeLessThanOrEqual(2)
          questions = again
        }
        expect(cancels).toBeGreaterThan(3)
        expect(hashes(scene, PAIR)).toEqual(expected.hashes)
        const again = askedAgain(scene, expected.identities)
        expect(again.filter((identity) => !identity.startsWith('contract')).length).toBeLessThanOrEqual(cancels)
        expect(scene.gateway.record().breaks).toEqual([])
        const { resumes, requests } = scene.journal('BTC').counts
        expect(resumes).toBeLessThanOrEqual(cancels)
        expect(requests).toBeGreaterThan(0)
      })
    })
  }

  it('goes on after a cancel at every single beat of a download', async () => {
    const expected = await whole(WISH)
    await withScene({}, async (scene) => {
      let beats = 1
      while (await cancelledAfter(scene, WISH, beats)) beats++
      expect(beats).toBeGreaterThan(10)
      expect(hashes(scene, WISH)).toEqual(expected.hashes)
      expect(scene.gateway.record().breaks).toEqual([])
    })
  })
})

describe('what an earlier session left is damaged', () => {
  const damages: readonly (readonly [string, (root: string) => void])[] = [
    ['half an answer', (root) => halve(join(root, PATHS.answer(1)))],
    ['an answer of another kind', (root) => writeFileSync(join(root, PATHS.answer(0)), '{"phase":"walk"}')],
    ['half a plan', (root) => halve(join(root, PATHS.plan))],
    ['half the sessions', (root) => halve(join(root, PATHS.sessions))],
    ['half the log', (root) => halve(join(root, PATHS.log))],
    ['an empty pacing memory', (root) => emptyPacing(root)],
  ]
  for (const [name, damage] of damages) {
    it(`${name}: asked again, and the same bytes`, async () => {
      const expected = await whole(WISH)
      await withScene({}, async (scene) => {
        const stop = new AbortController()
        const onBeat = () => {
          if (asked(scene, 'bars').length === 3) stop.abort()
        }
        await expect(scene.download(WISH, stop.signal, onBeat)).rejects.toThrow(Cancelled)
        damage(scene.root)
        await scene.mustDownload(WISH)
        expect(hashes(scene, WISH)).toEqual(expected.hashes)
        expect(scene.gateway.record().breaks).toEqual([])
      })
    })
  }
})

function halve(path: string): void {
  const text = readFileSync(path, 'utf8')
  writeFileSync(path, text.slice(0, Math.floor(text.length / 2)))
}

function emptyPacing(root: string): void {
  const folder = join(root, '../../ibkr')
  for (const name of readdirSync(folder)) writeFileSync(join(folder, name, 'pacing.json'), '')
}

describe('a download that ends half-way', () => {
  const fromQuestion =
    (first: number): FaultPlan =>
    ({ index }) =>
      index >= first ? 'no-permission' : null

  it('leaves the bars received so far to use, says so, and goes on there', async () => {
    const expected = await whole(WISH)
    await withHome(async (home) => {
      await withScene({ home, faults: fromQuestion(5) }, async (scene) => {
        expect(codeOf(await scene.download(WISH))).toBe('ibkr-no-permission')
        const { timeMs } = await scene.series('BTC')
        expect(timeMs.length).toBeGreaterThan(700)
        expect(timeMs.at(-1)).toBe(Date.UTC(2018, 4, 31, 23))
        expect(scene.proof('BTC').notes.join('\n')).toMatch(/not finished/)
        expect(scene.proof('BTC').from).toBe(new Date(timeMs[0]!).toISOString())
        expect(scene.layers()).toEqual([])
      })
      await withScene({ home }, async (scene) => {
        await scene.mustDownload(WISH)
        expect(hashes(scene, WISH)).toEqual(expected.hashes)
        expect(scene.proof('BTC').notes.join('\n')).not.toMatch(/not finished/)
        expect(scene.proof('BTC').unexplainedBars).toBe(0)
        expect(asked(scene, 'bars').length).toBeLessThan(expected.identities.length - 4)
        expect(scene.layers()).toHaveLength(1)
      })
    })
  })

  it('of an update: shows old and new bars, and goes on there', async () => {
    const early = { ...WISH, to: '2018-04-01T00:00:00Z' }
    await withHome(async (home) => {
      await withScene({ home }, async (scene) => {
        await scene.mustDownload(early)
      })
      await withScene({ home, faults: fromQuestion(2) }, async (scene) => {
        expect(codeOf(await scene.download(WISH))).toBe('ibkr-no-permission')
        const { timeMs } = await scene.series('BTC')
        expect(timeMs[0]).toBe(Date.UTC(2018, 2, 1))
        expect(timeMs.at(-1)).toBe(Date.UTC(2018, 4, 31, 23))
        // What was not asked for yet is a hole that nothing explains.
        expect(scene.proof('BTC').unexplainedBars).toBeGreaterThan(600)
        expect(scene.layers()).toHaveLength(1)
      })
      await withScene({ home }, async (scene) => {
        await scene.mustDownload(WISH)
        expect(scene.proof('BTC').unexplainedBars).toBe(0)
        const { hashes: atOnce } = await withScene({}, async (other) => {
          await other.mustDownload(WISH)
          return { hashes: other.cleanHash('BTC') }
        })
        expect(scene.cleanHash('BTC')).toBe(atOnce)
      })
    })
  })

  it('a gateway that is away for longer than the patience: ibkr-not-back, and the next run goes on', async () => {
    const expected = await whole(WISH)
    const faults: FaultPlan = ({ index }) => (index === 4 ? 'nightly-restart' : null)
    await withScene({ faults, gateway: { restartMs: 3_600_000 } }, async (scene) => {
      expect(codeOf(await scene.download(WISH))).toBe('ibkr-not-back')
      expect(scene.time.monotonicMs()).toBeGreaterThan(30 * 60_000)
      expect(codeOf(await scene.download(WISH))).toBe('ibkr-nobody-listening')
      expect((await scene.series('BTC')).timeMs.length).toBeGreaterThan(700)
      await scene.time.run(() => scene.time.wait(40 * 60_000, new AbortController().signal))
      await scene.mustDownload(WISH)
      expect(hashes(scene, WISH)).toEqual(expected.hashes)
      expect(asked(scene, 'contract')).toHaveLength(1)
      expect(askedAgain(scene, expected.identities)).toHaveLength(1)
      expect(scene.gateway.record().breaks).toEqual([])
      expect(scene.journal('BTC').counts.resumes).toBe(1)
    })
  })
})
