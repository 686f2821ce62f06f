import { readFile, writeFile } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as realPause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { Cancelled } from '../../src/core/job/cancelled.ts'
import { temporaryFolder } from '../main/ledger/temporaryFolder.ts'
import { createVirtualTime, type VirtualTime } from './virtualTime.ts'

const START_MS = Date.UTC(2026, 10, 21)
const never = new AbortController().signal
const still = (): VirtualTime => createVirtualTime({ startMs: START_MS, activity: () => 0 })

test('timers fire in the order of their due times, equal ones in the order they were set', async () => {
  const time = still()
  const fired: string[] = []
  const note = (name: string) => () => fired.push(`${name} ${time.monotonicMs()}`)
  await time.run(async () => {
    time.after(3_000, note('c'))
    time.after(1_000, note('a'))
    time.after(3_000, note('d'))
    const callOff = time.after(1_500, note('never'))
    time.after(1_000, () => {
      note('b')()
      callOff()
      time.after(-5, note('at once'))
    })
    await time.wait(3_600_000, never)
  })
  expect(fired).toEqual(['a 1000', 'b 1000', 'at once 1000', 'c 3000', 'd 3000'])
  expect(time.nowMs()).toBe(START_MS + 3_600_000)
  expect(time.waitingMs()).toEqual([])
})

test('an aborted wait throws Cancelled at once and leaves no timer', async () => {
  const time = still()
  const controller = new AbortController()
  const ended = time.run(async () => {
    time.after(1_000, () => controller.abort())
    await time.wait(60_000, controller.signal)
  })
  await expect(ended).rejects.toThrow(Cancelled)
  expect(time.monotonicMs()).toBe(1_000)
  expect(time.waitingMs()).toEqual([])
  await expect(time.wait(1, controller.signal)).rejects.toThrow(Cancelled)
})

test('what the work gives or throws comes out, and what a timer throws as well', async () => {
  const time = still()
  expect(await time.run(async () => 7)).toBe(7)
  await expect(time.run(() => Promise.reject(new RangeError('planted')))).rejects.toThrow('planted')
  const bug = () => {
    throw new RangeError('planted in a timer')
  }
  await expect(
    time.run(() => {
      time.after(1, bug)
      return time.wait(5, never)
    }),
  ).rejects.toThrow('planted in a timer')
  expect(() => time.after(Number.NaN, bug)).toThrow(RangeError)
})

test('a work that nothing can end is called a deadlock', async () => {
  const time = createVirtualTime({ startMs: START_MS, activity: () => 0, deadlockMs: 50 })
  await expect(time.run(() => new Promise(() => {}))).rejects.toThrow(
    /0 s after its start: nothing has happened.*no timer waits/,
  )
})

test('heartbeats do not hide a work that hangs', async () => {
  const time = createVirtualTime({ startMs: START_MS, activity: () => 0, mostIdleTimers: 100 })
  const beat = (): void => void time.after(20_000, beat)
  time.after(9e9, () => {})
  const hangs = (): Promise<never> => {
    beat()
    return new Promise(() => {})
  }
  await expect(time.run(hangs)).rejects.toThrow(/2000 s after its start: 100 timers in a row.*1 timers wait: \+/)
})

test('time stands still while files are written, and while it is told to', async () => {
  const time = still()
  const path = join(temporaryFolder(), 'large')
  await time.run(async () => {
    time.after(1_000, () => {})
    await writeFile(path, Buffer.alloc(20_000_000))
    expect((await readFile(path)).length).toBe(20_000_000)
    expect(time.monotonicMs()).toBe(0)
    await time.standStill(() => realPause(50))
    expect(time.monotonicMs()).toBe(0)
    await time.wait(2_000, never)
  })
  expect(time.monotonicMs()).toBe(2_000)
})

/** Echoes every line, each after `delayMs` of virtual time; counts every chunk on both sides. */
async function echo(time: () => VirtualTime, delayMs: number): Promise<{ socket: Socket; activity: () => number }> {
  let activity = 0
  const server = createServer((peer) => {
    peer.on('error', () => {})
    peer.on('data', (chunk) => {
      activity++
      if (delayMs === 0) peer.write(chunk)
      else time().after(delayMs, () => peer.write(chunk))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const socket = connect(address.port, '127.0.0.1')
  socket.on('data', () => activity++)
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  onTestFinished(() => {
    socket.destroy()
    server.close()
  })
  return { socket, activity: () => activity }
}

/** True: the whole answer came before the deadline. */
function ask(time: VirtualTime, socket: Socket, bytes: number, deadlineMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    let received = 0
    const settle = (answered: boolean): void => {
      callOff()
      socket.off('data', onData)
      resolve(answered)
    }
    const callOff = time.after(deadlineMs, () => settle(false))
    const onData = (chunk: Buffer): void => {
      received += chunk.length
      if (received >= bytes) settle(true)
    }
    socket.on('data', onData)
    socket.write(Buffer.alloc(bytes))
  })
}

test('an answer that is under way beats every deadline, however short', async () => {
  const { socket, activity } = await echo(() => time, 0)
  const time = createVirtualTime({ startMs: START_MS, activity })
  await time.run(async () => {
    for (let i = 0; i < 200; i++) expect(await ask(time, socket, i % 20 === 0 ? 3_000_000 : 100, 1)).toBe(true)
  })
  expect(time.monotonicMs()).toBe(0)
})

test('200 requests with pauses of 8 s take a few real seconds, and exactly their virtual time', async () => {
  const { socket, activity } = await echo(() => time, 400)
  const time = createVirtualTime({ startMs: START_MS, activity })
  const began = performance.now()
  await time.run(async () => {
    for (let i = 0; i < 200; i++) {
      expect(await ask(time, socket, 500, 60_000)).toBe(true)
      await time.wait(7_600, never)
    }
    expect(await ask(time, socket, 500, 399)).toBe(false)
  })
  expect(time.monotonicMs()).toBe(200 * 8_000 + 399)
  expect(performance.now() - began).toBeLessThan(20_000)
})

test('the end of a connection is noticed before a deadline; a peer that does not read holds time up only for a while', async () => {
  const { socket, activity } = await echo(() => time, 0)
  const time = createVirtualTime({ startMs: START_MS, activity })
  const stalled = connect(socket.remotePort!, '127.0.0.1').pause()
  onTestFinished(() => void stalled.destroy())
  await time.run(async () => {
    stalled.write(Buffer.alloc(1_000))
    await time.wait(5, never)
    const closed = new Promise<string>((resolve) => {
      socket.once('close', () => resolve('closed'))
      time.after(1, () => resolve('deadline'))
    })
    socket.end('the last words')
    expect(await closed).toBe('closed')
  })
  expect(time.monotonicMs()).toBe(5)
})
