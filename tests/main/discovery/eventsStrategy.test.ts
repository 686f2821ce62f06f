import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { runBacktest } from '../../../src/core/backtest/runBacktest.ts'
import type { FamilyKind } from '../../../src/core/discovery/families/familyKind.ts'
import { FAMILY_KINDS } from '../../../src/core/discovery/families/familyRegistry.ts'
import { volatilityShock } from '../../../src/core/discovery/families/kinds/volatilityShock.ts'
import { silentBeat } from '../../../src/core/job/beat.ts'
import { assembleBacktestPorts, assembleEngineHost, assembleWorkspacePorts } from '../../../src/main/assemble.ts'
import { prepareBacktest } from '../../../src/main/engine/backtests/prepareBacktest.ts'
import { type BacktestWish, readSubject } from '../../../src/main/engine/backtests/readSubject.ts'
import { scanBacktest } from '../../../src/main/engine/backtests/scanBacktest.ts'
import { openWorkspace } from '../../../src/main/engine/queries/openWorkspace.ts'
import { assay } from '../backtests/backtestScene.ts'
import { unwrap } from '../data/dataBench.ts'
import { signal } from '../host/hostBench.ts'
import { PLANTED, plantedHouse } from './plantedHouse.ts'

const home = mkdtempSync(join(tmpdir(), 'assay-events-'))
const HOUR_MS = 3_600_000
const HORIZON_BARS = 4
const FOUND = 'BTC|volatility_shock_up|any|long|4'
const SPEC = 'instruments: [BTC]\nevents: { family: volatility_shock_up, direction: long, horizon_bars: 4 }\n'

/** Stamped one bar early: the shock of the next bar. */
const early: FamilyKind = {
  ...volatilityShock,
  name: 'early_shock',
  signal: (inputs, threshold) => {
    const known = volatilityShock.signal(inputs, threshold)
    return known.map((_, bar) => known[bar + 1] ?? 0)
  },
}
const kinds = FAMILY_KINDS as FamilyKind[]

let house: Awaited<ReturnType<typeof plantedHouse>>
beforeAll(async () => {
  kinds.push(early)
  house = await plantedHouse(home)
}, 60_000)
afterAll(() => {
  kinds.pop()
  rmSync(home, { recursive: true, force: true })
})

/** A backtest as it stands before it runs. */
async function prepared(text: string, wish: Partial<BacktestWish> = {}) {
  const { workspace, files } = unwrap(openWorkspace(assembleWorkspacePorts(home), PLANTED))
  const ports = unwrap(await assembleBacktestPorts(home, files))
  const throughHoldOut = wish.throughHoldOut === true
  try {
    const subject = unwrap(await readSubject(ports, workspace, { written: parse(text), ...wish }))
    return unwrap(await prepareBacktest(ports, workspace, subject, { throughHoldOut }))
  } finally {
    ports.ledger.close()
  }
}

const read = (path: string) => readFileSync(join(house.folder, path), 'utf8')
const scanOf = (id: string) => JSON.parse(read(`backtests/${id}/leak-scan.json`))
const run = (spec: string, ...words: readonly string[]) =>
  assay(home, 'backtest', 'run', PLANTED, '--config', house.file('events.yaml', spec), '--progress', 'none', ...words)

