import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { LedgerEntry } from '../../../src/core/contract/ledger.ts'
import { generateSample, type SampleLeg } from '../../../src/core/market/sampleMarket.ts'
import type { RunReport } from '../../../src/main/engine/pipeline/runPipeline.ts'
import { ledgerIn, valueFrom } from '../ledger/ledgerFixture.ts'
import { assay } from './cliFixture.ts'
import {
  fill,
  makePair,
  NAME,
  readJson,
  run,
  SAMPLE,
  sampledHome,
  treeHashes,
  useHomes,
  useTwoDetectors,
  workspaceOf,
} from './pipelineFixture.ts'

const newHome = useHomes()

function entriesIn(home: string): readonly LedgerEntry[] {
  const ledger = ledgerIn(home)
  const entries = valueFrom(ledger.entries({ limit: 1000 }))
  valueFrom(ledger.verify())
  ledger.close()
  return entries
}

/** Ids that the ledger had not known before, by run. */
function addedBy(home: string, runId: string): number {
  const own = entriesIn(home).filter((entry) => entry.kind === 'trials' && entry.runId === runId)
  return own.reduce((sum, entry) => sum + (entry.kind === 'trials' ? entry.payload.added : 0), 0)
}

function openings(home: string) {
  return entriesIn(home).flatMap((entry) =>
    entry.kind === 'opening'
      ? [{ runId: entry.runId, openings: entry.payload.openings, isNew: entry.payload.isNew }]
      : [],
  )
}

describe('trials and openings', () => {
  let home = ''
  let first: RunReport
  beforeAll(async () => {
    home = await sampledHome(newHome())
    useTwoDetectors(home)
    first = valueFrom(await run(home))
  }, 120_000)

  const trials = (report: RunReport) => report.summary!.trials

  test('a run counts each of its trials once, and before its results', () => {
    const entries = entriesIn(home)
    expect(trials(first)).toBe(addedBy(home, first.runId))
    const order = entries.map(({ kind }) => kind)
    expect(order.at(-1)).toBe('opening')
    const stages = entries.flatMap((entry) => (entry.kind === 'trials' ? [entry.payload.stage] : []))
    expect(stages).toEqual(['analyze', 'select', 'optimize', 'iterate'])
    for (const entry of entries)
      if (entry.kind === 'results') {
        const recorded = entries.find((other) => other.kind === 'trials' && other.payload.stage === entry.payload.stage)
        expect(recorded!.seq).toBeLessThan(entry.seq)
      }
  })

  test('the same sample in a second workspace adds nothing, and N stays', async () => {
    await makePair(home, 'twin')
    await fill(home, SAMPLE, 'twin')
    useTwoDetectors(home, 'twin')
    const before = entriesIn(home).length
    const twin = valueFrom(await run(home, { name: 'twin' }))
    expect([twin.runId, trials(twin), entriesIn(home).length]).toEqual([first.runId, trials(first), before])
    const richer = valueFrom(await run(home, { name: 'twin', startCapital: 20_000 }))
    expect(richer.runId).not.toBe(first.runId)
    expect([addedBy(home, richer.runId), trials(richer)]).toEqual([0, trials(first)])
    const manifest = readJson(workspaceOf(home, 'twin'), 'runs', richer.runId, 'manifest.json')
    expect(manifest.ledgerBasis.trials).toBe(trials(first))
    // The same configuration on the same bars: no new opening.
    expect(richer.summary!.holdOut.openings).toBe(1)
    expect(openings(home).map(({ isNew }) => isNew)).toEqual([true, false])
  }, 120_000)

  test('another seed counts what was tried before and adds only its own draws', async () => {
    const seeded = valueFrom(await run(home, { seed: 2 }))
    const added = addedBy(home, seeded.runId)
    expect(added).toBeGreaterThanOrEqual(32)
    expect(added).toBeLessThanOrEqual(32 + 3)
    expect(trials(seeded)).toBe(trials(first) + added)
    // N of the run that came first is not changed by what came later.
    const manifest = readJson(workspaceOf(home), 'runs', first.runId, 'manifest.json')
    expect(manifest.ledgerBasis).toMatchObject({ trials: 0 })
  }, 120_000)

  test('another final configuration on the same span is a new opening, and is paid for', async () => {
    const before = new Set(openings(home).filter(({ isNew }) => isNew)).size
    const manifest = join(workspaceOf(home), 'workspace.yaml')
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replaceAll('feeBps: 10', 'feeBps: 3'))
    const cheaper = valueFrom(await run(home))
    expect(openings(home).at(-1)).toEqual({ runId: cheaper.runId, openings: before + 1, isNew: true })
    expect(cheaper.summary!.holdOut.openings).toBe(before + 1)
    const { result } = readJson(workspaceOf(home), 'runs', cheaper.runId, 'stages', 'hold-out.json')
    const gate = cheaper.summary!.gates.find(({ id }) => id === 'hold-out-p')
    expect(result.p).toBeGreaterThan(0)
    expect(gate?.value).toBeCloseTo(Math.min(1, result.p * (before + 1)), 12)
    // Told again what it was told first, whatever was opened since.
    expect(valueFrom(await run(home, { from: 'hold-out' })).summary).toEqual(cheaper.summary)
  }, 120_000)

  test('what was tried outlives the workspace', async () => {
    const kept = entriesIn(home).length
    expect(await assay(home, 'workspace', 'remove', 'twin', '--yes')).toMatchObject({ exitCode: 0 })
    expect(entriesIn(home)).toHaveLength(kept)
  })

  test('samples of another strength are other markets', async () => {
    const other = await sampledHome(newHome(), { ...SAMPLE, strength: 2 })
    useTwoDetectors(other)
    valueFrom(await run(other, { to: 'analyze' }))
    const [named] = entriesIn(other)
    expect(named!.symbols).not.toBe(entriesIn(home)[0]!.symbols)
  })
})

