import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Outcome } from '../../../src/core/outcome/outcome.ts'
import { assembleJobPorts, assembleRunPorts } from '../../../src/main/assemble.ts'
import { exploreHandlers } from '../../../src/main/engine/host/exploreHandlers.ts'
import type { WorkerPools } from '../../../src/main/engine/ports/workerPool.ts'
import { openWorkspace } from '../../../src/main/engine/queries/openWorkspace.ts'
import { codeOf, valueFrom } from '../ledger/ledgerFixture.ts'
import {
  NAME,
  readJson,
  run,
  SAMPLE,
  sampledHome,
  treeHashes,
  useHomes,
  useTwoDetectors,
  workspaceOf,
} from '../pipeline/pipelineFixture.ts'
import { createHandTime } from './handTime.ts'
import { sameAsJson } from './hostBench.ts'

const newHome = useHomes()
const still = new AbortController().signal
const DETECTOR = 'residual-reversion'

/** All files but what SQLite puts beside a base that is being read. */
function filesOf(home: string): Record<string, string> {
  return Object.fromEntries(Object.entries(treeHashes(home)).filter(([path]) => !/-(?:shm|wal)$/.test(path)))
}

type Seen = { pools: number; closed: number; asked: number; held: Promise<void> | null }

function watchedPools(pools: WorkerPools, seen: Seen): WorkerPools {
  return {
    create: (size) => {
      const pool = pools.create(size)
      seen.pools++
      return {
        run: async (units, watch) => {
          seen.asked++
          await seen.held
          return pool.run(units, watch)
        },
        close: () => {
          seen.closed++
          return pool.close()
        },
      }
    },
  }
}

const opened: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of opened) await close()
})

async function hostOf(home: string) {
  const jobPorts = await assembleJobPorts(home)
  const { files } = valueFrom(openWorkspace(jobPorts, NAME))
  const runPorts = valueFrom(await assembleRunPorts(home, NAME, files))
  runPorts.ledger.close()
  const { columns, hash, gates, pools } = runPorts
  const seen: Seen = { pools: 0, closed: 0, asked: 0, held: null }
  const time = createHandTime()
  const made = exploreHandlers({ ...jobPorts, columns, hash, gates, pools: watchedPools(pools, seen), timer: time })
  opened.push(made.close)
  return { ...made.handlers, close: made.close, seen, time }
}

/** A home with a whole run of two detectors, made once; each test takes a copy. */
let source = ''
let runId = ''
beforeAll(async () => {
  source = await sampledHome(newHome())
  useTwoDetectors(source)
  runId = valueFrom(await run(source)).runId
}, 120_000)

const place = () => ({ workspace: NAME, runId })
const stageOf = (home: string, stage: string) => readJson(workspaceOf(home), 'runs', runId, 'stages', `${stage}.json`)

