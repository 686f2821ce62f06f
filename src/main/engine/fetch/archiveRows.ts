import type { FetchKind } from '../../../core/contract/fetchKinds.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'

/** One row of an answer: its time (UTC milliseconds) and its values as they were written. */
export type FetchedRow = { readonly timeMs: number; readonly values: readonly string[] }
export type FetchedRows = { readonly rows: readonly FetchedRow[]; readonly unreadable: number }

type Layout = {
  /** By position, where the file names none. */
  readonly names: readonly string[]
  readonly time: string
  readonly values: readonly string[]
}

const KLINE_NAMES = [
  'open_time',
  'open',
  'high',
  'low',
  'close',
  'volume',
  'close_time',
  'quote_volume',
  'count',
  'taker_buy_volume',
]

const LAYOUTS: Readonly<Record<FetchKind, Layout>> = {
  klines: {
    names: KLINE_NAMES,
    time: 'open_time',
    values: ['open', 'high', 'low', 'close', 'volume', 'count'],
  },
  'order-flow': { names: KLINE_NAMES, time: 'open_time', values: ['volume', 'taker_buy_volume'] },
  funding: {
    names: ['calc_time', 'funding_interval_hours', 'last_funding_rate'],
    time: 'calc_time',
    values: ['last_funding_rate'],
  },
  'open-interest': {
    names: ['create_time', 'symbol', 'sum_open_interest', 'sum_open_interest_value'],
    time: 'create_time',
    values: ['sum_open_interest', 'sum_open_interest_value'],
  },
  liquidation: {
    names: [
      'time',
      'symbol',
      'side',
      'order_type',
      'time_in_force',
      'original_quantity',
      'price',
      'average_price',
      'order_status',
      'last_fill_quantity',
      'accumulated_fill_quantity',
    ],
    time: 'time',
    values: ['side', 'average_price', 'accumulated_fill_quantity'],
  },
}

/** The rows of an archive's CSV, with or without a line of names. Error: `archive-unreadable`. */
export function archiveRows(kind: FetchKind, text: string): Outcome<FetchedRows> {
  const { names, time, values } = LAYOUTS[kind]
  const lines = text.split('\n')
  const head = (lines[0] ?? '').trim().toLowerCase().split(',')
  const isNamed = head.includes(time)
  const at = (name: string) => (isNamed ? head.indexOf(name) : names.indexOf(name))
  const places = values.map(at)
  const missing = values.find((_, index) => places[index]! < 0)
  if (missing !== undefined) return unreadable(`has no column ${missing}`)
  const timePlace = at(time)
  const rows: FetchedRow[] = []
  let unread = 0
  for (const line of lines.slice(isNamed ? 1 : 0)) {
    if (line.trim() === '') continue
    const fields = line.trim().split(',')
    const timeMs = stampMs(fields[timePlace] ?? '')
    if (Number.isNaN(timeMs) || places.some((place) => fields[place] === undefined)) unread++
    else rows.push({ timeMs, values: places.map((place) => fields[place]!) })
  }
  return unread > rows.length
    ? unreadable('has more lines that cannot be read than others')
    : success({ rows, unreadable: unread })
}

/** Milliseconds or microseconds since 1970, or `2023-01-05 00:05:00` in UTC. */
function stampMs(text: string): number {
  if (/^\d{12,14}$/.test(text)) return Number(text)
  if (/^\d{15,17}$/.test(text)) return Math.floor(Number(text) / 1000)
  return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text) ? Date.parse(`${text.replace(' ', 'T')}Z`) : Number.NaN
}

function unreadable(why: string): Outcome<never> {
  return failure(
    'archive-unreadable',
    `The archive ${why}: it is not laid out as the exchange publishes it.`,
    'Look at the file; import it with assay data import, where you can say how it is to be read.',
  )
}
