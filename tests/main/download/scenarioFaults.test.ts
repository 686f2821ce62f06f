import { describe, expect, it } from 'vitest'
import { FAULT_KINDS, randomFaults } from '../../../src/main/adapters/gateway/faults.ts'
import { faultsAt } from '../../fakes/faultsAt.ts'
import { type DownloadScene, type DownloadWish, longestAskMs, withScene } from './downloadScene.ts'

const SHORT: DownloadWish = { from: '2018-04-01T00:00:00Z', to: '2018-05-10T00:00:00Z', symbols: ['BTC'] }
const PAIR: DownloadWish = { from: '2018-02-01T00:00:00Z', to: '2018-08-01T00:00:00Z' }
const MOST_QUESTIONS = 12
/** startApi, contract, history, its cancel, head, its cancel, time. */
const READING: readonly number[] = [71, 9, 20, 25, 87, 90, 49]

const undisturbed = new Map<DownloadWish, Promise<readonly string[]>>()

function hashes(scene: DownloadScene, { symbols = ['BTC', 'ETH'] }: DownloadWish): readonly string[] {
  return symbols.map((symbol) => scene.dataHash(symbol))
}

/** What a download without faults makes of the same wish. */
function expectedHashes(wish: DownloadWish): Promise<readonly string[]> {
  const known = undisturbed.get(wish)
  if (known !== undefined) return known
  const made = withScene({}, async (scene) => {
    await scene.mustDownload(wish)
    expect(scene.gateway.record().requests.every(({ how }) => how === 'answered')).toBe(true)
    return hashes(scene, wish)
  })
  undisturbed.set(wish, made)
  return made
}

async function expectComplete(scene: DownloadScene, symbol: string): Promise<void> {
  const { expectedBars, receivedBars, noTradesBars, unexplainedBars, barsOutsideSessions } = scene.proof(symbol)
  expect({ unexplainedBars, barsOutsideSessions }).toEqual({ unexplainedBars: 0, barsOutsideSessions: 0 })
  expect(receivedBars + noTradesBars).toBe(expectedBars)
  const { timeMs } = await scene.series(symbol)
  expect(timeMs.length).toBe(receivedBars)
  expect(timeMs.every((time, t) => t === 0 || time > timeMs[t - 1]!)).toBe(true)
  expect(scene.passport(symbol).rowsIn).toBe(receivedBars)
}

function expectMannerly(scene: DownloadScene): void {
  const { breaks, messages } = scene.gateway.record()
  expect(breaks).toEqual([])
  expect(longestAskMs(scene)).toBeLessThanOrEqual(60_000)
  expect([...messages.keys()].filter((id) => !READING.includes(id))).toEqual([])
}

describe('one fault at any question of a download', () => {
  for (const kind of FAULT_KINDS) {
    it(`${kind}: the same bytes, and no rule broken`, async () => {
      const expected = await expectedHashes(SHORT)
      let met = 0
      for (let request = 0; request < MOST_QUESTIONS; request++) {
        await withScene({ faults: faultsAt([{ request, kind }]) }, async (scene) => {
          await scene.mustDownload(SHORT)
          expect(hashes(scene, SHORT), `${kind} at question ${request}`).toEqual(expected)
          await expectComplete(scene, 'BTC')
          expectMannerly(scene)
          const { requests } = scene.gateway.record()
          if (requests.some(({ fault }) => fault === kind)) met++
          if (requests.length <= request) request = MOST_QUESTIONS
        })
      }
      expect(met).toBeGreaterThanOrEqual(4)
    })
  }
})

describe('questions that fail at random', () => {
  for (const { seed, share } of [
    { seed: 10, share: 0.05 },
    { seed: 17, share: 0.05 },
    { seed: 3, share: 0.3 },
    { seed: 4, share: 0.3 },
  ]) {
    it(`seed ${seed}, ${share * 100} % of all kinds: the same bytes, and no rule broken`, async () => {
      const expected = await expectedHashes(PAIR)
      await withScene({ faults: randomFaults({ seed, share, kinds: FAULT_KINDS }) }, async (scene) => {
        await scene.mustDownload(PAIR)
        expect(scene.gateway.record().requests.some(({ fault }) => fault !== null)).toBe(true)
        expect(hashes(scene, PAIR)).toEqual(expected)
        for (const symbol of ['BTC', 'ETH']) await expectComplete(scene, symbol)
        expectMannerly(scene)
        const counted = ['BTC', 'ETH'].map((symbol) => scene.proof(symbol).counts.requests)
        expect(counted[0]! + counted[1]!).toBe(scene.gateway.record().requests.length)
      })
    })
  }
})
