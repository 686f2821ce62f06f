import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { JobEvent } from '../../../src/core/contract/jobEvent.ts'
import type { JobNews, JobView } from '../../../src/core/contract/workbench/views.ts'
import { assembleEngineHost, assembleEngineRecords, assembleTime } from '../../../src/main/assemble.ts'
import { jobEventsBetween } from '../../../src/main/doors/cli/joining/jobEventsBetween.ts'
import {
  backtestRequest,
  downloadRequest,
  exportModelRequest,
  fetchRequest,
  foretellRequest,
  importModelRequest,
  importRequest,
  pipelineRequest,
  predictionsRequest,
  predictRequest,
  sealRequest,
  sweepRequest,
} from '../../../src/main/doors/cli/joining/jobRequests.ts'
import { runCli } from '../../../src/main/doors/cli/runCli.ts'
import { openServer } from '../../../src/main/doors/server/openServer.ts'
import type { EngineHost } from '../../../src/main/engine/host/createEngineHost.ts'
import { startJobView } from '../../../src/main/engine/host/foldJobView.ts'
import type { HeldEngine } from '../../../src/main/engine/ports/engineRecords.ts'
import { valueFrom } from '../ledger/ledgerFixture.ts'
import { temporaryFolder } from '../ledger/temporaryFolder.ts'
import { fakeTerminal } from './fakeTerminal.ts'

const FIRST = startJobView({ key: 'k', workspace: 'w', kind: 'sample', command: 'c', startedMs: 0 })

describe('what a view tells of a job', () => {
  test('stages, notes and a beat, each once', () => {
    const running: JobView = {
      ...FIRST,
      state: 'running',
      stage: 'b',
      stages: [
        { stage: 'a', seconds: 1 },
        { stage: 'b', seconds: null },
      ],
      notes: ['one', 'two'],
    }
    expect(jobEventsBetween(FIRST, running).map(({ type }) => type)).toEqual([
      ...['note', 'note', 'stage-start', 'stage-end', 'stage-start', 'beat'],
    ])
    expect(jobEventsBetween(running, { ...running, done: 5 })).toMatchObject([{ type: 'beat', done: 5 }])
    const moved = { ...running, notes: ['two', 'three', 'two'] }
    expect(jobEventsBetween(running, moved)).toMatchObject([
      { type: 'note', text: 'three' },
      { type: 'note', text: 'two' },
      { type: 'beat' },
    ])
  })
})

describe('what has no words in the contract stays here', () => {
  test('a part of the stages, other hours, another kind of file', async () => {
    expect(pipelineRequest({ seed: 1 })).toEqual({ kind: 'pipeline', seed: 1 })
    expect(pipelineRequest({ seed: 1, to: 'select' })).toBeNull()
    const download = { host: '127.0.0.1', port: 1, clientId: 1, politeMs: 1, patienceMin: 30, confirmHoles: true }
    expect(downloadRequest({ ...download, symbols: ['BTC'] })).toMatchObject({ kind: 'download', symbols: ['BTC'] })
    for (const odd of [{ rth: true }, { patienceMin: 2 }, { confirmHoles: false }, { primaryExchange: 'ARCA' }])
      expect(downloadRequest({ ...download, ...odd })).toBeNull()
    const fetch = { kind: 'funding', symbols: ['BTC'], start: '2021-01-01' }
    expect(fetchRequest(fetch, undefined)).toEqual({
      ...{ kind: 'fetch', what: 'funding', symbols: ['BTC'], start: '2021-01-01' },
    })
    expect(fetchRequest({ ...fetch, quote: 'a currency that is none' }, '/data')).toBeNull()
    const session = { home: '/nowhere', json: true, terminal: fakeTerminal(), cancel: new AbortController().signal }
    const file = { kind: 'bars', symbol: 'BTC', file: '/a.csv' }
    expect(await importRequest(session, 'w', { ...file, tz: 'UTC' })).toEqual({
      kind: 'import',
      symbol: 'BTC',
      file: '/a.csv',
      tz: 'UTC',
    })
    const table = { kind: 'table', name: 'rates', file: '/a.csv' }
    expect(await importRequest(session, 'w', { ...table, correction: false })).toEqual({
      ...{ kind: 'import', table: 'rates', file: '/a.csv', keepStamps: true },
    })
    for (const odd of [{ symbol: 'BTC' }, { interval: '1h' }, { role: 'primary' as const }])
      expect(await importRequest(session, 'w', { ...table, ...odd })).toBeNull()
    expect(await importRequest(session, 'w', { ...file, correction: false })).toBeNull()
    expect(predictRequest('M@1f0a', 'latest')).toEqual({ kind: 'predict', model: 'M@1f0a', matrix: 'latest' })
    expect(foretellRequest('M')).toEqual({ kind: 'foretell', model: 'M' })
    const exported = { model: 'M', to: 'onnx', only: undefined, uncalibrated: true }
    expect(exportModelRequest(exported)).toEqual({ kind: 'export-model', model: 'M', to: 'onnx', uncalibrated: true })
    const foreign = { format: 'onnx', file: '/a.onnx', matrix: 'latest', id: 'M', input: undefined, output: 'y' }
    const { input: _input, ...said } = foreign
    expect(importModelRequest(foreign)).toEqual({ kind: 'import-model', ...said })
    expect(importModelRequest({ ...foreign, id: 'no name' })).toBeNull()
    expect(predictionsRequest({ model: 'M', file: '/a.csv' })).toEqual({
      ...{ kind: 'predictions', model: 'M', file: '/a.csv' },
    })
    expect(predictionsRequest({ model: 'no name', file: '/a.csv' })).toBeNull()
    expect(sealRequest({ symbols: ['BTC'], interval: undefined, share: 0.2 })).toEqual({
      ...{ kind: 'seal', symbols: ['BTC'], share: 0.2 },
    })
    expect(await importRequest(session, 'w', { ...file, encoding: 'latin-1' })).toBeNull()
    expect(await importRequest(session, 'w', { ...file, role: 'primary' })).toBeNull()
  })
})

