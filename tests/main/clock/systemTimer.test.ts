import { expect, test } from 'vitest'
import { Cancelled } from '../../../src/core/job/cancelled.ts'
import { systemTimer } from '../../../src/main/adapters/clock/systemTimer.ts'

const never = new AbortController().signal

test('a wait ends, and not early', async () => {
  const startedMs = performance.now()
  await systemTimer.wait(20, never)
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(20)
})

test.each([0, -5, Number.NaN])('a wait of %d ends in a later turn', async (ms) => {
  let ended = false
  const wait = systemTimer.wait(ms, never).then(() => {
    ended = true
  })
  await Promise.resolve()
  expect(ended).toBe(false)
  await wait
})

test('an abort throws at once, also before the wait', async () => {
  const stop = new AbortController()
  const wait = systemTimer.wait(60_000, stop.signal)
  stop.abort()
  await expect(wait).rejects.toBeInstanceOf(Cancelled)
  await expect(systemTimer.wait(60_000, stop.signal)).rejects.toBeInstanceOf(Cancelled)
})

test('a callback comes once; one that was called off never does', async () => {
  const calls: string[] = []
  systemTimer.after(5, () => calls.push('kept'))
  systemTimer.after(5, () => calls.push('off'))()
  systemTimer.after(0, () => calls.push('off too'))()
  // Longer than a timeout of Node can be: it must not come at once.
  const callOff = systemTimer.after(2 ** 32, () => calls.push('far'))
  await systemTimer.wait(30, never)
  callOff()
  expect(calls).toEqual(['kept'])
})
