import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leakGate } from '../../../src/main/engine/discovery/discoveryContext.ts'
import { assay } from '../backtests/backtestScene.ts'
import { coinHouse, fundingRows, SMALL_SPEC, WORKSPACE } from './discoveryScene.ts'

const home = mkdtempSync(join(tmpdir(), 'assay-discovery-faults-'))
/** The first bar of a sample. */
const START_MS = Date.UTC(2016, 0, 1)
let house: Awaited<ReturnType<typeof coinHouse>>

beforeAll(async () => {
  await import('@duckdb/node-api')
  house = await coinHouse(home, 600)
}, 60_000)
afterAll(() => rmSync(home, { recursive: true, force: true }))

/** The same wish without anything that is tested. */
const plan = (...words: readonly string[]) => house.discover('--plan', ...words)
const errorOf = async (made: ReturnType<typeof plan>) => {
  const { exitCode, document } = await made
  return { exitCode, ...document.error }
}
const specWith = (lines: string) => house.file('other.yaml', `${SMALL_SPEC}${lines}`)

/** A table of funding in a workspace of its own. */
async function withFunding(name: string, rows: string, known = 'known=event') {
  await house.done('workspace', 'create', name, '--primary', 'BTC', '--secondary', 'ETH', '--interval', '1h')
  await house.done('data', 'sample', name, '--kind', 'noise', '--bars', '600', '--seed', '5')
  const file = house.file(`${name}.csv`, rows)
  const columns = `event=time,${known},key=symbol,rate=rate`
  const table = ['--kind', 'table', '--name', 'funding', '--file', file, '--tz', 'UTC', '--no-correction']
  await house.done('data', 'import', name, ...table, '--columns', columns)
  return errorOf(assay(home, 'discover', 'run', name, '--plan', '--spec', house.spec))
}

