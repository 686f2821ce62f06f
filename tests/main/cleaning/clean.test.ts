import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../src/main/adapters/clock/systemClock.ts'
import { diskFileTrees } from '../../../src/main/adapters/files/fileTrees.ts'
import { createGuardedFiles } from '../../../src/main/adapters/files/guardedFiles.ts'
import { createWorkspaceLocks } from '../../../src/main/adapters/files/workspaceLock.ts'
import { assembleCleanPorts } from '../../../src/main/assemble.ts'
import { runCli } from '../../../src/main/doors/cli/runCli.ts'
import { performCleaning } from '../../../src/main/engine/cleaning/performCleaning.ts'
import { type CleanPorts, planCleaning } from '../../../src/main/engine/cleaning/planCleaning.ts'
import { fakeTerminal } from '../cli/fakeTerminal.ts'
import { codeOf, unwrap } from '../data/dataBench.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'

const freshFolder = useTemporaryFolders()

/** What must survive everything. */
const PRECIOUS = [
  'data/raw/layers/0001/manifest.json',
  'data/raw/downloads/btc_1h/pending/000.json',
  'data/raw/fetched/klines/BTCUSDT/a.zip',
  'data/clean/btc_1h.parquet',
  'hold-out.json',
  'workspace.yaml',
  'workspace.sqlite',
  'runs/abc/complete.json',
  'runs/abc/published/README.txt',
  'exports/abc/README.txt',
  'final output/README.txt',
  'features/mine.ts',
  'models/M/versions/1234/complete.json',
  'leaderboard/journal.jsonl',
]
const RUNTIME = [
  'data/staging/half.parquet',
  'data/raw/fetched/rows/a.csv',
  'verify/abc/x.json',
  'runs/abc/units/events/000000.json',
  'sweeps/s1/units/00/00000-00000.bin',
  'models/M/versions/1234/units/0.json',
  'jobs/job-0001.log',
  'jobs/cancel-job-0001',
]
const MADE_AGAIN = ['features/BTC/columns.parquet']

function put(root: string, names: readonly string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), 'content')
  }
}

async function scene() {
  const home = freshFolder()
  const workspace = join(home, 'workspaces', 'pair')
  put(workspace, [...PRECIOUS, ...RUNTIME, ...MADE_AGAIN])
  put(home, ['ledger.sqlite', 'engine/uploads/a/file.csv', 'trash/old/workspace.yaml'])
  const ports = await assembleCleanPorts(home)
  const left = (names: readonly string[]) => names.filter((name) => existsSync(join(workspace, name)))
  return { home, workspace, ports, left }
}

