import { describe, expect, it } from 'vitest'
import type { Wire } from '../../../src/core/contract/workbench/rpc.ts'
import { connectAgain } from '../../../src/renderer/channel/reconnecting.ts'

/** A line that opens, is refused and breaks when the test says so, and a second that passes when it says so. */
function fakeLine() {
  const dials: { open(wire: Wire): void; refuse(): void }[] = []
  const ticks = new Set<() => void>()
  const sessionOver = { value: false }
  const engine = connectAgain({
    dial: (onOpen, onRefused) => dials.push({ open: onOpen, refuse: () => onRefused('') }),
    isSessionOver: async () => sessionOver.value,
    everySecond: (listener) => {
      ticks.add(listener)
      return () => ticks.delete(listener)
    },
  })
  const second = () => {
    for (const tick of [...ticks]) tick()
  }
  return { engine, dials, second, sessionOver, ticks }
}

function fakeWire() {
  const sent: unknown[] = []
  let hear: (message: unknown) => void = () => {}
  let end: (reason: string) => void = () => {}
  const wire: Wire = {
    post: (message) => sent.push(message),
    onMessage: (listener) => {
      hear = listener
    },
    onClose: (listener) => {
      end = listener
    },
    close: () => {},
  }
  return { wire, sent, hear: (message: unknown) => hear(message), end: (reason: string) => end(reason) }
}

const secondsUntilDial = ({ second, dials }: ReturnType<typeof fakeLine>) => {
  const before = dials.length
  let passed = 0
  while (dials.length === before && passed < 100) {
    second()
    passed++
  }
  return passed
}

describe('connectAgain', () => {
  it('dials again after 1, 2, 5, 10, 10 seconds', () => {
    const line = fakeLine()
    const waits = [1, 2, 3, 4, 5].map(() => {
      line.dials.at(-1)!.refuse()
      return secondsUntilDial(line)
    })
    expect(waits).toEqual([1, 2, 5, 10, 10])
  })

  it('begins with one second again after it was open, and counts each connection', () => {
    const line = fakeLine()
    line.dials[0]!.refuse()
    secondsUntilDial(line)
    line.dials[1]!.refuse()
    secondsUntilDial(line)
    const { wire, end } = fakeWire()
    line.dials[2]!.open(wire)
    expect(line.engine.link()).toMatchObject({ status: 'open', epoch: 1, retryInSeconds: 0 })
    end('gone')
    expect(line.engine.link()).toMatchObject({ status: 'lost', epoch: 1, retryInSeconds: 1 })
    expect(secondsUntilDial(line)).toBe(1)
    line.dials[3]!.open(fakeWire().wire)
    expect(line.engine.link()).toMatchObject({ status: 'open', epoch: 2 })
  })

  it('ends what is open as engine-gone when the line breaks, and answers so while there is none', async () => {
    const line = fakeLine()
    const early = await line.engine.client.call('home.show', {})
    expect(early).toMatchObject({ ok: false, trouble: { code: 'engine-gone' } })
    const { wire, end } = fakeWire()
    line.dials[0]!.open(wire)
    const call = line.engine.client.call('home.show', {})
    const ends: unknown[] = []
    line.engine.client.stream(
      'jobs.watch',
      {},
      () => {},
      (outcome) => ends.push(outcome),
    )
    end('')
    expect(await call).toMatchObject({ ok: false, trouble: { code: 'engine-gone' } })
    expect(ends).toMatchObject([{ ok: false, trouble: { code: 'engine-gone' } }])
  })

  it('stops dialling where the engine does not know the page any more', async () => {
    const line = fakeLine()
    line.sessionOver.value = true
    line.dials[0]!.refuse()
    await Promise.resolve()
    await Promise.resolve()
    expect(line.engine.link().status).toBe('session-over')
    expect(line.ticks.size).toBe(0)
  })

  it('tries at once when told, and never twice at a time', () => {
    const line = fakeLine()
    line.engine.retry()
    expect(line.dials).toHaveLength(1)
    line.dials[0]!.refuse()
    line.engine.retry()
    line.engine.retry()
    line.second()
    expect(line.dials).toHaveLength(2)
  })
})
