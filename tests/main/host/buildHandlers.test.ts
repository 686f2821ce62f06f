import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { MatrixRecord } from '../../../src/core/contract/matrixRecord.ts'
import { MATRIX_ROW_COLUMNS } from '../../../src/core/contract/matrixRecord.ts'
import type { MatrixView } from '../../../src/core/contract/workbench/buildViews.ts'
import { systemTimer } from '../../../src/main/adapters/clock/systemTimer.ts'
import { duckdbColumnFiles } from '../../../src/main/adapters/duckdb/columnFiles.ts'
import { streamDigests } from '../../../src/main/adapters/hash/streamDigests.ts'
import { assembleJobPorts } from '../../../src/main/assemble.ts'
import { buildHandlers } from '../../../src/main/engine/host/buildHandlers.ts'
import { unwrap } from '../data/dataBench.ts'
import {
  NAME,
  readJson,
  run,
  sampledHome,
  useHomes,
  useTwoDetectors,
  workspaceOf,
} from '../pipeline/pipelineFixture.ts'
import { sameAsJson, signal } from './hostBench.ts'

const freshHome = useHomes()

let ran = ''
let runId = ''

beforeAll(async () => {
  ran = await sampledHome(freshHome())
  useTwoDetectors(ran)
  runId = unwrap(await run(ran)).runId
}, 120_000)

/** The handlers over a copy of the home, counting how often a matrix is read. */
async function scene() {
  const home = freshHome(ran)
  const counts = { reads: 0 }
  const columns: typeof duckdbColumnFiles = {
    ...duckdbColumnFiles,
    readParquet: (...parts) => {
      counts.reads++
      return duckdbColumnFiles.readParquet(...parts)
    },
  }
  const handlers = buildHandlers({
    ...(await assembleJobPorts(home)),
    columns,
    digests: streamDigests,
    timer: systemTimer,
  })
  const folder = join(workspaceOf(home), 'runs', runId)
  const records: readonly MatrixRecord[] = readJson(folder, 'matrices/matrices.json')
  const record = records[0]!
  return {
    folder,
    counts,
    record,
    records,
    file: join(folder, 'matrices', `${record.sha256}.parquet`),
    list: async () => handlers['runs.matrices']({ workspace: NAME, runId }, signal),
    show: async (sha256 = record.sha256) => handlers['runs.matrix']({ workspace: NAME, runId, sha256 }, signal),
    features: async () => handlers['features.list']({}, signal),
  }
}

function codes({ report }: MatrixView): readonly string[] {
  return report.checks.flatMap(({ findings }) => findings.map(({ severity, code }) => `${severity} ${code}`))
}

async function rewrite(
  file: string,
  change: (name: string, values: Float64Array) => Float64Array,
  drop = '',
): Promise<void> {
  const { fields } = unwrap(await duckdbColumnFiles.describeParquet(file))
  const names = fields.map(({ name }) => name).filter((name) => name !== drop)
  const columns = unwrap(await duckdbColumnFiles.readParquet(file, names))
  const changed = columns.map(({ name, values }) => ({ name, values: change(name, Float64Array.from(values)) }))
  unwrap(await duckdbColumnFiles.writeParquet(file, changed))
}

describe('features.list', () => {
  it('defines every column that a matrix of a run has', async () => {
    const { features, file } = await scene()
    const listed = sameAsJson(await features())
    const known = new Set<string>(listed.features.map(({ name }) => name))
    const { fields } = unwrap(await duckdbColumnFiles.describeParquet(file))
    const names = fields.map(({ name }) => name)
    expect(names.slice(0, MATRIX_ROW_COLUMNS.length)).toEqual([...MATRIX_ROW_COLUMNS])
    expect(names.slice(MATRIX_ROW_COLUMNS.length).filter((name) => !known.has(name))).toEqual([])
  })
})

describe('runs.matrices', () => {
  it('lists what the run kept', async () => {
    const { list, records, record } = await scene()
    const view = sameAsJson(await list())
    expect(view).toMatchObject({ state: 'kept', matrices: records })
    expect(record.rows).toBeGreaterThan(50)
  })

  it('tells a run that has not come so far from one that chose nothing', async () => {
    const { list, folder } = await scene()
    rmSync(join(folder, 'matrices/matrices.json'))
    expect(unwrap(await list()).state).toBe('none')
    rmSync(join(folder, 'stages/hold-out.json'))
    expect(unwrap(await list()).state).toBe('not-yet')
  })

  it('refuses a list that is damaged or names a file elsewhere', async () => {
    const { list, show, folder, record } = await scene()
    const file = join(folder, 'matrices/matrices.json')
    for (const text of ['[', '{}', JSON.stringify([{ ...record, sha256: '../../../secret' }])]) {
      writeFileSync(file, text)
      expect(await list()).toMatchObject({ ok: false, trouble: { code: 'run-broken' } })
      expect(await show()).toMatchObject({ ok: false, trouble: { code: 'run-broken' } })
    }
  })
})