describe('a planted edge', { timeout: 60_000 }, () => {
  let id = ''
  let spec = ''

  it('is found, promoted, traded and scanned clean, and stands on the leaderboard by its numbers', async () => {
    const [first] = house.found.view.candidates
    expect(first).toMatchObject({ standing: 'candidate', result: { hypothesis: { id: FOUND } } })
    const promoted = await house.done('discover', 'promote', PLANTED, house.found.runId, FOUND, '--as', 'backtest')
    spec = promoted.spec
    // 6 basis points of a round trip were said, and the instrument has other costs.
    expect(spec).toContain('  commission: 0.0003\n  slippage: 0\n')
    const made = await assay(home, ...promoted.command.split(' ').slice(1), '--progress', 'none')
    expect(made.document.error).toBeUndefined()
    id = made.document.data.backtestId
    const { strategy, predictions } = made.document.data.manifest
    expect(strategy).toMatchObject({ id: 'events', parameters: {} })
    expect(predictions).toMatchObject({ label: FOUND, events: { symbols: ['BTC'], sensors: [] } })
    expect(scanOf(id)).toMatchObject({
      state: 'clean',
      parts: [
        { kind: 'strategy', subject: 'events' },
        { kind: 'events', subject: FOUND, columns: 2, findingCount: 0 },
      ],
    })
    await house.done('leaderboard', 'update')
    const [row] = (await house.done('leaderboard', 'show')).rows
    expect(row).toMatchObject({ entry: { id, subject: FOUND }, judgement: { state: 'pass' } })
    expect(row.judgement.gates.length).toBeGreaterThan(5)
  })

  it('trades as a file of its signals does, trade by trade', async () => {
    const host = await assembleEngineHost(home)
    const at = { workspace: PLANTED, runId: house.found.runId, id: FOUND }
    const { eventMs } = unwrap(await host.handlers['discoveries.eventStudy'](at, signal))
    await host.close()
    const first = Date.UTC(2021, 0, 1)
    const signals = new Array<number>(10_000).fill(0)
    let freeFrom = 0
    for (const bar of eventMs.map((timeMs) => (timeMs - first) / HOUR_MS)) {
      if (bar < freeFrom) continue
      freeFrom = bar + HORIZON_BARS
      signals.fill(0.4, bar + 1, freeFrom)
      signals[bar] = 1
    }
    const rows = signals.map((value, bar) => `${new Date(first + bar * HOUR_MS).toISOString()},BTC,${value}`)
    const file = house.file('signals.csv', `time,symbol,signal\n${rows.join('\n')}\n`)
    const old = spec.replace(/events:\n( {2}.*\n)+/, 'entry_threshold: 0.5\nexit_threshold: 0.25\n')
    const [one, other] = [
      await prepared(old, { predictionsFile: { path: file, name: 'signals.csv' } }),
      await prepared(spec),
    ]
    const { fills } = runBacktest(other.request)
    expect(fills.count).toBeGreaterThan(2 * 100)
    expect(fills).toEqual(runBacktest(one.request).fills)
    expect(other.configHash).not.toBe(one.configHash)
  })

  it('is made again with the same bytes and trades alike in both engines before it is locked', async () => {
    await house.done('leaderboard', 'review', id, '--note', 'Looked at every trade', '--accept')
    await house.done('cart', 'add', id)
    const { locked } = (await house.done('deploy', 'lock', PLANTED, '--id', id)).deployment
    expect(locked).toMatchObject({ model_id: FOUND, config: { events: { family: 'volatility_shock_up' } } })
    expect(locked.validation.event_engine_fills).toBeGreaterThan(100)
  })
})

it('is traded on bars that are made of finer stored ones, as a discovery makes them', async () => {
  const { traded, predictions } = await prepared(`${SPEC}interval: 2h\n`)
  expect(traded).toMatchObject({ interval: '2h', madeOf: { BTC: '1h' } })
  expect(traded.market.timeMs.length).toBe(5_000)
  expect(predictions?.bySymbol[0]?.timeMs).toEqual(traded.market.timeMs)
})

it('an event that is stamped one bar early leaks, which the leaderboard refuses', async () => {
  const { files } = unwrap(openWorkspace(assembleWorkspacePorts(home), PLANTED))
  const leaking = await prepared(SPEC.replace('volatility_shock_up', 'early_shock_up'))
  const record = scanBacktest(files, leaking, silentBeat)
  expect(record).toMatchObject({ state: 'leaks', reason: expect.stringContaining('changes with later bars') })
  expect(record.parts.map(({ kind, state }) => `${kind} ${state}`)).toEqual(['strategy clean', 'events leaks'])
})