describe('a specification goes along as text', () => {
  test('with all that was said beside it', () => {
    const beside = { strategy: 'momentum', from: '2021-01-01', to: '2022-01-01' }
    expect(backtestRequest('a: 1', { ...beside, engine: 'both', throughHoldOut: true })).toEqual({
      ...{ kind: 'backtest', spec: 'a: 1', ...beside },
      ...{ engine: 'both', throughHoldOut: true },
    })
    expect(sweepRequest('a: 1', { model: 'M', predictions: undefined, trials: 3, workers: undefined })).toEqual({
      ...{ kind: 'sweep', spec: 'a: 1', model: 'M', trials: 3 },
    })
    expect(sweepRequest('a'.repeat(200_001), {})).toBeNull()
    expect(backtestRequest('', {})).toBeNull()
  })
})

describe('a command while an engine serves the home', () => {
  let home = ''
  let host: EngineHost
  let held: HeldEngine
  let news: JobNews[]
  let stop: () => Promise<void>

  beforeEach(async () => {
    home = temporaryFolder()
    news = []
    host = await assembleEngineHost(home)
    void host.handlers['jobs.watch']({}, (item) => news.push(item), new AbortController().signal)
    const options = { files: new Map(), port: 0, listen: null, ownAddresses: [], onBug: () => {} }
    const server = valueFrom(await openServer({ handlers: host.handlers, ...assembleTime(), ...options }))
    held = valueFrom(assembleEngineRecords(home).hold())
    valueFrom(held.publish(server))
    stop = () => server.stop()
    await assay('workspace', 'create', 'w', '--primary', 'BTC', '--secondary', 'ETH')
  }, 60_000)

  afterEach(async () => {
    await stop()
    await host.close()
    held.release()
  }, 60_000)

  async function assay(...words: readonly string[]) {
    const terminal = fakeTerminal()
    const exitCode = await runCli([...words, '--home', home, '--json'], terminal)
    return { exitCode, document: JSON.parse(terminal.out()), err: terminal.err() }
  }

  const eventsIn = (err: string): readonly JobEvent[] =>
    err
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))

  const SAMPLE = ['data', 'sample', 'w', '--kind', 'noise', '--bars', '500', '--progress', 'json']

  test('the engine runs it; progress, result, text and exit code are as if it ran here', async () => {
    const joined = await assay(...SAMPLE)
    expect(joined.exitCode).toBe(0)
    expect(joined.document).toMatchObject({ ok: true, data: { synthetic: { kind: 'noise' } } })
    const events = eventsIn(joined.err)
    expect(events[0]).toMatchObject({ type: 'note', text: expect.stringContaining(String(process.pid)) })
    expect(events.map(({ type }) => type)).toContain('stage-end')
    expect(news.some((item) => item.type === 'job' && item.job.state === 'done')).toBe(true)
    const again = await assay(...SAMPLE)
    expect([again.exitCode, again.document.error.code]).toEqual([1, 'workspace-has-data'])
    const terminal = fakeTerminal()
    await runCli(['pipeline', 'run', 'w', '--home', home], terminal)
    expect(terminal.err()).toContain('[too-few-bars]')
  })

  test('Ctrl-C cancels it there', async () => {
    await assay('data', 'sample', 'w', '--kind', 'planted', '--strength', '5', '--bars', '3200', '--seed', '3')
    const terminal = fakeTerminal()
    const running = runCli(['pipeline', 'run', 'w', '--home', home, '--json', '--progress', 'json'], terminal)
    await expect.poll(() => terminal.err(), { timeout: 150_000 }).toContain('"stage":"events"')
    terminal.interrupt()
    expect(await running).toBe(3)
    expect(JSON.parse(terminal.out())).toMatchObject({ error: { code: 'cancelled' } })
    expect(news.at(-1)).toMatchObject({ type: 'job', job: { state: 'cancelled' } })
  }, 300_000)

  test('the engine is cut off in the middle: the command says so', async () => {
    const terminal = fakeTerminal()
    const running = runCli([...SAMPLE, '--home', home, '--json'], terminal)
    await expect.poll(() => terminal.err(), { timeout: 20_000 }).toContain('runs this job')
    await stop()
    expect(await running).toBe(1)
    expect(JSON.parse(terminal.out())).toMatchObject({ error: { code: 'engine-gone' } })
  })

  test('ASSAY_DIRECT, a record whose engine does not answer, and no record at all: it runs here', async () => {
    const terminal = { ...fakeTerminal(), environment: { ASSAY_DIRECT: '1' } }
    expect(await runCli([...SAMPLE, '--home', home, '--json'], terminal)).toBe(0)
    await stop()
    expect(JSON.parse(readFileSync(join(home, 'engine.json'), 'utf8')).pid).toBe(process.pid)
    const stale = await assay(...SAMPLE)
    expect(stale.document.error.code).toBe('workspace-has-data')
    held.release()
    expect((await assay(...SAMPLE)).document.error.code).toBe('workspace-has-data')
    expect(news.filter((item) => item.type === 'job' && item.job.state === 'starting')).toEqual([])
  })
})
