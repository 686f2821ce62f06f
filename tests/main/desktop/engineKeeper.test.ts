import { describe, expect, it } from 'vitest'
import { createEngineKeeper } from '../../../src/main/doors/desktop/engineKeeper.ts'
import { createHandTime } from '../host/handTime.ts'

type Started = { end(how: string): void; answer: string; stopped: boolean; killed: boolean }

function keeperOverFakes() {
  const time = createHandTime()
  const started: Started[] = []
  const lost: [string, boolean][] = []
  const keeper = createEngineKeeper<string>({
    clock: time,
    timer: time,
    start: (onEnd) => {
      const process: Started = { end: onEnd, answer: '', stopped: false, killed: false }
      started.push(process)
      return {
        serve: async () => process.answer,
        stop: () => {
          process.stopped = true
        },
        kill: () => {
          process.killed = true
          onEnd('killed')
        },
      }
    },
    newLine: () => ({ engine: 'engine end', page: `page end ${started.length}` }),
    onLost: (reason, gaveUp) => lost.push([reason, gaveUp]),
  })
  return { time, started, lost, keeper }
}

describe('the keeper of the engine', () => {
  it('gives a line to a running engine, and says why where it refuses', async () => {
    const { keeper, started } = keeperOverFakes()
    expect(await keeper.openLine()).toEqual({ ok: true, value: 'page end 1' })
    started[0]!.answer = 'Another engine holds this home.'
    expect(await keeper.openLine()).toMatchObject({
      trouble: { code: 'engine-refuses', message: 'Another engine holds this home.' },
    })
  })

  it('starts it again when it dies, later and later, and lets lines wait meanwhile', async () => {
    const { keeper, started, lost, time } = keeperOverFakes()
    const waits: number[] = []
    for (const _death of [1, 2, 3, 4]) {
      const before = started.length
      started.at(-1)!.end('exit code 9')
      let waitedMs = 0
      for (; started.length === before; waitedMs += 100) time.advance(100)
      waits.push(waitedMs)
    }
    expect(waits).toEqual([500, 1_000, 2_000, 4_000])
    expect(lost).toHaveLength(4)
    expect(lost[0]).toEqual(['The engine stopped (exit code 9); it is being started again.', false])
    time.advance(60_000)
    started.at(-1)!.end('exit code 9')
    let line: unknown = null
    void keeper.openLine().then((opened) => {
      line = opened
    })
    await Promise.resolve()
    expect(line).toBeNull()
    time.advance(500)
    await new Promise(setImmediate)
    expect(line).toEqual({ ok: true, value: 'page end 6' })
  })

  it('gives up after five deaths within a minute, until it is asked to try again', async () => {
    const { keeper, started, lost, time } = keeperOverFakes()
    for (const _death of [1, 2, 3, 4]) {
      started.at(-1)!.end('exit code 1: no memory')
      time.advance(4_000)
    }
    started.at(-1)!.end('exit code 1: no memory')
    time.advance(60_000)
    expect(started).toHaveLength(5)
    const reason = 'The engine ended 5 times within a minute and is not started again (exit code 1: no memory).'
    expect(lost.at(-1)).toEqual([reason, true])
    expect(await keeper.openLine()).toMatchObject({ trouble: { code: 'engine-gave-up', message: reason } })
    keeper.startAgain()
    expect(await keeper.openLine()).toEqual({ ok: true, value: 'page end 6' })
    keeper.startAgain()
    expect(started).toHaveLength(6)
  })

  it('counts only the deaths of the last minute', () => {
    const { started, lost, time } = keeperOverFakes()
    for (let deaths = 0; deaths < 12; deaths++) {
      started.at(-1)!.end('exit code 9')
      time.advance(16_000)
    }
    expect(lost.filter(([, gaveUp]) => gaveUp)).toEqual([])
  })

  it('ends it politely, and at once where it does not listen', async () => {
    const polite = keeperOverFakes()
    const closed = polite.keeper.close()
    expect(polite.started[0]).toMatchObject({ stopped: true, killed: false })
    polite.started[0]!.end('exit code 0')
    await closed
    expect(polite.lost).toEqual([])
    expect(await polite.keeper.openLine()).toMatchObject({ trouble: { code: 'engine-closing' } })

    const deaf = keeperOverFakes()
    const ended = deaf.keeper.close()
    deaf.time.advance(19_999)
    expect(deaf.started[0]!.killed).toBe(false)
    deaf.time.advance(1)
    await ended
    expect(deaf.started).toHaveLength(1)
  })

  it('is closed while it waits to start again', async () => {
    const { keeper, started, time } = keeperOverFakes()
    started[0]!.end('exit code 9')
    const line = keeper.openLine()
    await keeper.close()
    time.advance(60_000)
    expect(started).toHaveLength(1)
    expect(await line).toMatchObject({ trouble: { code: 'engine-closing' } })
  })
})
