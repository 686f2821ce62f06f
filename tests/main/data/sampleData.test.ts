import { describe, expect, it } from 'vitest'
import type { Workspace } from '../../../src/core/contract/workspace.ts'
import { silentBeat } from '../../../src/core/job/beat.ts'
import { Cancelled } from '../../../src/core/job/cancelled.ts'
import { manifestFormat } from '../../../src/main/adapters/yaml/manifestFormat.ts'
import { sampleData } from '../../../src/main/engine/commands/sampleData.ts'
import type { OpenedWorkspace } from '../../../src/main/engine/queries/openWorkspace.ts'
import { readSeries } from '../../../src/main/engine/queries/readSeries.ts'
import {
  codeOf,
  contents,
  dataPorts,
  equityWorkspace,
  hourlyCsv,
  importInto,
  sourceFile,
  testWorkspace,
  unwrap,
} from './dataBench.ts'

function setUp(workspace: Workspace = testWorkspace()) {
  const ports = { ...dataPorts(), manifests: manifestFormat }
  const manifestText = `# mine\n${manifestFormat.render(workspace)}`
  unwrap(ports.files.writeText('workspace.yaml', manifestText))
  const opened: OpenedWorkspace = { workspace, files: ports.files, migratedFrom: null, manifestText }
  return { ports, opened }
}

describe('sampleData', () => {
  it('fills both legs through the same path and marks workspace, layers and passports', async () => {
    const { ports, opened } = setUp()
    const report = unwrap(
      await sampleData(ports, opened, { kind: 'planted', strength: 5, seed: 7, bars: 3000 }, silentBeat),
    )
    const synthetic = { kind: 'planted', seed: 7, strength: 5 }
    expect(report.synthetic).toEqual(synthetic)
    expect(
      report.passports.map((passport) => [passport.symbol, passport.clean, passport.rejected, passport.synthetic]),
    ).toEqual([
      ['BTC', 3000, 0, synthetic],
      ['ETH', 3000, 0, synthetic],
    ])
    const yaml = unwrap(ports.files.readText('workspace.yaml'))
    expect(yaml).toMatch(/^# mine/)
    expect(unwrap(manifestFormat.parse(yaml)).workspace.synthetic).toEqual(synthetic)
    const all = { interval: '1h', startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY }
    expect(unwrap(await readSeries(ports, { symbol: 'ETH', ...all })).timeMs[0]).toBe(Date.UTC(2016, 0, 1))
  })

  it('begins again where a sample was killed between its legs, and never touches other bars', async () => {
    const { ports, opened } = setUp()
    const options = { kind: 'noise', seed: 1, bars: 1000 } as const
    unwrap(await sampleData(ports, opened, options, silentBeat))
    const whole = contents(ports.files.root)
    expect(codeOf(await sampleData(ports, opened, options, silentBeat))).toBe('workspace-has-data')
    unwrap(ports.files.remove('data/clean/eth_1h.passport.json'))
    unwrap(await sampleData(ports, opened, options, silentBeat))
    expect(contents(ports.files.root)).toEqual(whole)
  })

  it('gives the same bytes for the same seed, others for another', async () => {
    const clean = async (seed: number) => {
      const { ports, opened } = setUp()
      unwrap(await sampleData(ports, opened, { kind: 'noise', seed, bars: 1000 }, silentBeat))
      return contents(ports.files.root)['data/clean/btc_1h.parquet']
    }
    const first = await clean(1)
    expect((await clean(1)) === first).toBe(true)
    expect((await clean(2)) === first).toBe(false)
  })

  it('never mixes with bars that are there', async () => {
    const { ports, opened } = setUp()
    unwrap(await importInto(ports, sourceFile('bars.csv', hourlyCsv(40))))
    const before = contents(ports.files.root)
    expect(codeOf(await sampleData(ports, opened, { kind: 'noise', seed: 1, bars: 1000 }, silentBeat))).toBe(
      'workspace-has-data',
    )
    expect(contents(ports.files.root)).toEqual(before)
  })

  it('leaves the workspace as before where it is cancelled', async () => {
    const { ports, opened } = setUp()
    const before = contents(ports.files.root)
    for (let stopAt = 1; stopAt < 100; stopAt++) {
      let beats = 0
      const beat = () => {
        if (++beats === stopAt) throw new Cancelled()
      }
      const ended = await sampleData(ports, opened, { kind: 'noise', seed: 1, bars: 1000 }, beat).then(
        () => 'done',
        () => 'cancelled',
      )
      if (ended === 'done') return expect(stopAt).toBeGreaterThan(5)
      expect([stopAt, contents(ports.files.root)]).toEqual([stopAt, before])
    }
  })

  it.each([
    ['bad-option', { kind: 'noise', seed: -1, bars: 1000 }, testWorkspace()],
    ['bad-option', { kind: 'noise', seed: 1, bars: 3 }, testWorkspace()],
    ['bad-option', { kind: 'planted', seed: 1, bars: 1000 }, testWorkspace()],
    ['bad-option', { kind: 'noise', strength: 2, seed: 1, bars: 1000 }, testWorkspace()],
    ['role-missing', { kind: 'noise', seed: 1, bars: 1000 }, testWorkspace({ roles: { primary: 'BTC' } })],
    ['sample-needs-24x7', { kind: 'noise', seed: 1, bars: 1000 }, equityWorkspace()],
  ] as const)('refuses with %s: %o', async (code, options, workspace) => {
    const { ports, opened } = setUp(workspace)
    const before = contents(ports.files.root)
    expect(codeOf(await sampleData(ports, opened, options, silentBeat))).toBe(code)
    expect(contents(ports.files.root)).toEqual(before)
  })
})