describe('a discovery refuses', () => {
  it('bars that are coarser than the canonical 15 minutes, unless their interval is named', async () => {
    const error = await errorOf(plan())
    expect(error).toMatchObject({ exitCode: 1, code: 'interval-too-coarse' })
    expect(error.message).toContain('15m')
    expect(error.hint).toContain('--interval 1h')
    expect((await plan('--interval', '1h')).document.data.interval).toBe('1h')
    expect((await plan('--interval', '4h')).document.data.bars).toBe(150)
  })

  it('no finer bars: those of 15 minutes are made of them', async () => {
    await house.done('workspace', 'create', 'fine', '--primary', 'BTC', '--secondary', 'ETH', '--interval', '5m')
    await house.done('data', 'sample', 'fine', '--kind', 'noise', '--bars', '600', '--seed', '5')
    const made = await assay(home, 'discover', 'run', 'fine', '--plan')
    expect(made.document.data).toMatchObject({ interval: '15m', bars: 200, horizonsBars: [4, 16, 96] })
  })

  it('names that nobody knows, with those that there are', async () => {
    const symbol = await errorOf(plan('--interval', '1h', '--symbols', 'BTC,EHT'))
    expect(symbol).toMatchObject({ code: 'unknown-instrument', hint: 'It has: BTC, ETH.' })
    const family = await errorOf(plan('--interval', '1h', '--event-type', 'volatility_shok'))
    expect(family.code).toBe('unknown-family')
    expect(family.hint).toContain('volatility_shock_up')
    const condition = await errorOf(plan('--spec', house.file('c.yaml', 'interval: 1h\nconditions: ["mood:bad"]\n')))
    expect(condition.code).toBe('unknown-condition')
    const horizon = await errorOf(plan('--spec', house.file('h.yaml', 'interval: 1h\nhorizons: [90m]\n')))
    expect(horizon.code).toBe('horizon-unreadable')
    const field = await errorOf(plan('--spec', house.file('f.yaml', 'family: all\n')))
    expect(field).toMatchObject({ code: 'spec-unknown-field' })
    expect(field.hint).toContain('families')
  })

  it('costs that name some symbols and not all', async () => {
    const error = await errorOf(plan('--spec', specWith('costs_bps: { BTC: 12 }\n')))
    expect(error).toMatchObject({ code: 'costs-missing', message: 'costs_bps names some symbols, and not ETH.' })
    expect((await plan('--spec', specWith('costs_bps: { BTC: 12, ETH: 14 }\n'))).exitCode).toBe(0)
  })

  it('names of devices and ranges without bars, and says what a family lacks', async () => {
    expect(await errorOf(house.discover('--interval', '1h', '--run-id', 'CON'))).toMatchObject({ code: 'bad-run-id' })
    const range = await errorOf(plan('--interval', '1h', '--start', '2030-01-01'))
    expect(range).toMatchObject({ code: 'range-empty', message: 'No bar lies in the range that was asked for.' })
    const all = await errorOf(plan('--interval', '1h', '--event-type', 'all,exhaustion_up'))
    expect(all.hint).toContain('"all" stands alone')
    const blind = await plan('--interval', '1h', '--event-type', 'funding_flip_up,exhaustion_up')
    expect(blind.document.data.warnings).toContain(
      'funding_flip_up needs the table funding, which is not looked at: none of its hypotheses can be tested, and all count.',
    )
    expect(blind.document.data.warnings.join(' ')).not.toContain('exhaustion_up')
  })

  it('a grammar that explodes, before anything of it is made, with its count', async () => {
    const spec = specWith('max_hypotheses: 63\n')
    expect((await plan('--spec', spec)).document.data).toMatchObject({ hypotheses: 64, most: 63 })
    const error = await errorOf(house.discover('--spec', spec, '--workers', '1'))
    expect(error.code).toBe('too-many-hypotheses')
    expect(error.message).toContain('64 hypotheses')
    expect((await assay(home, 'ledger', 'show')).document.data.totals).toEqual([])
    expect((await assay(home, 'discover', 'list', WORKSPACE)).document.data).toEqual([])
  })

  it('sensors that lie beside the bars, are in another unit, or come from the future', {
    timeout: 60_000,
  }, async () => {
    const beside = await withFunding('beside', fundingRows({ startMs: Date.UTC(2019, 0, 1), count: 90 }))
    expect(beside.code).toBe('sensor-no-overlap')
    const percent = await withFunding('percent', fundingRows({ startMs: START_MS, count: 90, rate: 0.01 }))
    expect(percent.code).toBe('funding-unit-wrong')
    expect(percent.hint).toContain('Divide')
    const early = fundingRows({ startMs: START_MS, count: 90 }, 'BTC', -8)
    const ahead = await withFunding('ahead', early, 'known=known')
    expect(ahead.code).toBe('sensor-known-before-event')
    const later = fundingRows({ startMs: Date.UTC(2150, 0, 1), count: 2 })
      .split('\n')
      .slice(1)
      .join('\n')
    const future = await withFunding('future', `${fundingRows({ startMs: START_MS, count: 90 })}${later}`)
    expect(future.code).toBe('sensor-future-dated')
    const foreign = await withFunding('foreign', fundingRows({ startMs: START_MS, count: 90 }, 'DOGE'))
    expect(foreign.code).toBe('sensor-no-rows')
  })

  it('a sensor that is asked for and not there', async () => {
    const error = await errorOf(plan('--spec', specWith('sensors: [liquidation]\n')))
    expect(error).toMatchObject({ code: 'sensor-missing' })
  })

  it('to test anything where an event reads the future', () => {
    const finding = { name: 'BTC peeking', probe: 'garble', cut: 10, index: 9, whole: 1, recomputed: 0 } as const
    const gate = leakGate({ findings: [finding, { ...finding, cut: 20 }] })
    expect(gate.ok ? null : gate.trouble.code).toBe('leak-found')
    expect(gate.ok ? '' : gate.trouble.message).toContain('BTC peeking')
    expect(leakGate({ findings: [] }).ok).toBe(true)
  })
})

describe('what is too little to be tested', () => {
  it('is refused and counts all the same: a handful of events', { timeout: 60_000 }, async () => {
    const made = await house.discover(
      '--spec',
      house.file('few.yaml', SMALL_SPEC.replace('min_events: 10', 'min_events: 500')),
      '--workers',
      '1',
    )
    const { counts, verdict, candidates } = made.document.data.view
    expect(counts).toMatchObject({
      declared: 64,
      tested: 0,
      refused: expect.objectContaining({ 'too-few-events': 60 }),
      candidates: 0,
    })
    expect(verdict).toContain('Nothing was found')
    expect(candidates).toEqual([])
    expect(made.document.data.view.trials.own).toBe(64)
  })

  it('is told where funding is known of one symbol only', { timeout: 60_000 }, async () => {
    const name = 'half'
    expect((await withFunding(name, fundingRows({ startMs: START_MS, count: 75 }))).code).toBeUndefined()
    const spec = house.file('half.yaml', 'interval: 1h\nfamilies: [funding_extreme_high]\nconditions: [any]\n')
    const made = await assay(home, 'discover', 'run', name, '--spec', spec, '--workers', '1')
    expect(made.document.error).toBeUndefined()
    const { manifest, counts } = made.document.data.view
    expect(manifest.sensors).toMatchObject([{ kind: 'funding', column: 'funding.rate', symbols: ['BTC'] }])
    expect(manifest.notes.join(' ')).toContain('There is no funding of ETH.')
    expect(counts.refused['no-sensor']).toBe(6)
  })
})