describe('cleaning', () => {
  it('lists first, and removes what running leaves behind and nothing else', async () => {
    const { home, ports, left } = await scene()
    const plan = unwrap(planCleaning(ports, 'runtime'))
    expect(plan).toMatchObject({ files: RUNTIME.length + 1, bytes: (RUNTIME.length + 1) * 7 })
    expect(left(RUNTIME)).toEqual(RUNTIME)
    expect(performCleaning(ports, plan)).toMatchObject({ removedFiles: RUNTIME.length + 1, left: [] })
    expect(left(RUNTIME)).toEqual([])
    expect(left([...PRECIOUS, ...MADE_AGAIN])).toEqual([...PRECIOUS, ...MADE_AGAIN])
    expect(existsSync(join(home, 'ledger.sqlite')) && existsSync(join(home, 'trash/old/workspace.yaml'))).toBe(true)
    expect(unwrap(planCleaning(ports, 'runtime')).places).toEqual([])
  })

  it('takes what can be made again only where all is meant, and never a person’s own features', async () => {
    const { ports, left } = await scene()
    performCleaning(ports, unwrap(planCleaning(ports, 'all')))
    expect(left([...RUNTIME, ...MADE_AGAIN])).toEqual([])
    expect(left(PRECIOUS)).toEqual(PRECIOUS)
  })

  it('leaves what an interrupted import still has to put in place', async () => {
    const { workspace, ports, left } = await scene()
    put(workspace, ['data/publication.json'])
    performCleaning(ports, unwrap(planCleaning(ports, 'runtime')))
    expect(left(RUNTIME)).toEqual(['data/staging/half.parquet'])
  })

  it('touches no workspace in which a job runs, also one that began after the list', async () => {
    const { workspace, ports, left } = await scene()
    const before = unwrap(planCleaning(ports, 'runtime'))
    const lock = unwrap(createWorkspaceLocks(systemClock).acquire(workspace, 'assay pipeline run pair'))
    const plan = unwrap(planCleaning(ports, 'runtime'))
    expect(plan.places[0]).toMatchObject({ name: 'pair', busy: expect.stringContaining('assay pipeline run pair') })
    performCleaning(ports, plan)
    expect(left(RUNTIME)).toEqual(RUNTIME)
    const late = performCleaning(ports, before)
    expect(late.left.map(({ trouble }) => trouble.code)).toContain('workspace-busy')
    expect(left(RUNTIME)).toEqual(RUNTIME)
    lock.release()
    expect(performCleaning(ports, before).left).toEqual([])
  })

  it('removes links as links and follows none', async () => {
    const { workspace, ports } = await scene()
    const outside = freshFolder()
    put(outside, ['keep.txt', 'units/keep.txt'])
    symlinkSync(join(outside, 'keep.txt'), join(workspace, 'verify', 'link.txt'))
    symlinkSync(outside, join(workspace, 'runs', 'evil'))
    symlinkSync(outside, join(workspace, 'verify', 'folder'))
    symlinkSync(join(workspace, 'data/raw'), join(workspace, 'features', 'linked'))
    mkdirSync(join(workspace, 'backtests'))
    symlinkSync(outside, join(workspace, 'backtests', 'b1'))
    const plan = unwrap(planCleaning(ports, 'all'))
    const paths = plan.places.flatMap(({ items }) => items.map(({ path }) => path))
    expect(paths).not.toContain('runs/evil/units')
    expect(paths).not.toContain('backtests/b1/units')
    expect(paths).not.toContain('features/linked')
    performCleaning(ports, plan)
    expect(existsSync(join(workspace, 'verify'))).toBe(false)
    expect(
      readFileSync(join(outside, 'keep.txt'), 'utf8') + readFileSync(join(outside, 'units/keep.txt'), 'utf8'),
    ).toBe('contentcontent')
    expect(existsSync(join(workspace, 'data/raw/layers/0001/manifest.json'))).toBe(true)
  })

  it('cleans a clone of the sources, and nothing that is none or in use', async () => {
    const { ports } = await scene()
    const clone = freshFolder()
    put(clone, [
      'out/page/index.html',
      'coverage/a',
      'src/main/assemble.ts',
      'package.json',
      'node_modules/.cache/x',
      'node_modules/zod/index.js',
    ])
    const own: CleanPorts = { ...ports, repository: createGuardedFiles(clone), trees: diskFileTrees }
    expect(codeOf(planCleaning(own, 'repo'))).toBe('not-a-clone')
    mkdirSync(join(clone, '.git'))
    const record = { port: 1, token: '', pid: 1, startedMs: 0 }
    expect(codeOf(planCleaning({ ...own, engines: { running: () => record } }, 'repo'))).toBe('engine-running')
    const plan = unwrap(planCleaning(own, 'repo'))
    expect(plan).toMatchObject({ files: 3, places: [{ kind: 'repository' }] })
    performCleaning(own, plan)
    expect(
      ['out', 'coverage', 'node_modules/.cache', 'src', 'node_modules/zod'].filter((name) =>
        existsSync(join(clone, name)),
      ),
    ).toEqual(['src', 'node_modules/zod'])
  })

  it('asks on a terminal, and only lists where nobody can be asked', async () => {
    const { home, left } = await scene()
    const silent = fakeTerminal()
    await runCli(['clean', 'runtime', '--home', home], silent)
    expect(silent.out()).toContain('Nothing was removed: say --yes')
    expect(silent.out()).toContain('jobs/job-0001.log')
    expect(left(RUNTIME)).toEqual(RUNTIME)
    expect(await runCli(['clean', 'runtime', '--home', home], fakeTerminal({ answer: 'no' }))).toBe(3)
    expect(left(RUNTIME)).toEqual(RUNTIME)
    const listed = fakeTerminal()
    await runCli(['clean', 'runtime', '--home', home, '--json'], listed)
    expect(JSON.parse(listed.out())).toMatchObject({ ok: true, data: { isDone: false, plan: { files: 9 } } })
    expect(await runCli(['clean', 'runtime', '--home', home], fakeTerminal({ answer: 'yes' }))).toBe(0)
    expect(left(RUNTIME)).toEqual([])
  })
})