describe('runs.matrix', () => {
  it('reports a matrix that is as the run left it, and reads it once', async () => {
    const { show, record, counts, records } = await scene()
    const [view, again] = await Promise.all([show(), show()])
    const { report } = sameAsJson(view)
    expect(again).toEqual(view)
    expect(await show()).toEqual(view)
    expect(counts.reads).toBe(1)
    expect(codes(unwrap(view)).filter((code) => code.startsWith('error'))).toEqual([])
    expect(report.checks.find(({ id }) => id === 'contents')).toMatchObject({ findings: [] })
    expect(report.checks.find(({ id }) => id === 'look-ahead')).toMatchObject({
      made: true,
      scope: '42 columns scanned',
    })
    expect(report.rows).toBe(record.rows)
    expect(report.columns.length).toBe(44)
    const role = report.columns.find(({ name }) => name === 'event_role')!
    expect(role.count).toBe(record.rows)
    for (const { sha256 } of records.slice(1))
      expect(codes(unwrap(await show(sha256)))).not.toContain('error matrix-changed')
    const overlap = report.checks.find(({ id }) => id === 'label-overlap')!
    expect(overlap.scope).toBe(`average uniqueness ${(record.effectiveRows / record.rows).toFixed(2)}`)
  })

  it('says that one value was changed, also after the first look', async () => {
    const { show, file } = await scene()
    expect(codes(unwrap(await show()))).not.toContain('error matrix-changed')
    await rewrite(file, (name, values) => (name === 'primary_rsi_14' ? values.with(7, 0.123) : values))
    expect(codes(unwrap(await show()))).toContain('error matrix-changed')
  })

  it('says that the list was changed', async () => {
    const { show, folder, record } = await scene()
    writeFileSync(join(folder, 'matrices/matrices.json'), JSON.stringify([{ ...record, gains: record.gains + 1 }]))
    expect(codes(unwrap(await show()))).toContain('error matrix-changed')
  })

  it('carries what the leak scan found: of its columns, and of its detector', async () => {
    const { show, folder, record } = await scene()
    const file = join(folder, 'stages/events.json')
    const events = readJson(file)
    const withFinding = (name: string) => {
      const finding = { name, probe: 'garble', cut: 9, index: 8 }
      writeFileSync(
        file,
        JSON.stringify({ ...events, leakScan: { ...events.leakScan, clean: false, findings: [finding] } }),
      )
    }
    withFinding('primary_rsi_14')
    expect(codes(unwrap(await show()))).toContain('error look-ahead')
    const own = await scene()
    const other = record.detector === 'residual-reversion' ? 'momentum-divergence' : 'residual-reversion'
    const eventsOf = join(own.folder, 'stages/events.json')
    const finding = (name: string) => ({
      ...events,
      leakScan: { ...events.leakScan, findings: [{ name, probe: 'gap', cut: 9, index: 8 }] },
    })
    writeFileSync(eventsOf, JSON.stringify(finding(`${other} 2/3 primary long`)))
    expect(codes(unwrap(await own.show()))).not.toContain('error look-ahead')
    const third = await scene()
    writeFileSync(
      join(third.folder, 'stages/events.json'),
      JSON.stringify(finding(`${record.detector} 2/3 primary long`)),
    )
    expect(codes(unwrap(await third.show()))).toContain('error look-ahead')
    const fourth = await scene()
    rmSync(join(fourth.folder, 'stages/events.json'))
    expect(codes(unwrap(await fourth.show()))).toContain('warning not-scanned')
  })

  it('refuses what is not there or cannot be read', async () => {
    const { show, file, folder } = await scene()
    expect(await show('0'.repeat(64))).toMatchObject({ ok: false, trouble: { code: 'matrix-unknown' } })
    await rewrite(file, (_, values) => values, 'label_end_ms')
    expect(await show()).toMatchObject({ ok: false, trouble: { code: 'matrix-unreadable' } })
    copyFileSync(join(folder, 'manifest.json'), file)
    expect(await show()).toMatchObject({ ok: false, trouble: { code: 'parquet-broken' } })
    rmSync(file)
    expect(await show()).toMatchObject({ ok: false, trouble: { code: 'matrix-missing' } })
    expect(readFileSync(join(folder, 'matrices/matrices.json'), 'utf8').length).toBeGreaterThan(10)
  })
})
