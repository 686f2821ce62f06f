import type { FetchKind } from '../../../core/contract/fetchKinds.ts'
import type { FetchedRow } from './archiveRows.ts'
import type { FetchPart } from './fetchParts.ts'
import type { FetchTerms } from './fetchTerms.ts'

/** Columns of the text that is imported, as `--columns` takes them. */
export const STORED_COLUMNS: Readonly<Record<FetchKind, string>> = {
  klines: 'time,open,high,low,close,volume,trades',
  'order-flow': 'event=event,known=known,key=key,signed_volume=signed_volume',
  funding: 'event=event,known=known,key=key,rate=rate',
  'open-interest':
    'event=event,known=known,key=key,open_interest=open_interest,open_interest_value=open_interest_value',
  liquidation:
    'event=event,known=known,key=key,notional=notional,long_notional=long_notional,short_notional=short_notional',
}

/** The line of names of that text; bars have none. */
export function storedHeader(kind: FetchKind): string {
  if (kind === 'klines') return ''
  return `${STORED_COLUMNS[kind]
    .split(',')
    .map((column) => column.split('=')[0])
    .join(',')}\n`
}

/**
 * Rows of a part as lines. Order flow is what takers bought less what they sold in a bar, in units of the instrument, known at its end. Funding is known when it settles. Open interest is known one period after its stamp (the exchange does not say how late it is published), of
 * finer rows those on the period's marks are taken. Liquidations are added up by period, and known at its end.
 */
export function storedLines(terms: FetchTerms, part: FetchPart, rows: readonly FetchedRow[]): string {
  const { kind, period } = terms
  switch (kind) {
    case 'klines':
      return rows.map(({ timeMs, values }) => `${timeMs},${values.join(',')}\n`).join('')
    case 'order-flow':
      return rows
        .map(({ timeMs, values: [volume, bought] }) => {
          const endMs = timeMs + period.ms
          return `${endMs},${endMs},${part.symbol},${2 * Number(bought) - Number(volume)}\n`
        })
        .join('')
    case 'funding':
      return rows.map(({ timeMs, values }) => `${timeMs},${timeMs},${part.symbol},${values.join(',')}\n`).join('')
    case 'open-interest':
      return rows
        .filter(({ timeMs }) => timeMs % period.ms === 0)
        .map(({ timeMs, values }) => `${timeMs},${timeMs + period.ms},${part.symbol},${values.join(',')}\n`)
        .join('')
    case 'liquidation':
      return liquidationLines(terms, part, rows)
  }
}

/** One line for every period of the part, 0 where nobody was liquidated. A sale closes a long position. */
function liquidationLines({ period }: FetchTerms, part: FetchPart, rows: readonly FetchedRow[]): string {
  const count = Math.ceil((part.toMs - part.fromMs) / period.ms)
  const longs = new Float64Array(count)
  const shorts = new Float64Array(count)
  for (const { timeMs, values } of rows) {
    const [side, price, quantity] = values
    const place = Math.floor((timeMs - part.fromMs) / period.ms)
    if (place < 0 || place >= count) continue
    const amount = Number(price) * Number(quantity)
    const sums = side?.toUpperCase() === 'SELL' ? longs : shorts
    sums[place] = sums[place]! + amount
  }
  return Array.from(longs, (long, place) => {
    const endMs = Math.min(part.fromMs + (place + 1) * period.ms, part.toMs)
    return `${endMs},${endMs},${part.symbol},${long + shorts[place]!},${long},${shorts[place]!}\n`
  }).join('')
}
