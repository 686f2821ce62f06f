import type { MarketColumns } from '../../../core/market/marketColumns.ts'
import { sensorKey } from '../../../core/market/sensors/sensorKey.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { tablePaths } from '../data/layout.ts'
import { publishedPath } from '../data/publication.ts'
import type { DataReadPorts } from '../ports/dataPorts.ts'
import { readTablePassport } from '../queries/dataPassport.ts'

const TABLE = 'funding'

/** Rates paid by longs, by event time, and the hash of the table that they came from. */
export type FundingRates = { readonly columns: readonly Float64Array[]; readonly contentHash: string }

/**
 * What a long pays at each bar: the rates of the workspace's table `funding` (key: the symbol, alone or with its quote currency as BTC-USDT; its one column of numbers is the rate, a fraction of value) that fell due
 * since the bar before. Errors: `no-funding`, `funding-unclear`.
 */
export async function fundingRates(
  ports: DataReadPorts,
  market: MarketColumns,
  symbols: readonly string[],
): Promise<Outcome<FundingRates>> {
  const passport = readTablePassport(ports.files, TABLE)
  if (!passport.ok) return passport.trouble.code === 'no-data' ? noFunding(symbols[0]!) : passport
  const numbers = passport.value.columns.filter(({ kind }) => kind === 'number').map(({ name }) => name)
  if (numbers.length !== 1)
    return failure(
      'funding-unclear',
      `The table ${TABLE} has ${numbers.length} columns of numbers (${numbers.join(', ')}), so which one is the rate is not clear.`,
      'Import it with --columns "event=...,known=...,key=...,rate=..." only.',
    )
  const path = ports.files.resolve(publishedPath(ports.files, tablePaths(TABLE).table))
  if (!path.ok) return path
  const table = await ports.columns.readTable(path.value)
  if (!table.ok) return table
  const column = (name: string) => table.value.find((item) => item.name === name)
  const [event, key, rate] = [column('event_ms'), column('key'), column(numbers[0]!)]
  if (event === undefined || !('values' in event) || rate === undefined || !('values' in rate))
    return noFunding(symbols[0]!)
  const columns: Float64Array[] = []
  for (const symbol of symbols) {
    const keys = key !== undefined && 'texts' in key && passport.value.keys > 0 ? key.texts : []
    const own = sensorKey(keys, symbol)
    if (own === null) return noFunding(symbol)
    const isOwn = (row: number) => keys.length === 0 || keys[row] === own
    const made = dueAtBars(market.timeMs, event.values, rate.values, isOwn)
    if (made === null) return noFunding(symbol)
    columns.push(made)
  }
  return success({ columns, contentHash: passport.value.contentHash })
}

/** Null where the table has no rate of the instrument. */
function dueAtBars(
  timeMs: Float64Array,
  eventMs: Float64Array,
  rate: Float64Array,
  isOwn: (row: number) => boolean,
): Float64Array | null {
  const due = new Float64Array(timeMs.length)
  let found = 0
  for (let row = 0; row < eventMs.length; row++) {
    if (!isOwn(row) || !Number.isFinite(rate[row]!)) continue
    found++
    const bar = firstAtOrAfter(timeMs, eventMs[row]!)
    if (bar > 0 && bar < due.length) due[bar] = due[bar]! + rate[row]!
  }
  return found === 0 ? null : due
}

function firstAtOrAfter(timeMs: Float64Array, wanted: number): number {
  let low = 0
  let high = timeMs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (timeMs[middle]! < wanted) low = middle + 1
    else high = middle
  }
  return low
}

function noFunding(symbol: string): Outcome<never> {
  return failure(
    'no-funding',
    `The workspace has no funding rates of ${symbol}.`,
    `Import them as a table: assay data import WORKSPACE --kind table --name ${TABLE} --file F --columns "event=Date,known=event,key=Symbol,rate=Rate".`,
  )
}