describe('asking a run', () => {
  it('gives events, an event and trades with the symbols of the workspace, and writes nothing', async () => {
    const home = newHome(source)
    const host = await hostOf(home)
    const before = filesOf(home)
    const events = sameAsJson(await host['runs.events']({ ...place(), detector: DETECTOR }, still))
    const counted = stageOf(home, 'events').counts.find(({ detector }: { detector: string }) => detector === DETECTOR)
    expect(events.timeMs.length).toBe(counted.long + counted.short)
    expect(events.timeMs.length).toBeGreaterThan(5)

    const name = {
      timeMs: events.timeMs[2]!,
      role: events.role[2]!,
      direction: events.direction[2]! > 0 ? 1 : -1,
    } as const
    const event = sameAsJson(await host['runs.event']({ ...place(), detector: DETECTOR, ...name }, still))
    expect(event.outcome?.netReturn).toBe(events.netReturn[2])
    expect(event.legs.map(({ symbol }) => symbol)).toEqual(['BTC', 'ETH'])
    expect(event.outcome?.fills.map(({ symbol }) => symbol)).toEqual(['BTC', 'ETH', 'BTC', 'ETH'])

    const kept = {
      selected: stageOf(home, 'capital-curve').chosen.trades,
      anchored: stageOf(home, 'capital-curve').anchored.trades,
      rolling: stageOf(home, 'capital-curve').rolling.trades,
      model: stageOf(home, 'ml-backtest').trades,
      judged: (stageOf(home, 'iterate').accepted?.curve ?? stageOf(home, 'robustness').curve).trades,
    } as const
    for (const curve of ['selected', 'anchored', 'rolling', 'model', 'judged'] as const) {
      const { decisionMs, netReturn, fold } = kept[curve]
      expect(decisionMs.length).toBeGreaterThan(3)
      for (const row of [0, decisionMs.length - 1]) {
        const trade = sameAsJson(await host['runs.trade']({ ...place(), curve, row }, still))
        expect([trade.event.timeMs, trade.netReturn, trade.fold]).toEqual([decisionMs[row], netReturn[row], fold[row]])
        expect(trade.event.legs[0]?.symbol).toBe('BTC')
      }
      const beyond = await host['runs.trade']({ ...place(), curve, row: decisionMs.length }, still)
      expect(codeOf(beyond)).toBe('no-such-trade')
    }
    expect(host.seen.pools).toBe(1)
    await host.close()
    expect(filesOf(home)).toEqual(before)
  })

  it('understands the first letters of a run, and says what is not there', async () => {
    const host = await hostOf(newHome(source))
    const ask = (change: object) => host['runs.events']({ ...place(), detector: DETECTOR, ...change }, still)
    expect((await ask({ runId: runId.slice(0, 5) })).ok).toBe(true)
    expect(codeOf(await ask({ runId: 'ffff' }))).toBe('run-missing')
    expect(codeOf(await ask({ workspace: 'none' }))).toBe('workspace-missing')
    expect(codeOf(await ask({ workspace: '../x' }))).toBe('bad-name')
    expect(codeOf(await ask({ detector: 'none' }))).toBe('unknown-detector')
    expect(codeOf(await ask({ detector: 'volume-burst' }))).toBe('unknown-detector')
    const event = { detector: DETECTOR, timeMs: 1e300, role: 2, direction: 1 } as const
    expect(codeOf(await host['runs.event']({ ...place(), ...event }, still))).toBe('no-such-event')
    expect(host.seen.pools).toBe(1)
  })
})

