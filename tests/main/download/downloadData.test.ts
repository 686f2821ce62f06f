import { describe, expect, it } from 'vitest'
import { completenessSchema } from '../../../src/core/contract/download.ts'
import { codeOf, type DownloadWish, longestAskMs, withScene } from './downloadScene.ts'

const WISH: DownloadWish = { from: '2018-02-01T00:00:00Z', to: '2018-05-01T00:00:00Z' }
/** February, March and April. */
const BARS = (28 + 31 + 30) * 24

describe('a download without trouble', () => {
  it('brings both legs, each in one layer, with a proof of what they hold', async () => {
    await withScene({}, async (scene) => {
      const report = await scene.mustDownload(WISH)
      expect(report.series.map(({ symbol, isNew }) => [symbol, isNew])).toEqual([
        ['BTC', true],
        ['ETH', true],
      ])
      for (const symbol of ['BTC', 'ETH']) {
        const proof = completenessSchema.parse(scene.proof(symbol))
        expect(proof).toMatchObject({ expectedBars: BARS, unexplainedBars: 0, closedBars: 0, sessionsKnown: true })
        expect(proof.receivedBars + proof.noTradesBars).toBe(BARS)
        expect(proof.noTradesBars).toBe(proof.holes.reduce((sum, hole) => sum + hole.bars, 0))
        expect(proof.counts).toMatchObject({ retries: 0, timeouts: 0, pacingErrors: 0, reconnects: 0, revisions: 0 })
        expect(scene.passport(symbol).rowsIn).toBe(proof.receivedBars)
      }
      expect(scene.layers().map(({ subject, source, sourceName }) => [subject, source, sourceName])).toEqual([
        ['BTC', 'ibkr', 'ibkr-PAXOS-479624278-AGGTRADES'],
        ['ETH', 'ibkr', 'ibkr-PAXOS-495759171-AGGTRADES'],
      ])
      const csv = scene.bytes('data/raw/btc_1h_all.csv').toString().trimEnd().split('\n')
      expect(csv).toHaveLength(1 + scene.proof('BTC').receivedBars)
    })
  })

  it('is paced, logged and told', async () => {
    await withScene({}, async (scene) => {
      await scene.mustDownload(WISH)
      const { breaks, requests, sessions } = scene.gateway.record()
      expect(breaks).toEqual([])
      expect(sessions).toBe(1)
      expect(longestAskMs(scene)).toBeLessThan(1_000)
      const history = requests.filter(({ kind }) => kind !== 'contract')
      expect(history.every(({ atMs }, place) => place === 0 || atMs - history[place - 1]!.atMs >= 8_000)).toBe(true)
      const counted = ['BTC', 'ETH'].map((symbol) => scene.proof(symbol).counts.requests)
      expect(counted[0]! + counted[1]!).toBe(requests.length)
      expect(scene.logLines().filter(({ event }) => event === 'sent')).toHaveLength(requests.length)
      expect(scene.notes.join('\n')).toMatch(/connected to 127\.0\.0\.1:\d+ as client 71, server version 193/)
      expect(scene.notes).toContain('BTC: BTC.USD at PAXOS, conId 479624278')
      expect(scene.beats.some((beat) => /^BTC \d+\/\d+: walking back \(\d+ requests, \d+ in the last/.test(beat))).toBe(
        true,
      )
      expect(scene.beats.some((beat) => beat.includes('waiting 8 s: polite pause'))).toBe(true)
    })
  })

  it('says the same bytes twice, and others for another market', async () => {
    const hash = (seed: number) =>
      withScene({ market: { seed } }, async (scene) => {
        await scene.mustDownload({ ...WISH, symbols: ['ETH'] })
        return scene.dataHash('ETH')
      })
    const first = await hash(7)
    expect(await hash(7)).toBe(first)
    expect(await hash(8)).not.toBe(first)
  })

  it('leaves out what is not in the workspace', async () => {
    await withScene({}, async (scene) => {
      expect(codeOf(await scene.download({ ...WISH, symbols: ['LTC'] }))).toBe('symbol-unknown')
      expect(scene.gateway.record().connections).toBe(0)
    })
  })
})