const troubleOf = async (spec: string) => (await run(spec)).document.error

describe('refused', { timeout: 30_000 }, () => {
  it.each([
    ['strategy: { id: momentum }', 'strategy-and-events'],
    ['strategy: { id: events }', 'strategy-and-events'],
    ['model_id: some', 'events-and-model'],
    ['direction: both', 'events-direction'],
    ['entry_threshold: 0.4', 'thresholds-without-model'],
    ['interval: 15m', 'interval-too-coarse'],
  ])('%s beside them: %s', async (more, code) => {
    expect((await troubleOf(`${SPEC}${more}\n`)).code).toBe(code)
  })

  it.each([
    ['horizon_bars', 'horizon-fixed'],
    ['entry_threshold', 'unknown-parameter'],
  ])('a sweep of them over %s: %s', async (axis, code) => {
    const spec = `parameter_grid: { ${axis}: [2, 4] }\nbacktest:\n  ${SPEC.replace('\n', '\n  ')}`
    const file = house.file('sweep.yaml', spec)
    const { error } = (await assay(home, 'sweep', 'run', PLANTED, '--spec', file, '--progress', 'none')).document
    expect(error.code).toBe(code)
  })

  it.each([
    ['volatility_shock_up', 'volatility_shok_up', 'unknown-family'],
    ['horizon_bars: 4', 'horizon_bars: 4, condition: wild', 'unknown-condition'],
    ['horizon_bars: 4', 'horizon_bars: 4, horizon_bar: 5', 'spec-unknown-field'],
    ['horizon_bars: 4', 'horizon_bars: 0', 'spec-invalid'],
    ['volatility_shock_up', 'funding_extreme_high', 'sensor-missing'],
    ['horizon_bars: 4', 'horizon_bars: 4, symbols: [ETH]', 'events-symbols'],
    [/events:.*/, 'strategy: { id: events }', 'events-needed'],
  ])('%s as %s: %s', async (before, after, code) => {
    const trouble = await troubleOf(SPEC.replace(before, after))
    expect(trouble.code).toBe(code)
    if (code === 'spec-unknown-field') expect(trouble.hint).toContain('Did you mean horizon_bars?')
  })
})

it('a hold-out ends its events, an opening goes on, and neither is another configuration', async () => {
  const early = `${SPEC}end_date: 2021-06-30\n`
  const before = await prepared(early)
  const whole = await prepared(SPEC)
  writeFileSync(
    join(house.folder, 'hold-out.json'),
    JSON.stringify({ schemaVersion: 1, boundariesMs: { 'BTC 1h': Date.UTC(2021, 8, 1) } }),
  )
  const after = await prepared(early)
  expect(after.configHash).toBe(before.configHash)
  expect(after.backtestId).not.toBe(before.backtestId)
  const sealed = await prepared(SPEC)
  expect(sealed.traded.market.timeMs.at(-1)).toBe(Date.UTC(2021, 7, 31, 23))
  expect(sealed.predictions?.bySymbol[0]?.timeMs.at(-1)).toBe(Date.UTC(2021, 7, 31, 23))
  const opened = await prepared(SPEC, { throughHoldOut: true })
  expect(opened.traded.opened).toMatchObject([{ symbols: 'BTC' }])
  expect(opened.configHash).toBe(whole.configHash)
  // ETH is only read: its hold-out would be opened by nobody.
  writeFileSync(
    join(house.folder, 'hold-out.json'),
    JSON.stringify({ schemaVersion: 1, boundariesMs: { 'ETH 1h': Date.UTC(2021, 8, 1) } }),
  )
  const reading = SPEC.replace('horizon_bars: 4', 'horizon_bars: 4, symbols: [BTC, ETH]')
  await expect(prepared(reading, { throughHoldOut: true })).rejects.toThrow('events-hold-out')
})
