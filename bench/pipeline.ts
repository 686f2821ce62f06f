import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { mustRun } from './assayProcess.ts'
import { atMost, type Figure, told } from './figure.ts'
import { type Measured, measureAssay } from './measureAssay.ts'
import { withHome } from './withHome.ts'
import { workspaceHash } from './workspaceHash.ts'

const DATA = resolve(process.env.ASSAY_TEST_DATA ?? '../shared/data')
const KRAKEN = ['--columns', 'time,open,high,low,close,volume,trades', '--time-unit', 's', '--header', 'no']
const NEW_YORK = ['--tz', 'America/New_York']
/** SPY comes with two sets of price columns, each filled where the other is empty. */
const TWO_SETS = ['time=Datetime', ...['open', 'high', 'low', 'close', 'volume'].map(eitherCase)].join(',')

export const BTC_ETH = {
  name: 'btc_eth',
  words: [
    '--primary',
    'BTC',
    '--secondary',
    'ETH',
    '--asset-class',
    'crypto',
    '--interval',
    '1h',
    '--capital',
    '10000',
  ],
  imports: [
    ['--role', 'primary', '--file', join(DATA, 'crypto-bars/kraken_XBTUSD_60.csv.gz'), ...KRAKEN],
    ['--role', 'secondary', '--file', join(DATA, 'crypto-bars/kraken_ETHUSD_60.csv.gz'), ...KRAKEN],
  ],
}

const SPY_QQQ = {
  name: 'spy_qqq',
  words: ['--primary', 'SPY', '--secondary', 'QQQ', '--asset-class', 'etf', '--profile', 'equity', '--interval', '1h'],
  imports: [
    ['--role', 'primary', '--file', join(DATA, 'us-intraday/SPY_1h_ext.csv.gz'), ...NEW_YORK, '--columns', TWO_SETS],
    ['--role', 'secondary', '--file', join(DATA, 'us-intraday/QQQ_1h_ext.csv.gz'), ...NEW_YORK],
  ],
}

type Pair = typeof BTC_ETH

/** The named pairs of ASSAY_TEST_DATA, each from files to bundle; further words go to `assay pipeline run`. */
export async function run(words: readonly string[]): Promise<readonly Figure[]> {
  if (!existsSync(DATA)) throw new Error(`There is no test data at ${DATA}; set ASSAY_TEST_DATA.`)
  return withHome(async (home) => {
    await importPair(home, SPY_QQQ)
    const equity = await runPair(home, SPY_QQQ, words)
    const equityHash = workspaceHash(home, SPY_QQQ.name)
    const imports = await importPair(home, BTC_ETH)
    const first = await runPair(home, BTC_ETH, words)
    const second = await runPair(home, BTC_ETH, words)
    const touched = workspaceHash(home, SPY_QQQ.name) === equityHash ? 0 : 1
    return [
      told(
        'btc_eth-import-time',
        imports.reduce((sum, { seconds }) => sum + seconds, 0),
        's',
      ),
      told('btc_eth-import-peak', Math.max(...imports.map(({ peakMiB }) => peakMiB)), 'MiB'),
      atMost('btc_eth-pipeline-time', first.seconds, 's', 90),
      atMost('btc_eth-pipeline-peak', first.peakMiB, 'MiB', 1536),
      atMost('btc_eth-second-run-time', second.seconds, 's', 5),
      told('spy_qqq-pipeline-time', equity.seconds, 's'),
      told('spy_qqq-pipeline-peak', equity.peakMiB, 'MiB'),
      atMost('workspaces-changed-by-another', touched, 'workspaces', 0),
    ]
  })
}

export async function importPair(home: string, { name, words, imports }: Pair): Promise<readonly Measured[]> {
  await mustRun(home, ['workspace', 'create', name, ...words])
  const measured: Measured[] = []
  for (const options of imports)
    measured.push(await measureAssay(home, ['data', 'import', name, ...options, '--progress', 'none']))
  return measured
}

function runPair(home: string, { name }: Pair, words: readonly string[]): Promise<Measured> {
  return measureAssay(home, ['pipeline', 'run', name, '--workers', '2', '--progress', 'none', ...words])
}

function eitherCase(field: string): string {
  return `${field}=${field}|${field[0]!.toUpperCase()}${field.slice(1)}`
}
