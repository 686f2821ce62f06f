import { describe, expect, it } from 'vitest'
import { failure, type Outcome, success } from '../../../src/core/outcome/outcome.ts'
import { calendarOf } from '../../../src/core/time/calendarOf.ts'
import { type WatchNews, watchSeries } from '../../../src/main/engine/download/watchSeries.ts'
import { createVirtualTime } from '../../fakes/virtualTime.ts'

const START_MS = Date.UTC(2026, 10, 20, 18, 20, 30)
const MINUTE_MS = 60_000

/** Updates that end as told, one after the other, then Ctrl-C in the pause after the last. */
async function watched(ends: readonly Outcome<number>[], options: { once?: boolean } = {}) {
  const time = createVirtualTime({ startMs: START_MS, activity: () => 0 })
  const stop = new AbortController()
  const news: WatchNews[] = []
  const startsMs: number[] = []
  const plan = { calendars: [calendarOf('24x7')], intervalMs: 60 * MINUTE_MS, once: options.once ?? false }
  const update = async () => {
    const end = ends[startsMs.length]!
    startsMs.push(time.monotonicMs())
    if (startsMs.length === ends.length) time.after(1_000, () => stop.abort())
    return end
  }
  const outcome = await time.run(() =>
    watchSeries({ clock: time, timer: time }, plan, update, (one) => void news.push(one), stop.signal),
  )
  return { outcome, news, startsMs }
}

const away = failure('ibkr-nobody-listening', 'Nobody listens.', 'Start TWS.')

describe('a watch', () => {
  it('updates at once, then after each bar; Ctrl-C in between is its end', async () => {
    const { outcome, news, startsMs } = await watched([success(3), success(1), success(1)])
    expect(outcome).toEqual(success({ updates: 3, bars: 5, troubles: 0 }))
    expect(startsMs).toEqual([0, 2_380_000, 5_980_000])
    expect(news[0]).toEqual({ kind: 'updated', atMs: START_MS, bars: 3, nextMs: Date.UTC(2026, 10, 20, 19, 0, 10) })
  })

  it('tries again after 1, 2, 5, 10, 10 minutes, and from the start after a success', async () => {
    const { outcome, startsMs } = await watched([away, away, away, away, away, success(0), away, success(0)])
    const pauses = startsMs.slice(1).map((startMs, index) => (startMs - startsMs[index]!) / MINUTE_MS)
    expect(pauses.slice(0, 5)).toEqual([1, 2, 5, 10, 10])
    expect(pauses[6]).toBe(1)
    expect(outcome).toEqual(success({ updates: 2, bars: 0, troubles: 6 }))
  })

  it.each([
    'disk-full',
    'series-of-other-kind',
    'workspace-missing',
    'cancelled',
    'ibkr-no-permission',
    'ibkr-not-tws',
  ])('ends with %s', async (code) => {
    const end = failure(code, 'It ended.', '')
    expect((await watched([end])).outcome).toEqual(end)
  })

  it('takes a closed door for a restart once it has worked', async () => {
    const closed = failure('ibkr-api-disabled', 'Closed at once.', '')
    expect((await watched([closed])).outcome).toEqual(closed)
    expect((await watched([success(1), closed, success(1)])).outcome).toMatchObject({
      ok: true,
      value: { troubles: 1 },
    })
  })

  it('--once: one update, and any trouble is the end', async () => {
    const { outcome, news } = await watched([success(2)], { once: true })
    expect(outcome).toEqual(success({ updates: 1, bars: 2, troubles: 0 }))
    expect(news[0]).toMatchObject({ nextMs: null })
    expect((await watched([away], { once: true })).outcome).toEqual(away)
  })
})
