import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'

const freshFolder = useTemporaryFolders()
const BINARY = join(import.meta.dirname, '../../../bin/assay')

function assay(home: string, ...words: readonly string[]) {
  return spawnSync(BINARY, [...words, '--home', home], { encoding: 'utf8' })
}

describe.skipIf(process.platform === 'win32')('bin/assay', () => {
  it('runs on Node 24, with exit codes and streams as promised', () => {
    const home = freshFolder()
    const doctor = assay(home, 'doctor', '--json')
    expect(doctor.status).toBe(0)
    const { data } = JSON.parse(doctor.stdout)
    expect(data.checks.map(({ id }: { id: string }) => id)).toEqual([
      'node',
      'package better-sqlite3',
      'package @duckdb/node-api',
      'package @resvg/resvg-js',
      'home',
      'disk',
      'cores',
      'memory',
      'time zones',
      'font',
      'kernels',
    ])
    expect(data.checks[0].found).toMatch(/^Node 24\./)
    const created = assay(home, 'workspace', 'create', 'a', '--primary', 'BTC')
    expect([created.status, created.stderr]).toEqual([0, ''])
    const missing = assay(home, 'workspace', 'show', 'b')
    expect([missing.status, missing.stdout]).toEqual([1, ''])
    expect(missing.stderr).toContain('[workspace-missing]')
    expect(assay(home, 'workspace', 'shw').status).toBe(2)
    const unconfirmed = assay(home, 'workspace', 'remove', 'a')
    expect([unconfirmed.status, unconfirmed.stderr.includes('[confirmation-needed]')]).toEqual([1, true])
  })

  // Root may write everywhere, so this shows nothing there.
  it.skipIf(process.getuid?.() === 0)('says that a read-only home is read-only', () => {
    const home = join(freshFolder(), 'home')
    mkdirSync(home)
    chmodSync(home, 0o500)
    const refused = assay(home, 'workspace', 'create', 'a', '--primary', 'BTC', '--json')
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'not-writable' } })
  })
})
