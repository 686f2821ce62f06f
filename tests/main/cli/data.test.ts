import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { runCli } from '../../../src/main/doors/cli/runCli.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { fakeTerminal } from './fakeTerminal.ts'

const freshFolder = useTemporaryFolders()
const HOUR_MS = 3_600_000

async function assay(home: string, ...words: readonly string[]) {
  const terminal = fakeTerminal()
  const exitCode = await runCli([...words, '--home', home, '--json'], terminal)
  return { exitCode, document: JSON.parse(terminal.out()), err: terminal.err() }
}

function bars(count: number): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const price = 100 + Math.sin(index / 9)
    return [Date.UTC(2024, 0, 1) + index * HOUR_MS, price, price + 1, price - 1, price + 0.5, 10 + index, 3].join(',')
  })
  return `time,open,high,low,close,volume,trades\n${rows.join('\n')}\n`
}

async function house() {
  const home = freshFolder()
  await assay(home, 'workspace', 'create', 'pair', '--primary', 'BTC', '--secondary', 'ETH')
  const file = join(home, 'btc.csv')
  writeFileSync(file, bars(300))
  return { home, file, folder: join(home, 'workspaces', 'pair') }
}

beforeAll(async () => {
  await import('@duckdb/node-api')
})

describe('data from the command line', () => {
  it('imports, shows the passport, and leaves lock and log as they should be', async () => {
    const { home, file, folder } = await house()
    const done = await assay(
      home,
      'data',
      'import',
      'pair',
      '--role',
      'primary',
      '--file',
      file,
      '--time-unit',
      'ms',
      '--progress',
      'json',
    )
    expect(done).toMatchObject({
      exitCode: 0,
      document: { ok: true, data: { kind: 'bars', subject: 'BTC', rows: 300 } },
    })
    const events = done.err
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(events).toContainEqual(expect.objectContaining({ type: 'stage-start', stage: 'import' }))
    expect(events.at(-1)).toMatchObject({ type: 'stage-end', stage: 'import' })
    const shown = await assay(home, 'data', 'show', 'pair')
    expect(shown.document.data.series).toMatchObject([
      { upToDate: true, passport: { symbol: 'BTC', clean: 300, missingBars: 0 } },
    ])
    expect(readdirSync(folder).some((name) => name.startsWith('workspace.lock'))).toBe(false)
    const status = await assay(home, 'pipeline', 'status', 'pair')
    expect(status.document.data).toMatchObject({ shown: 'done', job: { command: 'assay data import pair' } })
    const again = await assay(home, 'data', 'import', 'pair', '--symbol', 'BTC', '--file', file, '--time-unit', 'ms')
    expect(again.document).toMatchObject({ ok: true, data: { isNew: false } })
  })

  it.each([
    [['--role', 'primary', '--file', 'missing.csv'], 'file-missing', 1],
    [['--file', 'btc.csv'], 'role-needed', 1],
    [['--symbol', 'SOL', '--file', 'btc.csv'], 'symbol-unknown', 1],
    [['--role', 'primary', '--file', 'btc.csv', '--kind', 'trades'], 'not-yet', 1],
    [['--role', 'tertiary', '--file', 'btc.csv'], 'invalid-argument', 2],
  ])('%j is %s', async (flags, code, exitCode) => {
    const { home, folder } = await house()
    const words = flags.map((word) => (word.endsWith('.csv') ? join(home, word) : word))
    expect(await assay(home, 'data', 'import', 'pair', ...words)).toMatchObject({
      exitCode,
      document: { error: { code } },
    })
    expect(existsSync(join(folder, 'data', 'clean'))).toBe(false)
  })

  it('labels a sample as synthetic in the manifest, and keeps its comments', async () => {
    const { home, folder } = await house()
    expect(
      await assay(home, 'data', 'sample', 'pair', '--kind', 'noise', '--seed', '3', '--bars', '500'),
    ).toMatchObject({ exitCode: 0 })
    expect((await assay(home, 'workspace', 'show', 'pair')).document.data.workspace.synthetic).toEqual({
      kind: 'noise',
      seed: 3,
      strength: null,
    })
    const manifest = readFileSync(join(folder, 'workspace.yaml'), 'utf8')
    expect(manifest).toContain('# The manifest of this workspace.')
    expect((await assay(home, 'data', 'show', 'pair')).document.data.series).toHaveLength(2)
  })

  it.each([[['--kind', 'planted']], [['--kind', 'noise', '--strength', '2']]])(
    'a strength belongs to a planted edge: %j',
    async (flags) => {
      const { home } = await house()
      expect(await assay(home, 'data', 'sample', 'pair', ...flags)).toMatchObject({
        exitCode: 1,
        document: { error: { code: 'strength-needed' } },
      })
    },
  )
})
