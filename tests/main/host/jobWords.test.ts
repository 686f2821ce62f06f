import { describe, expect, test } from 'vitest'
import type { JobRequest } from '../../../src/core/contract/workbench/api.ts'
import { buildProgram } from '../../../src/main/doors/cli/buildProgram.ts'
import { commandsOf } from '../../../src/main/doors/cli/runCli.ts'
import { jobWords, typedCommand } from '../../../src/main/engine/host/jobWords.ts'
import { fakeTerminal } from '../cli/fakeTerminal.ts'
import { codeOf, valueFrom } from '../ledger/ledgerFixture.ts'

const FULL: readonly JobRequest[] = [
  { kind: 'pipeline', startCapital: 2500.5, seed: 3, iterate: 0, patternAid: true, workers: 2 },
  {
    kind: 'download',
    from: '2021-01-01',
    to: '-1',
    host: '127.0.0.1',
    port: 4002,
    clientId: 0,
    what: 'TRADES',
    allHours: true,
    venue: 'PAXOS',
    symbols: ['BTC', 'BRK.B'],
    politeMs: 0,
  },
  { kind: 'watch', port: 4002, what: 'TRADES', allHours: true, venue: '--once', symbols: ['SPY'] },
  {
    kind: 'fetch',
    what: 'open-interest',
    symbols: ['BTC', 'BRK.B'],
    start: '2023-01-01',
    end: '-1',
    period: '1h',
    from: '/data/my archives',
    quote: 'USDC',
    name: '--json',
  },
  { kind: 'sample', sample: 'planted', strength: 5, seed: 1, bars: 3200 },
  {
    kind: 'import',
    file: '/data/a b; rm -rf $HOME.csv',
    symbol: 'BTC',
    interval: '1h',
    columns: 'time,open,high,low,close',
    timeUnit: 's',
    timeFormat: '--json',
    tz: 'UTC',
    header: 'no',
    delimiter: ';',
  },
  { kind: 'verify', runId: '--home=/etc' },
  { kind: 'lock', id: '--gates=/etc' },
  { kind: 'predict', model: '--json', matrix: '--out=/etc' },
  { kind: 'foretell', model: 'a@1f0a93bc' },
  { kind: 'export-model', model: 'a', to: 'xgboost', only: 2, uncalibrated: true },
  {
    kind: 'import-model',
    format: 'onnx',
    file: '/data/a b.onnx',
    matrix: 'latest',
    id: 'N.1',
    input: '-x',
    output: 'y',
  },
  {
    kind: 'import',
    file: '/data/f.csv',
    table: 'funding',
    columns: 'event=#1,known=event+8h,key=none',
    keepStamps: true,
  },
  { kind: 'predictions', file: '/data/p.csv', model: 'M.1', columns: 'time=#1,symbol=#2,signal=#3', interval: '1d' },
  { kind: 'seal', symbols: ['BTC', 'BRK.B'], interval: '1h', from: '-1' },
  { kind: 'seal', symbols: ['BTC'], share: 0.25 },
]

const BESIDE = { model: '--json', from: '2021-01-01', to: '-1' }
const WITH_SPEC: readonly JobRequest[] = [
  {
    kind: 'discover',
    spec: 'a: 1',
    symbols: ['BTC', 'BRK.B'],
    start: '2021-01-01',
    end: '-1',
    interval: '1h',
    runId: 'first',
    eventType: '--json',
    hypothesis: true,
    phase2: false,
    candidates: false,
    expectancy: true,
    robustness: false,
    seed: 0,
    workers: 2,
  },
  { kind: 'robustness', spec: 'placebos: 50\n', backtest: '0123abcd', workers: 2 },
  { kind: 'backtest', spec: 'a: 1', ...BESIDE, engine: 'both', throughHoldOut: true },
  { kind: 'backtest', spec: 'a: 1', predictions: '/data/a b.csv' },
  { kind: 'sweep', spec: 'a: 1', ...BESIDE, method: 'tpe', trials: 5, seed: 0, workers: 2, estimate: true },
  { kind: 'sweep', spec: 'a: 1', strategy: 'momentum' },
  { kind: 'build', spec: 'a: 1', tickers: ['BTC', 'BRK.B'], start: '2021-01-01', end: '-1' },
  {
    kind: 'train',
    spec: 'a: 1',
    matrix: '--json',
    model: 'ridge',
    id: 'BTC.ridge',
    seeds: 2,
    seed: 0,
    workers: 2,
    despiteFindings: true,
  },
]