describe('a run that cannot be made again', () => {
  const asked = async (home: string, spoil: () => unknown): Promise<[Outcome<unknown>, Outcome<unknown>]> => {
    const host = await hostOf(home)
    expect((await host['runs.events']({ ...place(), detector: DETECTOR }, still)).ok).toBe(true)
    await spoil()
    const before = filesOf(home)
    const answers: [Outcome<unknown>, Outcome<unknown>] = [
      await host['runs.events']({ ...place(), detector: DETECTOR }, still),
      await host['runs.trade']({ ...place(), curve: 'selected', row: 0 }, still),
    ]
    expect(host.seen).toMatchObject({ pools: 1, closed: 1 })
    await host.close()
    expect(filesOf(home)).toEqual(before)
    return answers
  }

  it('because its costs were changed', async () => {
    const home = newHome(source)
    const manifest = join(workspaceOf(home), 'workspace.yaml')
    const answers = await asked(home, () => {
      const text = readFileSync(manifest, 'utf8')
      writeFileSync(manifest, text.replace(/feeBps: \d+/, 'feeBps: 77'))
    })
    expect(answers.map(codeOf)).toEqual(['run-data-changed', 'run-data-changed'])
  })

  it('because other data were brought in', async () => {
    const home = newHome(source)
    const other = await sampledHome(newHome(), { ...SAMPLE, seed: 4 })
    const answers = await asked(home, () =>
      cpSync(join(workspaceOf(other), 'data'), join(workspaceOf(home), 'data'), { recursive: true }),
    )
    expect(answers.map(codeOf)).toEqual(['run-data-changed', 'run-data-changed'])
  })

  it('because nobody knows any more where its hold-out begins: none is proposed', async () => {
    const home = newHome(source)
    const answers = await asked(home, () => rmSync(join(workspaceOf(home), 'hold-out.json')))
    expect(answers.map(codeOf)).toEqual(['hold-out-unknown', 'hold-out-unknown'])
  })

  it('because the bars are gone', async () => {
    const home = newHome(source)
    const answers = await asked(home, () => rmSync(join(workspaceOf(home), 'data'), { recursive: true }))
    expect(answers.map(codeOf)).toEqual(['no-data', 'no-data'])
  })

  it('because it has not come so far', async () => {
    const home = await sampledHome(newHome())
    useTwoDetectors(home)
    const early = valueFrom(await run(home, { to: 'events' })).runId
    const host = await hostOf(home)
    const ask = { workspace: NAME, runId: early }
    expect(codeOf(await host['runs.events']({ ...ask, detector: DETECTOR }, still))).toBe('run-unfinished')
    expect(codeOf(await host['runs.trade']({ ...ask, curve: 'selected', row: 0 }, still))).toBe('no-stage-output')
    expect(host.seen.pools).toBe(0)
    valueFrom(await run(home, { to: 'select' }))
    expect((await host['runs.events']({ ...ask, detector: DETECTOR }, still)).ok).toBe(true)
    expect((await host['runs.trade']({ ...ask, curve: 'selected', row: 0 }, still)).ok).toBe(true)
    expect(codeOf(await host['runs.trade']({ ...ask, curve: 'judged', row: 0 }, still))).toBe('no-stage-output')
  })
})

describe('the thread that answers', () => {
  it('takes one question after the other, and drops the one that nobody waits for', async () => {
    const host = await hostOf(newHome(source))
    const gate = Promise.withResolvers<void>()
    host.seen.held = gate.promise
    const first = new AbortController()
    const second = new AbortController()
    const ask = (signal: AbortSignal) => host['runs.events']({ ...place(), detector: DETECTOR }, signal)
    const answers = [ask(first.signal), ask(second.signal), ask(still)]
    await expect.poll(() => host.seen.asked).toBe(1)
    first.abort()
    second.abort()
    await expect(answers[0]).rejects.toThrow('cancelled')
    await expect(answers[1]).rejects.toThrow('cancelled')
    gate.resolve()
    expect((await answers[2])?.ok).toBe(true)
    expect(host.seen).toMatchObject({ asked: 2, pools: 1, closed: 0 })
  })

  it('is let go after five minutes of silence, and made again when asked', async () => {
    const host = await hostOf(newHome(source))
    const ask = () => host['runs.events']({ ...place(), detector: DETECTOR }, still)
    const [asked] = await Promise.all([ask(), ask()])
    const first = valueFrom(asked)
    host.time.advance(299_000)
    await ask()
    host.time.advance(299_000)
    await ask()
    expect(host.seen).toMatchObject({ pools: 1, closed: 0 })
    host.time.advance(300_000)
    await expect.poll(() => host.seen.closed).toBe(1)
    expect(valueFrom(await ask())).toEqual(first)
    expect(host.seen.pools).toBe(2)
  })

  it('ends with the engine, also in the middle of a question', async () => {
    const host = await hostOf(newHome(source))
    const gate = Promise.withResolvers<void>()
    host.seen.held = gate.promise
    const asked = Promise.resolve(host['runs.events']({ ...place(), detector: DETECTOR }, still))
    const ended = expect(asked).rejects.toThrow('cancelled')
    await expect.poll(() => host.seen.asked).toBe(1)
    const closed = host.close()
    gate.resolve()
    await ended
    await closed
    expect(host.seen.closed).toBeGreaterThan(0)
    await expect(host['runs.events']({ ...place(), detector: DETECTOR }, still)).rejects.toThrow('cancelled')
  })
})
