import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { rawServer } from '../ibkr/rawGateway.ts'

const freshFolder = useTemporaryFolders()
const ROOT = join(import.meta.dirname, '../../..')
const PORT = '4002'

/** The block that begins with the simulated gateway. */
function readmeScript(): string {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
  const block = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].find(([, text]) => text!.includes('gateway simulate'))
  return block![1]!
}

/** Runs lines as a shell would, in a group of its own; what is left of it is ended. */
function run(script: string, home: string): Promise<{ status: number | null; out: string; err: string }> {
  const environment = { ...process.env, ASSAY_HOME: home }
  const shell = spawn('sh', ['-e', '-c', script], { cwd: ROOT, env: environment, detached: true })
  let out = ''
  let err = ''
  shell.stdout.setEncoding('utf8').on('data', (text) => {
    out += text
  })
  shell.stderr.setEncoding('utf8').on('data', (text) => {
    err += text
  })
  return new Promise((resolve) => {
    shell.once('exit', (status) => {
      if (status !== 0) endGroup(shell.pid!)
      shell.once('close', () => resolve({ status, out, err }))
    })
  })
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid)
  } catch {
    // It is gone already.
  }
}

async function freePort(): Promise<string> {
  const { address, close } = await rawServer(() => {})
  await close()
  return String(address.port)
}

describe.skipIf(process.platform === 'win32')('the script of the README', () => {
  it('goes from a simulated gateway to a bundle that holds the proof of the download', async () => {
    const home = freshFolder()
    const script = readmeScript().replaceAll(PORT, await freePort())
    const { status, out, err } = await run(script, home)
    expect([status, status === 0 ? '' : err.slice(-2_000)]).toEqual([0, ''])
    expect(out.match(/complete {2}yes: every expected bar is there/g)).toHaveLength(2)
    expect(out).toContain('No rule of pacing was broken.')
    const published = join(home, 'workspaces/try_ibkr/final output')
    expect(readdirSync(published).sort()).toEqual(['README.txt', 'charts', 'reports'])
    expect(existsSync(join(published, 'reports/final_output_summary.json'))).toBe(true)
    const readme = readFileSync(join(published, 'README.txt'), 'utf8')
    expect(readme).toContain('Complete: yes: every expected bar is there')
    expect(readme).toContain('SYNTHETIC')
    expect(readme).toMatch(/conId 479624278/)
    const [id] = readdirSync(join(home, 'workspaces/try_ibkr/exports'))
    const report = readFileSync(join(home, 'workspaces/try_ibkr/exports', id!, 'report.html'), 'utf8')
    expect(report).toContain('every expected bar is there')
  }, 240_000)
})
