import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ENGINE_VERSION } from '../../../src/core/contract/engineVersion.ts'
import { hourlyCsv, sourceFile, temporaryFolder, unwrap } from '../data/dataBench.ts'
import { NAME, run, sampledHome, useHomes, useTwoDetectors } from '../pipeline/pipelineFixture.ts'
import { hostOf, importFile, makeWorkspace, sameAsJson, signal } from './hostBench.ts'

const freshHome = useHomes()

describe('home.show', () => {
  it('is empty where nothing was made yet', async () => {
    const home = join(temporaryFolder(), 'none')
    const shown = sameAsJson(await (await hostOf(home))['home.show']({}, signal))
    expect(shown).toEqual({ home, version: ENGINE_VERSION, workspaces: [] })
  })

  it('shows what can be read, and what is wrong with the rest', async () => {
    const home = temporaryFolder()
    const host = await hostOf(home)
    for (const name of ['broken', 'fresh', 'half', 'whole']) makeWorkspace(host, name)
    for (const name of ['half', 'whole']) await importFile(host, name, sourceFile('x.csv', hourlyCsv(48)))
    writeFileSync(join(home, 'workspaces/broken/workspace.yaml'), 'name: <script>alert(1)</script>\n')
    writeFileSync(join(home, 'workspaces/half/data/clean/eth_1h.passport.json'), '{')
    mkdirSync(join(home, 'workspaces/<b>bold'))
    for (let time = 0; time < 2; time++) {
      const { workspaces } = sameAsJson(await host['home.show']({}, signal))
      expect(workspaces.map(({ name, trouble }) => [name, trouble?.code ?? null])).toEqual([
        ['broken', 'manifest-invalid'],
        ['fresh', null],
        ['half', 'passport-broken'],
        ['whole', null],
      ])
      expect(workspaces[0]).toMatchObject({ workspace: null, folder: join(home, 'workspaces/broken'), equity: [] })
      expect(workspaces[1]).toMatchObject({ workspace: { capital: 10_000 }, series: [], lastRun: null })
      const span = {
        symbol: 'BTC',
        interval: '1h',
        firstTime: '2021-01-01T00:00:00.000Z',
        lastTime: '2021-01-02T23:00:00.000Z',
        bars: 48,
      }
      expect(workspaces.slice(2).map(({ series }) => series)).toEqual([[span], [span]])
    }
  })

  it('draws the capital that the run was judged by', async () => {
    const home = await sampledHome(freshHome())
    useTwoDetectors(home)
    const { runId, summary } = unwrap(await run(home))
    const host = await hostOf(home)
    const [card] = sameAsJson(await host['home.show']({}, signal)).workspaces
    expect(card).toMatchObject({ name: NAME, trouble: null, lastRun: { runId, state: 'done' } })
    expect(card!.equity.length).toBeGreaterThan(10)
    expect(card!.equity.length).toBeLessThanOrEqual(120)
    expect([card!.equity[0], card!.equity.at(-1)]).toEqual([summary!.startCapital, summary!.endEquity])

    const stages = join(home, 'workspaces', NAME, 'runs', runId, 'stages')
    const kept = readFileSync(join(stages, 'iterate.json'), 'utf8')
    writeFileSync(join(stages, 'iterate.json'), kept.slice(0, 1000))
    const [again] = unwrap(await (await hostOf(home))['home.show']({}, signal)).workspaces
    expect(again).toMatchObject({ equity: [], lastRun: { runId } })
    writeFileSync(join(home, 'workspaces', NAME, 'workspace.sqlite'), 'no database')
    const [last] = unwrap(await host['home.show']({}, signal)).workspaces
    expect(last).toMatchObject({ trouble: { code: 'store-unreadable' }, lastRun: null, equity: [] })
  })
})
