import { describe, expect, it } from 'vitest'
import { faultsAt } from '../../fakes/faultsAt.ts'
import {
  asked,
  codeOf,
  type DownloadScene,
  type DownloadWish,
  must,
  type SceneOptions,
  withScene,
} from './downloadScene.ts'

const HOUR_MS = 3_600_000
const EQUITIES: SceneOptions = {
  startMs: Date.UTC(2015, 11, 31, 18, 20, 30),
  workspace: {
    name: 'spy_qqq',
    primary: 'SPY',
    secondary: 'QQQ',
    assetClass: 'etf',
    calendar: 'us-equity-rth',
  },
}
/** New York's clocks change on 2015-11-01; 2015-11-26 is Thanksgiving, the 27th closes at 13:00. Whole: 5 + 18 days, half: 1. */
const AUTUMN: DownloadWish = { from: '2015-10-26T00:00:00Z', to: '2015-11-28T05:00:00Z' }
const WHOLE_DAYS = 23

function equities(interval: string): SceneOptions {
  return { ...EQUITIES, workspace: { ...EQUITIES.workspace, interval } }
}

async function expectBars(scene: DownloadScene, symbol: string, interval: string, bars: number): Promise<void> {
  const proof = scene.proof(symbol, interval)
  expect(proof).toMatchObject({
    sessionsKnown: true,
    closedBars: 0,
    unexplainedBars: 0,
    barsOutsideSessions: 0,
    adjustment: 'split-adjusted',
    expectedBars: bars,
  })
  expect(proof.receivedBars + proof.noTradesBars).toBe(bars)
  expect((await scene.series(symbol, interval)).timeMs.length).toBe(proof.receivedBars)
  expect(scene.passport(symbol, interval).rejected).toBe(0)
  expect(scene.gateway.record().breaks).toEqual([])
}

/** Starts of the bars of a UTC date, as hours and minutes. */
async function startsOn(scene: DownloadScene, date: string, interval: string): Promise<readonly string[]> {
  const { timeMs } = await scene.series('SPY', interval)
  return [...timeMs]
    .map((time) => new Date(time).toISOString())
    .filter((text) => text.startsWith(date))
    .map((text) => text.slice(11, 16))
}

describe('equities', () => {
  it('1h: the calendar becomes the one of full hours, with a note; half days and the change of the clocks fit', async () => {
    await withScene(EQUITIES, async (scene) => {
      await scene.mustDownload(AUTUMN)
      expect(scene.workspace().instruments.map(({ calendar }) => calendar)).toEqual([
        'us-equity-rth-clock',
        'us-equity-rth-clock',
      ])
      expect(scene.notes.join('\n')).toContain('us-equity-rth-clock')
      for (const symbol of ['SPY', 'QQQ']) await expectBars(scene, symbol, '1h', 7 * WHOLE_DAYS + 4)
      const summer = ['13:30', '14:00', '15:00', '16:00', '17:00', '18:00', '19:00']
      expect(await startsOn(scene, '2015-10-30', '1h')).toEqual(summer)
      expect(await startsOn(scene, '2015-11-02', '1h')).toEqual(['14:30', ...summer.slice(2), '20:00'])
      expect(await startsOn(scene, '2015-11-27', '1h')).toEqual(['14:30', '15:00', '16:00', '17:00'])
      expect(scene.journal('SPY').terms).toMatchObject({ whatToShow: 'TRADES', regularHours: true })
    })
  })

  it('1h, all hours: 16 bars a day, 13 on a half day', async () => {
    await withScene(EQUITIES, async (scene) => {
      await scene.mustDownload({ ...AUTUMN, wish: { regularHours: false } })
      expect(scene.workspace().instruments[0]!.calendar).toBe('us-equity-extended')
      await expectBars(scene, 'SPY', '1h', 16 * WHOLE_DAYS + 13)
      expect((await startsOn(scene, '2015-11-27', '1h')).at(-1)).toBe('21:00')
      // The workspace has bars now: what is said later must fit them.
      expect(codeOf(await scene.download({ ...AUTUMN, wish: { regularHours: true } }))).toBe('calendar-mismatch')
      expect((await scene.download(AUTUMN)).ok).toBe(true)
    })
  })

  it('30m: the calendar stays', async () => {
    await withScene(equities('30m'), async (scene) => {
      await scene.mustDownload({ ...AUTUMN, symbols: ['QQQ'] })
      expect(scene.workspace().instruments[0]!.calendar).toBe('us-equity-rth')
      await expectBars(scene, 'QQQ', '30m', 13 * WHOLE_DAYS + 7)
    })
  })

  it('1d: one bar a session, from its open', async () => {
    await withScene(equities('1d'), async (scene) => {
      await scene.mustDownload({ ...AUTUMN, symbols: ['SPY'] })
      expect(scene.workspace().instruments[0]!.calendar).toBe('us-equity-rth')
      await expectBars(scene, 'SPY', '1d', WHOLE_DAYS + 1)
      expect(await startsOn(scene, '2015-10-30', '1d')).toEqual(['13:30'])
    })
  })

  it('an update over weekends and a holiday asks little and stays complete', async () => {
    await withScene(EQUITIES, async (scene) => {
      await scene.mustDownload({ ...AUTUMN, symbols: ['SPY'], to: '2015-11-25T15:30:00Z' })
      await scene.mustDownload({ ...AUTUMN, symbols: ['SPY'] })
      await expectBars(scene, 'SPY', '1h', 7 * WHOLE_DAYS + 4)
      expect(scene.layers()[1]!.rows).toBe(10)
    })
  })
})

