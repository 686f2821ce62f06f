import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { assembleEngineHost } from '../../../src/main/assemble.ts'
import type { EngineHost } from '../../../src/main/engine/host/createEngineHost.ts'
import { assay } from '../backtests/backtestScene.ts'
import { unwrap } from '../data/dataBench.ts'
import { sameAsJson, signal } from '../host/hostBench.ts'
import { coinHouse, WORKSPACE } from './discoveryScene.ts'

const home = mkdtempSync(join(tmpdir(), 'assay-promote-'))
const RUN = 'first'
const at = { workspace: WORKSPACE, runId: RUN }
const ANY = {
  state: 'all',
  symbol: null,
  family: null,
  condition: null,
  direction: null,
  horizonBars: null,
  text: null,
} as const
let house: Awaited<ReturnType<typeof coinHouse>>
let host: EngineHost
/** The one that came closest with a horizon of four bars. */
let chosen = ''

beforeAll(async () => {
  await import('@duckdb/node-api')
  await import('@resvg/resvg-js')
  house = await coinHouse(home)
  const until = ['--end', '2016-04-15', '--run-id', RUN, '--workers', '1']
  const made = await house.discover('--spec', house.spec, ...until)
  const ids: readonly string[] = made.document.data.view.candidates.map(
    ({ result }: { result: { hypothesis: { id: string } } }) => result.hypothesis.id,
  )
  chosen = ids.find((id) => id.endsWith('|4')) ?? ''
  host = await assembleEngineHost(home)
}, 120_000)
afterAll(async () => {
  await host.close()
  rmSync(home, { recursive: true, force: true })
})

const promoted = async (form: string) => {
  const made = await assay(home, 'discover', 'promote', WORKSPACE, RUN, chosen, '--as', form)
  expect(made.document.error).toBeUndefined()
  return made.document.data
}
/** The words of a command as they are printed, run. */
const run = (command: string) => assay(home, ...command.split(' ').slice(1))

describe('a candidate becomes', () => {
  it('a backtest of its events, found by what the discovery found them by', async () => {
    const { command, note, spec, files } = await promoted('backtest')
    expect(note).toContain('no evidence')
    expect(note).toContain('later bars lie here that had no say in it')
    expect(spec).toContain('end_date: 2016-04-15')
    const [symbol, family, condition] = chosen.split('|')
    expect(command).toMatch(/^assay backtest run coins --config \S+backtest.yaml$/)
    expect(parse(spec)).toMatchObject({
      instruments: [symbol],
      events: { symbol, family, condition, horizon_bars: 4, symbols: ['BTC', 'ETH'] },
    })
    // The discovery reckoned with the costs of the instrument, and so does the backtest.
    expect(spec).not.toContain('execution')
    expect(files).toHaveLength(1)
  })

  it('a pack with a grid that a sweep runs', { timeout: 60_000 }, async () => {
    const { command, spec, files } = await promoted('pack')
    expect(spec).toMatch(/events:[\s\S]*features:[\s\S]*grid: sweep.yaml[\s\S]*gates:/)
    expect(files).toHaveLength(2)
    const done = await run(`${command} --workers 1 --progress none`)
    expect(done.document.error).toBeUndefined()
    const { sweepId, summary } = done.document.data
    expect(summary.evaluated).toBe(18)
    const scan = JSON.parse(readFileSync(join(house.folder, 'sweeps', sweepId, 'leak-scan.json'), 'utf8'))
    expect(scan.parts).toContainEqual(expect.objectContaining({ kind: 'events', subject: chosen, state: 'clean' }))
  })

  it('a training set whose rows are labelled at its events only', { timeout: 60_000 }, async () => {
    const { command } = await promoted('training-set')
    const [bring, build] = command.split(' && ')
    expect((await run(`${bring} --progress none`)).document.error).toBeUndefined()
    const built = await run(`${build} --progress none`)
    expect(built.document.error).toBeUndefined()
    const { labelledRows, rows } = built.document.data.passport
    const studied = unwrap(await host.handlers['discoveries.eventStudy']({ ...at, id: chosen }, signal))
    expect(labelledRows).toBeGreaterThan(0)
    expect(labelledRows).toBeLessThanOrEqual(studied.events)
    expect(rows).toBeGreaterThan(labelledRows)
  })

  it('nothing where nobody looked at it closely', async () => {
    const made = await assay(home, 'discover', 'promote', WORKSPACE, RUN, 'BTC|nothing|any|long|1', '--as', 'backtest')
    expect(made.document.error.code).toBe('no-such-candidate')
  })
})