describe('a wish for a job as words', () => {
  test('every field has its flag, and a value is bound to it', () => {
    expect(FULL.map((request) => valueFrom(jobWords('one', request, null)))).toEqual([
      ['pipeline', 'run', 'one', '--start-capital=2500.5', '--seed=3', '--iterate=0', '--pattern-aid', '--workers=2'],
      [
        ...['data', 'download', 'one', '--from=2021-01-01', '--to=-1', '--host=127.0.0.1', '--port=4002'],
        ...['--client-id=0', '--polite-ms=0', '--what=TRADES', '--all-hours', '--venue=PAXOS', '--symbols=BTC,BRK.B'],
      ],
      ['data', 'watch', 'one', '--port=4002', '--what=TRADES', '--all-hours', '--venue=--once', '--symbols=SPY'],
      [
        ...['data', 'fetch', 'one', '--kind=open-interest', '--symbols=BTC,BRK.B', '--start=2023-01-01', '--end=-1'],
        ...['--period=1h', '--from=/data/my archives', '--quote=USDC', '--name=--json'],
      ],
      ['data', 'sample', 'one', '--kind=planted', '--strength=5', '--seed=1', '--bars=3200'],
      [
        ...['data', 'import', 'one', '--symbol=BTC', '--file=/data/a b; rm -rf $HOME.csv'],
        ...['--columns=time,open,high,low,close', '--time-unit=s', '--time-format=--json', '--tz=UTC'],
        ...['--interval=1h', '--header=no', '--delimiter=;'],
      ],
      ['verify', 'one', '--run=--home=/etc'],
      ['deploy', 'lock', 'one', '--id=--gates=/etc'],
      ['models', 'predict', 'one', '--model=--json', '--matrix=--out=/etc', '--export'],
      ['models', 'hold-out', 'one', '--model=a@1f0a93bc'],
      ['models', 'export', 'one', '--model=a', '--to=xgboost', '--only=2', '--uncalibrated'],
      [
        ...['models', 'import', 'one', '--onnx=/data/a b.onnx', '--matrix=latest'],
        ...['--id=N.1', '--input=-x', '--output=y'],
      ],
      [
        ...['data', 'import', 'one', '--kind=table', '--name=funding', '--file=/data/f.csv'],
        ...['--columns=event=#1,known=event+8h,key=none', '--no-correction'],
      ],
      [
        ...['predictions', 'import', 'one', '--model=M.1', '--file=/data/p.csv'],
        ...['--columns=time=#1,symbol=#2,signal=#3', '--interval=1d'],
      ],
      ['hold-out', 'seal', 'one', '--symbols=BTC,BRK.B', '--interval=1h', '--from=-1'],
      ['hold-out', 'seal', 'one', '--symbols=BTC', '--share=0.25'],
    ])
  })

  test.each(FULL)(
    'the command line knows every word of $kind, and reads each value as it was meant',
    async (request) => {
      const program = buildProgram({ terminal: fakeTerminal(), setExitCode: () => {} })
      const seen: { workspace: string; flags: Record<string, unknown> }[] = []
      for (const command of commandsOf(program)) {
        command.exitOverride()
        if (command.commands.length > 0) continue
        command.action((workspace: string, ...rest: readonly unknown[]) => {
          seen.push({ workspace, flags: rest.at(-2) as Record<string, unknown> })
        })
      }
      const words = ['--home=/tmp/x', '--json', ...valueFrom(jobWords('one', request, null)), '--progress=json']
      await program.parseAsync(words, { from: 'user' })
      expect(seen).toHaveLength(1)
      expect(seen[0]!.workspace).toBe('one')
      const { kind, ...fields } = request
      const wanted: Record<string, unknown> = { ...fields, progress: 'json' }
      if (kind === 'sample') {
        wanted.kind = wanted.sample
        delete wanted.sample
      }
      if (kind === 'fetch') {
        wanted.kind = wanted.what
        delete wanted.what
      }
      if (kind === 'import' && wanted.table !== undefined) {
        Object.assign(wanted, { kind: 'table', name: wanted.table, correction: false })
        delete wanted.table
        delete wanted.keepStamps
      }
      if (kind === 'predict') wanted.export = true
      if (kind === 'import-model') {
        wanted[String(wanted.format)] = wanted.file
        for (const field of ['format', 'file']) delete wanted[field]
      }
      if (kind === 'seal') wanted.symbols = String(wanted.symbols)
      if (kind === 'verify') {
        wanted.run = wanted.runId
        delete wanted.runId
      }
      expect(seen[0]!.flags).toMatchObject(wanted)
      expect(program.opts()).toEqual({ home: '/tmp/x', json: true })
    },
  )

  test.each(WITH_SPEC)(
    'a $kind reads its specification from a file, and keeps what was said beside it',
    async (request) => {
      const program = buildProgram({ terminal: fakeTerminal(), setExitCode: () => {} })
      const seen: Record<string, unknown>[] = []
      for (const command of commandsOf(program))
        if (command.commands.length === 0)
          command.action((_workspace: string, flags: Record<string, unknown>) => void seen.push(flags))
      const words = valueFrom(jobWords('one', request, '/w/specs/s.yaml'))
      await program.parseAsync([...words], { from: 'user' })
      const { kind, spec: _text, ...fields } = request as Extract<JobRequest, { spec: string }>
      const wanted: Record<string, unknown> = { ...fields }
      if (kind === 'build') {
        wanted.ticker = 'BTC,BRK.B'
        delete wanted.tickers
      }
      expect(seen).toEqual([
        { ...wanted, [['sweep', 'robustness', 'discover'].includes(kind) ? 'spec' : 'config']: '/w/specs/s.yaml' },
      ])
    },
  )

  test.each<[string, string, JobRequest]>([
    ['bad-option', 'one', { kind: 'backtest', spec: 'a', predictions: 'a.csv' }],
    ['bad-option', 'one', { kind: 'sweep', spec: 'a', predictions: '--x=/a.csv' }],
    ['bad-name', '--json', { kind: 'pipeline' }],
    ['bad-option', 'one', { kind: 'import-model', format: 'onnx', file: 'a.onnx', matrix: 'latest' }],
    ['bad-option', 'one', { kind: 'download', symbols: [] }],
    ['bad-option', 'one', { kind: 'download', symbols: ['A,B'] }],
    ['bad-option', 'one', { kind: 'download', venue: 'a\0b' }],
    ['bad-option', 'one', { kind: 'build', spec: 'a', tickers: ['A,B'] }],
    ['bad-option', 'one', { kind: 'import', symbol: '../x', file: '/a.csv' }],
    ['bad-option', 'one', { kind: 'import', symbol: 'BTC', file: 'a.csv' }],
    ['bad-option', 'one', { kind: 'import', file: '/a.csv' }],
    ['bad-option', 'one', { kind: 'import', symbol: 'BTC', table: 'rates', file: '/a.csv' }],
    ['bad-option', 'one', { kind: 'import', table: 'rates', interval: '1h', file: '/a.csv' }],
    ['bad-option', 'one', { kind: 'import', symbol: 'BTC', keepStamps: true, file: '/a.csv' }],
    ['bad-option', 'one', { kind: 'predictions', model: 'M', file: 'a.csv' }],
    ['bad-option', 'one', { kind: 'seal', symbols: ['A,B'] }],
    ['bad-option', 'one', { kind: 'seal', symbols: ['A'], share: 0.2, from: '2024-01-01' }],
  ])('%s: %s %o', (code, workspace, request) => {
    expect(codeOf(jobWords(workspace, request, null))).toBe(code)
  })

  test('what is not said is no word', () => {
    expect(valueFrom(jobWords('one', { kind: 'pipeline', patternAid: false }, null))).toEqual([
      'pipeline',
      'run',
      'one',
    ])
    expect(typedCommand(['data', 'import', '--file=a b'])).toBe('assay data import "--file=a b"')
  })
})