describe('the sealed hold-out', () => {
  const BARS = 3200
  const SEALED_FROM = BARS * 0.8
  const { primary, secondary } = generateSample({
    kind: 'market',
    seed: 5,
    bars: 3600,
    strength: 0,
    intervalMs: 3_600_000,
    startMs: Date.UTC(2018, 0, 1),
  })

  /** Bars `from` to `below` as CSV; those from the sealed part on moved by `drift` a bar. */
  function csv(leg: SampleLeg, below: number, drift = 0): string {
    const rows = Array.from({ length: below }, (_, bar) => {
      const times = (1 + drift) ** Math.max(0, bar - SEALED_FROM + 1)
      const prices = [leg.open, leg.high, leg.low, leg.close].map((column) => column[bar]! * times)
      return [leg.timeMs[bar]!, ...prices, leg.volume[bar]!, 1].join(',')
    })
    return `time,open,high,low,close,volume,trades\n${rows.join('\n')}\n`
  }

  async function importBoth(home: string, below: number, drift = 0): Promise<void> {
    for (const [role, leg] of [
      ['primary', primary],
      ['secondary', secondary],
    ] as const) {
      const file = join(home, `${role}-${below}.csv`)
      writeFileSync(file, csv(leg, below, drift))
      const words = ['data', 'import', NAME, '--role', role, '--file', file, '--time-unit', 'ms']
      expect(await assay(home, ...words)).toMatchObject({ exitCode: 0 })
    }
  }

  async function marketHome(drift: number): Promise<string> {
    const home = newHome()
    await makePair(home)
    useTwoDetectors(home)
    await importBoth(home, BARS, drift)
    return home
  }

  const stagesOf = (home: string, { runId }: RunReport) => treeHashes(join(workspaceOf(home), 'runs', runId, 'stages'))
  const boundaryOf = (home: string) => readJson(workspaceOf(home), 'hold-out.json').boundariesMs

  test('neither other prices in it nor more bars after it change one byte of the stages before it', async () => {
    const home = await marketHome(0)
    const seen = valueFrom(await run(home, { to: 'iterate' }))
    const stages = stagesOf(home, seen)
    expect(Object.keys(stages)).toHaveLength(10)
    const boundary = boundaryOf(home)
    expect(Object.values(boundary)).toEqual([primary.timeMs[SEALED_FROM]])

    const changed = await marketHome(0.002)
    const other = valueFrom(await run(changed, { to: 'iterate' }))
    expect(other.runId).not.toBe(seen.runId)
    expect(stagesOf(changed, other)).toEqual(stages)

    const before = entriesIn(home).filter(({ kind }) => kind === 'trials')
    await importBoth(home, 3600)
    const longer = valueFrom(await run(home, { to: 'iterate' }))
    expect(longer.runId).not.toBe(seen.runId)
    expect(stagesOf(home, longer)).toEqual(stages)
    expect(boundaryOf(home)).toEqual(boundary)
    const manifests = [seen, longer].map(({ runId }) => readJson(workspaceOf(home), 'runs', runId, 'manifest.json'))
    expect(manifests.map(({ developmentBars }) => developmentBars)).toEqual([SEALED_FROM, SEALED_FROM])
    expect(manifests[1].lastMs).toBeGreaterThan(manifests[0].lastMs)
    expect([addedBy(home, longer.runId), before.length]).toEqual([0, 4])
  }, 120_000)
})
