import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { jobStatus } from '../../../src/main/engine/queries/jobStatus.ts'
import { readingPorts } from '../jobs/jobFixture.ts'
import { valueFrom } from '../ledger/ledgerFixture.ts'
import { temporaryFolder } from '../ledger/temporaryFolder.ts'
import { assay } from '../pipeline/cliFixture.ts'
import { NAME, sampledHome, useTwoDetectors } from '../pipeline/pipelineFixture.ts'

const BINARY = join(import.meta.dirname, '../../../src/main/doors/cli/main.ts')

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0] !== 'Z'
  } catch {
    return false
  }
}

/** `assay serve` with a page of one line, until it can be reached. */
async function serve(home: string, page: string) {
  const child = spawn(process.execPath, [BINARY, 'serve', '--home', home, '--page', page, '--port', '0', '--json'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const exit = once(child, 'exit')
  child.stderr.resume()
  const file = join(home, 'engine.json')
  const isReady = () => existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).pid === child.pid
  await expect.poll(isReady, { timeout: 120_000 }).toBe(true)
  return { child, exit }
}

async function scene() {
  const home = await sampledHome(temporaryFolder())
  useTwoDetectors(home)
  const page = join(home, 'page')
  mkdirSync(page)
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>page</title>')
  const job = async () => valueFrom(await jobStatus(readingPorts(home), NAME))
  const working = async () => {
    const now = await job()
    return now?.shown === 'running' && now.job.stage !== 'start' && now.job.stage !== 'prepare' ? now.job.pid : null
  }
  return { home, page, job, working }
}

const RUN = ['pipeline', 'run', NAME, '--workers', '2', '--progress', 'json']

test('the engine is killed: its job ends too, and an engine after it goes on where it stopped', async () => {
  const { home, page, job, working } = await scene()
  const first = await serve(home, page)
  const joined = assay(home, ...RUN)
  await expect.poll(working, { timeout: 300_000, interval: 50 }).not.toBeNull()
  const { pid, runId } = (await job())!.job
  expect(pid).not.toBe(process.pid)
  first.child.kill('SIGKILL')
  expect(await joined).toMatchObject({ exitCode: 1, document: { error: { code: 'engine-gone' } } })
  await expect.poll(() => isAlive(pid), { timeout: 120_000 }).toBe(false)
  expect((await job())?.shown).toBe('interrupted')

  const second = await serve(home, page)
  const again = await assay(home, ...RUN)
  expect(again).toMatchObject({ exitCode: 0, document: { data: { runId } } })
  expect(again.err).toContain('was interrupted')
  second.child.kill('SIGTERM')
  expect(await second.exit).toEqual([0, null])
}, 900_000)

test('the engine is asked to end: its job is cancelled before it goes', async () => {
  const { home, page, job, working } = await scene()
  const { child, exit } = await serve(home, page)
  const joined = assay(home, ...RUN)
  await expect.poll(working, { timeout: 300_000, interval: 50 }).not.toBeNull()
  const { pid } = (await job())!.job
  child.kill('SIGINT')
  expect(await exit).toEqual([0, null])
  expect(isAlive(pid)).toBe(false)
  expect((await job())?.shown).toBe('cancelled')
  expect((await joined).exitCode).not.toBe(0)
  expect(existsSync(join(home, 'engine.json'))).toBe(false)
}, 900_000)
