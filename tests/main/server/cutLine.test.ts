import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Api } from '../../../src/core/contract/workbench/api.ts'
import type { Handlers } from '../../../src/core/contract/workbench/rpc.ts'
import type { JobView } from '../../../src/core/contract/workbench/views.ts'
import { success } from '../../../src/core/outcome/outcome.ts'
import { assembleTime } from '../../../src/main/assemble.ts'
import { socketWire } from '../../../src/main/doors/server/socketWire.ts'
import { foldJobView, startJobView } from '../../../src/main/engine/host/foldJobView.ts'
import { JobBoard } from '../../../src/main/engine/host/jobBoard.ts'
import { connectAgain } from '../../../src/renderer/channel/reconnecting.ts'
import { createJobsStore } from '../../../src/renderer/data/jobsStore.ts'
import { useServers } from './serverDoor.ts'

const start = useServers()

/** A line between page and engine that can be cut at any byte. */
async function brittleLine(target: number) {
  const open = new Set<Socket>()
  let mostBytes = Number.POSITIVE_INFINITY
  const proxy = createServer((socket) => {
    const onward = connect({ host: '127.0.0.1', port: target })
    for (const end of [socket, onward]) {
      open.add(end)
      end.on('error', () => {})
      end.on('close', () => {
        open.delete(end)
        socket.destroy()
        onward.destroy()
      })
    }
    socket.pipe(onward)
    onward.on('data', (data) => {
      mostBytes -= data.length
      // Where the count runs out, half a message is on the wire.
      socket.write(mostBytes < 0 ? data.subarray(0, Math.max(0, data.length + mostBytes)) : data)
      if (mostBytes < 0) cut()
    })
  })
  const cut = (): void => {
    mostBytes = Number.POSITIVE_INFINITY
    for (const end of [...open]) end.destroy()
  }
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  onTestFinished(() => {
    cut()
    proxy.close()
  })
  return {
    port: (proxy.address() as AddressInfo).port,
    cut,
    cutAfter: (bytes: number): void => {
      mostBytes = bytes
    },
  }
}

/** A page as it runs in a browser, over a socket of this process. */
function page(port: number, engine: { readonly port: number; readonly token: string }) {
  const headers = { authorization: `Bearer ${engine.token}`, host: `127.0.0.1:${engine.port}` }
  const sockets = new Set<WebSocket>()
  const link = connectAgain({
    dial: (onOpen, onRefused) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/channel`, { headers, perMessageDeflate: false })
      sockets.add(socket)
      socket.on('error', () => {})
      let opened = false
      socket.on('open', () => {
        opened = true
        onOpen(socketWire(socket))
      })
      socket.on('close', () => {
        if (!opened) onRefused('')
      })
    },
    isSessionOver: async () => false,
    everySecond: (listener) => {
      // A second of this page is 20 ms.
      const timer = setInterval(listener, 20)
      return () => clearInterval(timer)
    },
  })
  onTestFinished(() => {
    for (const socket of sockets) socket.terminate()
  })
  const store = createJobsStore(link)
  const ended: JobView[] = []
  const wrong: string[] = []
  let before: readonly JobView[] = []
  store.onEnded((job) => ended.push(job))
  store.subscribe(() => {
    const now = store.jobs()
    if (new Set(now.map(({ key }) => key)).size !== now.length) wrong.push('a job is there twice')
    for (const job of now) {
      const last = before.find(({ key }) => key === job.key)
      if (last !== undefined && last.done > job.done)
        wrong.push(`${job.key} went back from ${last.done} to ${job.done}`)
    }
    before = now
  })
  return { link, store, ended, wrong }
}

async function scene() {
  const time = assembleTime()
  const board = new JobBoard(time)
  const handlers: Partial<Handlers<Api, AbortSignal>> = {
    'jobs.watch': (_input, push, signal) => board.watch(push, signal),
    'jobs.cancel': ({ key }) => {
      const job = board.job(key)
      if (job !== null)
        board.put(
          foldJobView(job, { type: 'ended', outcome: { ok: false, trouble: CANCELLED }, atMs: time.clock.nowMs() }),
        )
      return success(null)
    },
    'runs.list': async () => {
      await time.timer.wait(100, new AbortController().signal)
      return success([])
    },
  }
  const engine = await start({ handlers })
  const begin = (): string => {
    const key = board.newKey()
    board.put(startJobView({ key, workspace: 'one', kind: 'pipeline', command: '', startedMs: time.clock.nowMs() }))
    return key
  }
  const beat = (key: string, done: number): void => {
    const event = { type: 'beat' as const, stage: 'select', done, total: 1_000, elapsedMs: done, etaMs: null, note: '' }
    board.put(foldJobView(board.job(key)!, { type: 'told', event }))
  }
  const end = (key: string): void =>
    board.put(foldJobView(board.job(key)!, { type: 'ended', outcome: success({}), atMs: time.clock.nowMs() }))
  return { board, engine, begin, beat, end }
}

const CANCELLED = { code: 'cancelled', message: '', hint: '' }
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('a line cut twenty times in the middle of jobs: no job is lost or doubled, none goes back, each end is told once', async () => {
  const { board, engine, begin, beat, end } = await scene()
  const line = await brittleLine(engine.port)
  const { link, store, ended, wrong } = page(line.port, engine)
  await expect.poll(() => link.link().status).toBe('open')
  const jobs = Array.from({ length: 6 }, begin)
  for (let round = 0; round < 20; round++) {
    for (const key of jobs) if (board.job(key)?.endedMs === null) beat(key, round + 1)
    if (round % 2 === 0) line.cut()
    else line.cutAfter(300 + 137 * round)
    // Some end while the page is cut off.
    if (round % 4 === 2) end(jobs[Math.floor(round / 4)]!)
    await pause(60)
  }
  end(jobs[5]!)
  await expect.poll(() => store.jobs().map(({ state }) => state), { timeout: 10_000 }).toEqual(Array(6).fill('done'))
  expect(store.jobs().map(({ key }) => key)).toEqual(jobs)
  expect(ended.map(({ key }) => key).sort()).toEqual([...jobs].sort())
  expect(wrong).toEqual([])
  expect(link.link().epoch).toBeGreaterThan(5)
}, 60_000)

test('a cut in the middle of a call ends that call, and the page asks again', async () => {
  const { engine } = await scene()
  const line = await brittleLine(engine.port)
  const { link } = page(line.port, engine)
  await expect.poll(() => link.link().status).toBe('open')
  const call = link.client.call('runs.list', { workspace: 'one' })
  await pause(30)
  line.cut()
  expect(await call).toMatchObject({ ok: false, trouble: { code: 'engine-gone' } })
  await expect.poll(() => link.link().status, { timeout: 10_000 }).toBe('open')
  expect(await link.client.call('runs.list', { workspace: 'one' })).toEqual(success([]))
})

test('three windows see the same jobs; one cancels, the others see it', async () => {
  const { engine, begin, beat } = await scene()
  const pages = [page(engine.port, engine), page(engine.port, engine), page(engine.port, engine)]
  for (const { link } of pages) await expect.poll(() => link.link().status).toBe('open')
  const key = begin()
  beat(key, 10)
  for (const { store } of pages) await expect.poll(() => store.jobs()[0]?.done).toBe(10)
  expect(await pages[1]!.link.client.call('jobs.cancel', { key })).toEqual(success(null))
  for (const { store, ended } of pages) {
    await expect.poll(() => store.jobs()[0]?.state).toBe('cancelled')
    expect(ended).toHaveLength(1)
  }
})
