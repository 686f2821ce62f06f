import type { MarketColumns } from '../../../core/market/marketColumns.ts'
import { sensorKey } from '../../../core/market/sensors/sensorKey.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { tablePaths } from '../data/layout.ts'
import { publishedPath } from '../data/publication.ts'
import type { DataReadPorts } from '../ports/dataPorts.ts'
import { readTablePassport } from '../queries/dataPassport.ts'
import { fundingAtBars } from './fundingAtBars.ts'

const TABLE = 'funding'

/** Rates paid by longs, by event time; whether they are known around each bar; and the hash of the table that they came from. */
export type FundingRates = {
  readonly columns: readonly Float64Array[]
  readonly known: readonly Uint8Array[]
  readonly contentHash: string
}

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
  const known: Uint8Array[] = []
  for (const symbol of symbols) {
    const keys = key !== undefined && 'texts' in key && passport.value.keys > 0 ? key.texts : []
    const own = sensorKey(keys, symbol)
    if (own === null) return noFunding(symbol)
    const isOwn = (row: number) => keys.length === 0 || keys[row] === own
    const rates = ratesOf(event.values, rate.values, isOwn)
    if (rates.rate.length === 0) return noFunding(symbol)
    const { due, isKnown } = fundingAtBars(market.timeMs, rates.eventMs, rates.rate)
    columns.push(due)
    known.push(isKnown)
  }
  return success({ columns, known, contentHash: passport.value.contentHash })
}

/** The rows of one instrument that have a rate, ascending in time. */
function ratesOf(eventMs: Float64Array, rate: Float64Array, isOwn: (row: number) => boolean) {
  const rows = Array.from(eventMs.keys()).filter((row) => isOwn(row) && Number.isFinite(rate[row]!))
  rows.sort((a, b) => eventMs[a]! - eventMs[b]! || a - b)
  const pick = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]!)
  return { eventMs: pick(eventMs), rate: pick(rate) }
}

function noFunding(symbol: string): Outcome<never> {
  return failure(
    'no-funding',
    `The workspace has no funding rates of ${symbol}.`,
    `Import them as a table: assay data import WORKSPACE --kind table --name ${TABLE} --file F --columns "event=Date,known=event,key=Symbol,rate=Rate".`,
  )
}

/** A sentence for each instrument whose rates are not known around some of the bars [fromBar, toBar): nothing is charged there. */
export function fundingWarnings(
  { known }: Pick<FundingRates, 'known'>,
  symbols: readonly string[],
  fromBar: number,
  toBar: number,
): readonly string[] {
  return symbols.flatMap((symbol, k) => {
    const missing = known[k]!.subarray(fromBar, toBar).reduce((count, isKnown) => count + 1 - isKnown, 0)
    return missing === 0
      ? []
      : [
          `FUNDING UNKNOWN: the table ${TABLE} has no rates of ${symbol} around ${missing} of ${toBar - fromBar} bars, and nothing is charged there.`,
        ]
  })
}
