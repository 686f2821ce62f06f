import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { runCli } from '../../../src/main/doors/cli/runCli.ts'
import { checksumLine, zipped } from '../fetch/fetchScene.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { fakeTerminal } from './fakeTerminal.ts'

const freshFolder = useTemporaryFolders()
const HOUR_MS = 3_600_000

async function assay(home: string, ...words: readonly string[]) {
  const terminal = fakeTerminal()
  const exitCode = await runCli([...words, '--home', home], terminal)
  return { exitCode, out: terminal.out(), err: terminal.err() }
}

/** A month of funding as the exchange's archives have it. */
function archives(): string {
  const folder = freshFolder()
  const path = join(folder, 'data/futures/um/monthly/fundingRate/BTCUSDT/BTCUSDT-fundingRate-2023-01.zip')
  const rows = Array.from({ length: 93 }, (_, at) => `${Date.UTC(2023, 0, 1) + at * 8 * HOUR_MS},8,0.0001\n`)
  const bytes = zipped('a.csv', `calc_time,funding_interval_hours,last_funding_rate\n${rows.join('')}`)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
  writeFileSync(`${path}.CHECKSUM`, checksumLine(bytes, 'BTCUSDT-fundingRate-2023-01.zip'))
  return folder
}

beforeAll(async () => {
  await import('@duckdb/node-api')
})

describe('assay data fetch', () => {
  it('brings archives of a folder in, says what is missing, and shows the table with its notes', async () => {
    const home = freshFolder()
    await assay(home, 'workspace', 'create', 'pair', '--primary', 'BTC', '--secondary', 'ETH')
    const words = [
      'data',
      'fetch',
      'pair',
      '--kind',
      'funding',
      '--symbols',
      'BTC',
      '--start',
      '2023-01-01',
      '--end',
      '2023-03-01',
    ]
    const done = await assay(home, ...words, '--from', archives())
    expect(done).toMatchObject({ exitCode: 0 })
    expect(done.out).toContain('BTCUSDT: 93 rows, 1 archives, 0 from the interface, 1 MISSING: 2023-02')
    expect(done.out).toContain('rows      93 in = 93 clean + 0 rejects')
    const shown = await assay(home, 'data', 'show', 'pair')
    expect(shown.out).toContain('100.00 % of 93 stamps stand on the 8 h settlement grid of UTC')
  })

  it('says what it cannot do', async () => {
    const home = freshFolder()
    await assay(home, 'workspace', 'create', 'pair', '--primary', 'BTC', '--secondary', 'ETH')
    const words = ['data', 'fetch', 'pair', '--kind', 'funding', '--symbols', 'DOGE', '--start', '2023-01-01']
    expect(await assay(home, ...words)).toMatchObject({ exitCode: 1, err: expect.stringContaining('[symbol-unknown]') })
    expect((await assay(home, ...words, '--from', 'http://example.org')).err).toContain('[address-not-safe]')
    expect((await assay(home, ...words, '--end', 'soon')).err).toContain('[bad-time]')
  })
})