const WEEKS: DownloadWish = { from: '2018-03-01T00:00:00Z', to: '2018-04-15T00:00:00Z', symbols: ['BTC'] }
const WEEKDAYS: SceneOptions = { market: { crypto: 'weekdays' } }

describe('crypto that is closed at weekends', () => {
  it('the closed hours are explained by the schedule of the venue', async () => {
    await withScene(WEEKDAYS, async (scene) => {
      await scene.mustDownload(WEEKS)
      const proof = scene.proof('BTC')
      expect(proof).toMatchObject({ sessionsKnown: true, unexplainedBars: 0, barsOutsideSessions: 0 })
      // Seven weekends: Friday 16:00 to Sunday 03:00 New York is 35 hours, 34 where the clocks go forward; the last one ends with the range.
      expect(proof.closedBars).toBe(35 + 34 + 35 * 4 + 28)
      expect(proof.receivedBars + proof.noTradesBars).toBe(proof.expectedBars)
      expect(proof.expectedBars + proof.closedBars).toBe(45 * 24)
    })
  })

  it('a SCHEDULE that is denied once is asked for again', async () => {
    await withScene({ ...WEEKDAYS, faults: faultsAt([{ request: 2, kind: 'no-data' }]) }, async (scene) => {
      await scene.mustDownload(WEEKS)
      expect(scene.proof('BTC')).toMatchObject({ sessionsKnown: true, unexplainedBars: 0 })
    })
  })

  it('without a head, sessions are still known where there are bars', async () => {
    const heads = { paxosMs: Date.UTC(2018, 2, 5, 14) }
    const faults = faultsAt([{ request: 1, kind: 'no-data' }])
    await withScene({ market: { ...WEEKDAYS.market, heads }, faults }, async (scene) => {
      await scene.mustDownload({ ...WEEKS, from: '2016-01-01T00:00:00Z' })
      const proof = scene.proof('BTC')
      expect(proof).toMatchObject({ sessionsKnown: true, unexplainedBars: 0, headTime: null })
      expect(proof.from).toBe('2018-03-05T14:00:00.000Z')
      expect(proof.notes.join('\n')).toMatch(/oldest bar/)
    })
  })
})

describe('older gateways', () => {
  it('164: complete, and it is said that the sessions are not known', async () => {
    await withScene({ gateway: { serverVersion: 164 } }, async (scene) => {
      await scene.mustDownload(WEEKS)
      expect(asked(scene, 'schedule')).toHaveLength(0)
      expect(scene.proof('BTC')).toMatchObject({ sessionsKnown: false, serverVersion: 164, unexplainedBars: 0 })
      expect(scene.proof('BTC').receivedBars).toBeGreaterThan(1000)
    })
  })

  it('164, closed at weekends: what nothing explains is called so', async () => {
    await withScene({ ...WEEKDAYS, gateway: { serverVersion: 164 } }, async (scene) => {
      await scene.mustDownload(WEEKS)
      const proof = scene.proof('BTC')
      expect(proof.sessionsKnown).toBe(false)
      // Six whole Saturdays (UTC) without a bar.
      expect(proof.unexplainedBars).toBeGreaterThanOrEqual(6 * 24)
      expect(scene.gateway.record().breaks).toEqual([])
    })
  })

  it.each([
    [162, 'ibkr-version-too-old'],
    [151, 'ibkr-version-too-old'],
    [163, 'no trouble'],
    [176, 'no trouble'],
    [193, 'no trouble'],
  ])('%i: %s', async (serverVersion, code) => {
    await withScene({ gateway: { serverVersion } }, async (scene) => {
      const report = await scene.download({ ...WEEKS, from: '2018-04-01T00:00:00Z' })
      expect(codeOf(report)).toBe(code)
      if (report.ok) expect((await scene.series('BTC')).volume.some((size) => !Number.isInteger(size))).toBe(true)
    })
  })
})

describe('other intervals', () => {
  it.each([
    ['1m', '2018-03-05T00:00:00Z', '2018-03-07T00:00:00Z', 2 * 1440],
    ['15m', '2018-03-01T00:00:00Z', '2018-03-21T00:00:00Z', 20 * 96],
    ['4h', '2018-02-01T00:00:00Z', '2018-07-01T00:00:00Z', 150 * 6],
  ])('%s: complete', async (interval, from, to, bars) => {
    await withScene({ workspace: { interval } }, async (scene) => {
      must(await scene.download({ from, to, symbols: ['BTC'] }))
      const proof = scene.proof('BTC', interval)
      expect(proof).toMatchObject({ expectedBars: bars, unexplainedBars: 0 })
      expect(proof.receivedBars + proof.noTradesBars).toBe(bars)
      expect(scene.gateway.record().breaks).toEqual([])
      expect((await scene.series('BTC', interval)).timeMs[0]).toBe(Date.parse(from))
    })
  })

  it('days of crypto and lengths that IBKR does not have are refused', async () => {
    for (const interval of ['1d', '6h', '12h'])
      await withScene({ workspace: { interval } }, async (scene) => {
        expect(codeOf(await scene.download(WEEKS))).toBe('interval-not-offered')
        expect(scene.gateway.record().connections).toBe(0)
      })
  })

  it('an hour that is not over is not stored', async () => {
    const startMs = Date.UTC(2018, 3, 14, 10, 59, 59)
    await withScene({ startMs }, async (scene) => {
      await scene.mustDownload({ from: '2018-04-01T00:00:00Z', symbols: ['BTC'] })
      expect((await scene.series('BTC')).timeMs.at(-1)).toBe(Date.UTC(2018, 3, 14, 9))
      expect(scene.proof('BTC').to).toBe(new Date(startMs - (startMs % HOUR_MS)).toISOString())
    })
  })
})
