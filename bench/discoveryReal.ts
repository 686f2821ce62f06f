import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { mustRun } from './assayProcess.ts'
import { atLeast, atMost, type Figure, told } from './figure.ts'
import { measureAssay } from './measureAssay.ts'
import { BTC_ETH, importPair } from './pipeline.ts'
import { withHome } from './withHome.ts'

const FUNDING = resolve(process.env.ASSAY_TEST_DATA ?? '../shared/data', 'funding')
const COLUMNS = 'event=Date,known=event,key=Symbol,rate=Funding Rate'

/** BTC and ETH of Kraken by the hour with Binance's funding, whose stamps are put right at import: from bars to reports. Further words go to `assay discover run`. */
export async function run(words: readonly string[]): Promise<readonly Figure[]> {
  if (!existsSync(FUNDING)) throw new Error(`There is no test data at ${FUNDING}; set ASSAY_TEST_DATA.`)
  return withHome(async (home) => {
    const { name } = BTC_ETH
    await importPair(home, BTC_ETH)
    for (const symbol of ['BTC', 'ETH']) {
      const file = join(FUNDING, `${symbol}-USDT_binance_funding.csv.gz`)
      const table = ['--kind', 'table', '--name', 'funding', '--file', file, '--tz', 'UTC', '--columns', COLUMNS]
      await mustRun(home, ['data', 'import', name, ...table, '--progress', 'none'])
    }
    const asked = ['--symbols', 'BTC,ETH', '--interval', '1h', '--run-id', 'real', '--workers', '2', ...words]
    const run = await measureAssay(home, ['discover', 'run', name, ...asked, '--progress', 'none'])
    const again = await measureAssay(home, ['discover', 'run', name, ...asked, '--progress', 'none'])
    const folder = join(home, 'workspaces', name)
    const reports = readdirSync(join(folder, 'reports', 'phase2', 'real'))
    if (!reports.includes('phase2.json')) throw new Error('The discovery wrote no report')
    const found = JSON.parse(readFileSync(join(folder, 'reports', 'phase2', 'real', 'phase2.json'), 'utf8'))
    for (const sentence of found.words) console.log(sentence)
    return [
      atMost('discovery-time', run.seconds, 's', 60),
      told('discovery-peak', run.peakMiB, 'MiB'),
      told('discovery-second-time', again.seconds, 's'),
      atLeast('hypotheses', found.declared, 'hypotheses', 500),
      told('tested', found.tested, 'hypotheses'),
      told('discoveries', found.discoveriesByBenjaminiYekutieli, 'hypotheses'),
      told('discoveries-by-benjamini-hochberg', found.discoveriesByBenjaminiHochberg, 'hypotheses'),
    ]
  })
}
