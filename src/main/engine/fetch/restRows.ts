import { type FetchKind, isOfBars } from '../../../core/contract/fetchKinds.ts'
import type { FetchedRow, FetchedRows } from './archiveRows.ts'

/** Rows of an answer of the interface, by its documented fields. */
export function restRows(kind: FetchKind, answer: readonly unknown[]): FetchedRows {
  const rows: FetchedRow[] = []
  for (const item of answer) {
    const row = isOfBars(kind) ? klineRow(kind, item) : namedRow(item, kind === 'funding' ? FUNDING : OPEN_INTEREST)
    if (row !== null) rows.push(row)
  }
  return { rows, unreadable: answer.length - rows.length }
}

type Names = { readonly time: string; readonly values: readonly string[] }
const FUNDING: Names = { time: 'fundingTime', values: ['fundingRate'] }
const OPEN_INTEREST: Names = { time: 'timestamp', values: ['sumOpenInterest', 'sumOpenInterestValue'] }

/** Open time, open, high, low, close, volume; the number of trades stands ninth, what takers bought tenth. */
function klineRow(kind: FetchKind, item: unknown): FetchedRow | null {
  if (!Array.isArray(item) || item.length < 10) return null
  const [timeMs, open, high, low, close, volume, , , trades, bought]: readonly unknown[] = item
  if (kind === 'order-flow') return rowOf(timeMs, [volume, bought])
  return rowOf(timeMs, [open, high, low, close, volume, trades])
}

function namedRow(item: unknown, { time, values }: Names): FetchedRow | null {
  if (typeof item !== 'object' || item === null) return null
  const fields = new Map<string, unknown>(Object.entries(item))
  return rowOf(
    fields.get(time),
    values.map((name) => fields.get(name)),
  )
}

function rowOf(timeMs: unknown, values: readonly unknown[]): FetchedRow | null {
  const texts = values.map((value) => (typeof value === 'string' || typeof value === 'number' ? String(value) : ''))
  return typeof timeMs === 'number' && texts.every((text) => text !== '') ? { timeMs, values: texts } : null
}