describe('the window asks', () => {
  it('for discoveries, and for one with all that stands behind it', async () => {
    const [listed] = sameAsJson(await host.handlers['discoveries.list']({ workspace: WORKSPACE }, signal))
    expect(listed).toMatchObject({ runId: RUN, state: 'done', manifest: { hypotheses: 64 } })
    const view = sameAsJson(await host.handlers['discoveries.get'](at, signal))
    expect(view.counts).toEqual(listed?.counts)
    expect(view.words.length).toBeGreaterThan(2)
    expect(view.control).toMatchObject({ q: 0.1, decides: 'benjamini-yekutieli', resamples: 200 })
    expect(view.stages.every(({ state }) => state === 'done')).toBe(true)
    const missing = await host.handlers['discoveries.get']({ ...at, runId: 'other' }, signal)
    expect(missing.ok ? null : missing.trouble.code).toBe('discovery-missing')
  })

  it('for hypotheses, filtered and sorted, those without a value last', async () => {
    const ask = async (more: object) =>
      sameAsJson(
        await host.handlers['discoveries.hypotheses'](
          { ...at, filter: ANY, sort: null, descending: false, offset: 0, limit: 1_000, ...more },
          signal,
        ),
      )
    const all = await ask({})
    expect(all).toMatchObject({ total: 64, matched: 64, offset: 0 })
    expect(all.rows[0]?.hypothesis.id).toBe('BTC|volatility_shock_up|any|long|1')
    const sorted = (await ask({ sort: 'pValue' })).rows.map(({ pValue }) => pValue)
    const known = sorted.filter((value) => value !== null)
    expect(known.length).toBeGreaterThan(2)
    expect(sorted.slice(0, known.length)).toEqual(known.toSorted((a, b) => a - b))
    const falling = (await ask({ sort: 'pValue', descending: true })).rows.map(({ pValue }) => pValue)
    expect(falling.slice(0, known.length)).toEqual(known.toSorted((a, b) => b - a))
    expect(falling.at(-1)).toBe(sorted.at(-1))
    const tested = await ask({ filter: { ...ANY, state: 'tested', symbol: 'ETH' }, limit: 2 })
    expect(tested.rows.every(({ hypothesis, refusal }) => hypothesis.symbol === 'ETH' && refusal === null)).toBe(true)
    expect(tested.rows.length).toBeLessThanOrEqual(2)
    expect((await ask({ filter: { ...ANY, text: 'SHOCK_UP' } })).matched).toBe(16)
    expect((await ask({ filter: { ...ANY, state: 'candidate' } })).matched).toBe(0)
    expect((await ask({ offset: 60 })).rows).toHaveLength(4)
  })

  it('for the points of a volcano, a close look, and the path around events', async () => {
    const points = sameAsJson(await host.handlers['discoveries.points'](at, signal))
    expect(new Set(Object.values(points).map((column) => (Array.isArray(column) ? column.length : null))).size).toBe(2)
    expect(points.id).toContain(chosen)
    const robustness = sameAsJson(await host.handlers['discoveries.robustness']({ ...at, id: chosen }, signal))
    expect(robustness.rules.length).toBeGreaterThan(5)
    expect(new Set(robustness.slices.map(({ group }) => group))).toContain('costs')
    expect(robustness.decay.horizonBars.length).toBe(robustness.decay.mean.length)
    const study = sameAsJson(await host.handlers['discoveries.eventStudy']({ ...at, id: chosen }, signal))
    const row = (await rowOf(chosen))!
    expect(study.events).toBe(row.events)
    // What the path says at the horizon is the mean return that was tested.
    expect(study.mean[study.offset.indexOf(4)]).toBeCloseTo(row.meanReturn!, 10)
    expect(study.controlMean[study.offset.indexOf(4)]).not.toBeNull()
    const none = await host.handlers['discoveries.eventStudy']({ ...at, id: 'x' }, signal)
    expect(none.ok ? null : none.trouble.code).toBe('no-such-hypothesis')
  })

  it('what a specification would test, and what can be looked for', async () => {
    const plan = sameAsJson(
      await host.handlers['discoveries.plan'](
        { workspace: WORKSPACE, spec: 'interval: 1h\n', symbols: ['BTC'] },
        signal,
      ),
    )
    expect(plan.hypotheses).toBe(plan.families * plan.conditions * plan.directions * plan.horizonsBars.length)
    expect(plan.symbols).toEqual(['BTC'])
    const families = sameAsJson(await host.handlers['discoveries.families']({}, signal))
    expect(families.families.length).toBeGreaterThan(20)
    const judged = await host.handlers['specs.judge']({ kind: 'discover', text: 'families: [x]\nqq: 1\n' }, signal)
    expect(judged).toMatchObject({ value: { code: 'spec-unknown-field' } })
  })

  it('again after a hold-out was sealed: the path around events is not of other bars', async () => {
    writeFileSync(
      join(house.folder, 'hold-out.json'),
      JSON.stringify({ schemaVersion: 1, boundariesMs: { [`${ledgerKey()} 1h`]: Date.UTC(2016, 2, 1) } }),
    )
    const study = await host.handlers['discoveries.eventStudy']({ ...at, id: chosen }, signal)
    expect(study.ok ? null : study.trouble.code).toBe('discovery-data-changed')
    const plan = unwrap(
      await host.handlers['discoveries.plan']({ workspace: WORKSPACE, spec: 'interval: 1h\n' }, signal),
    )
    expect(plan.lastTime).toBe('2016-02-29T23:00:00.000Z')
    expect(plan.warnings).toEqual([])
  })
})

/** BTC of this sample, as the ledger names it. */
function ledgerKey(): string {
  return 'BTC.synthetic-noise-5'
}

async function rowOf(id: string) {
  const input = { ...at, filter: { ...ANY, text: id }, sort: null, descending: false, offset: 0, limit: 1 }
  return unwrap(await host.handlers['discoveries.hypotheses'](input, signal)).rows[0]
}
