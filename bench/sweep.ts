import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { duckdbColumnFiles } from '../src/main/adapters/duckdb/columnFiles.ts'
import { matches } from './againstReference.ts'
import { mustRun } from './assayProcess.ts'
import type { Figure } from './figure.ts'
import { atLeast, atMost, told } from './figure.ts'
import { measureAssay } from './measureAssay.ts'
import { HOURS_A_YEAR, REFERENCE_CASH } from './referenceBacktest.ts'
import type { Reference } from './referenceBench.ts'
import { withReference } from './referenceBench.ts'
import { withHome } from './withHome.ts'

const MOST_MIB = 500
const LEAST_GAIN = 1.7
const CONFIGURATIONS_OF_W2_IN_50000 = 50

const CROSSES = '  fast: { from: 5, to: 100, step: 5 }\n  slow: { from: 110, to: 600, step: 10 }\n'
const MANY = '  stop_loss: { from: 0.01, to: 0.1, step: 0.01 }\n  take_profit: { from: 0.02, to: 0.2, step: 0.045 }\n'
const MILLION = `  fast: { from: 2, to: 101, step: 1 }
  slow: { from: 110, to: 209, step: 1 }
  stop_loss: { from: 0.01, to: 0.1, step: 0.01 }
  take_profit: { from: 0.02, to: 0.2, step: 0.02 }
`

function specOf(grid: string, more: string): string {
  return `strategy: { id: moving-average-cross }
parameter_grid:
${grid}backtest:
  instruments: [BTC]
  execution: { commission: 0.001, slippage: 0.0005 }
${more}`
}

/** `assay sweep run` from its own command line: the stated sums of 1,000 crosses, one worker and two, each beside C, and the memory of a million configurations. */
export async function run(): Promise<readonly Figure[]> {
  return (await withReference((reference) => withHome((home) => measure(reference, home)))) ?? []
}

async function measure(reference: Reference, home: string): Promise<readonly Figure[]> {
  const made = ['--primary', 'BTC', '--secondary', 'ETH', '--asset-class', 'crypto', '--interval', '1h']
  await mustRun(home, ['workspace', 'create', 'w', ...made, '--capital', String(REFERENCE_CASH)])
  const bars = join(home, 'h1.csv')
  writeFileSync(bars, csvOf(reference))
  await mustRun(home, ['data', 'import', 'w', '--role', 'primary', '--file', bars, '--tz', 'UTC'])
  const sweep = async (name: string, spec: string, workers: number) => {
    writeFileSync(join(home, `${name}.yaml`), spec)
    const words = ['sweep', 'run', 'w', '--spec', join(home, `${name}.yaml`), '--workers', String(workers)]
    const { output, errors } = await mustRun(home, [...words, '--json', '--progress', 'json'])
    return { id: sweepIdOf(output), seconds: sweepSeconds(errors) }
  }
  const plain = await sweep('w2', specOf(CROSSES, ''), 1)
  const sums = await sumsOf(join(home, 'workspaces', 'w', 'sweeps', plain.id, 'results.parquet'))
  const one = await sweep('one', specOf(CROSSES + MANY, '  initial_capital: 1000001\n'), 1)
  const two = await sweep('two', specOf(CROSSES + MANY, '  initial_capital: 1000002\n'), 2)
  writeFileSync(join(home, 'million.yaml'), specOf(MILLION, '  start_date: 2025-07-01\n'))
  const million = await measureAssay(home, [
    'sweep',
    'run',
    'w',
    '--spec',
    join(home, 'million.yaml'),
    '--workers',
    '2',
  ])
  const gain = one.seconds / two.seconds
  const inC = reference.cpuSeconds('w1w2')
  return [
    matches('w2-growth', Number(sums.growth.toPrecision(10)), 653_944.9194),
    matches('w2-sharpe', Number(sums.sharpe.toPrecision(10)), 1_765.625512),
    matches('w2-trades', sums.trades, 197_623),
    told('w2-sweep-stage', plain.seconds, 's'),
    told('50000-one-worker', one.seconds, 's'),
    ...besideC('w2-stage-of-c', plain.seconds, inC?.get('W2')),
    ...besideC('50000-stage-of-c', one.seconds / CONFIGURATIONS_OF_W2_IN_50000, inC?.get('W2s-R')),
    told('50000-two-workers', two.seconds, 's'),
    availableParallelism() < 2
      ? told('two-workers-gain', gain, 'x')
      : atLeast('two-workers-gain', gain, 'x', LEAST_GAIN),
    told('million-seconds', million.seconds, 's'),
    atMost('million-peak', million.peakMiB, 'MiB', MOST_MIB),
  ]
}

/** Wall time of the stage, workers' start and ledger included, beside the loop in C on one core, for as many configurations. */
function besideC(name: string, seconds: number, secondsOfC: number | undefined): readonly Figure[] {
  return secondsOfC === undefined ? [] : [told(name, seconds / secondsOfC, 'x')]
}

function csvOf(reference: Reference): string {
  const columns = ['time', 'open', 'high', 'low', 'close', 'volume'].map((name) => reference.column(`h1.${name}`))
  const rows = Array.from(columns[0]!, (_, row) => columns.map((column) => column[row]).join(','))
  return `time,open,high,low,close,volume\n${rows.join('\n')}\n`
}

function sweepIdOf(output: string): string {
  const document: { data: { sweepId: string } } = JSON.parse(output)
  return document.data.sweepId
}

/** Of the stage that evaluates: workers started, configurations evaluated, trials recorded, results written. */
function sweepSeconds(events: string): number {
  for (const line of events.split('\n').filter((text) => text.startsWith('{'))) {
    const event: { type: string; stage?: string; elapsedSeconds?: number } = JSON.parse(line)
    if (event.type === 'stage-end' && event.stage === 'sweep') return event.elapsedSeconds ?? Number.NaN
  }
  throw new Error('The sweep told no end of its stage')
}

async function sumsOf(path: string) {
  const names = ['end_equity', 'bar_mean', 'bar_deviation', 'num_trades']
  const read = await duckdbColumnFiles.readParquet(path, names)
  if (!read.ok) throw new Error(read.trouble.message)
  const [equity, mean, deviation, trades] = read.value.map(({ values }) => values)
  const sum = (value: (row: number) => number) => equity!.reduce((total, _, row) => total + value(row), 0)
  return {
    growth: sum((row) => equity![row]! / REFERENCE_CASH),
    sharpe: sum((row) => (mean![row]! / deviation![row]!) * Math.sqrt(HOURS_A_YEAR)),
    trades: sum((row) => trades![row]!),
  }
}
