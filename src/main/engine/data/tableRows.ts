import type { TableRejectReason } from '../../../core/contract/tablePassport.ts'

export type TableValue = { readonly name: string; readonly kind: 'number' | 'text' }

/** One row of a table. `values` follow the table's columns: numbers (NaN: missing) or texts (empty: missing). */
export type TableRow = {
  readonly layer: number
  readonly line: number
  readonly eventMs: number
  readonly knownMs: number
  readonly key: string
  readonly values: readonly (number | string)[]
}

export type TableReject = {
  readonly layer: number
  readonly line: number
  readonly timeMs: number | null
  readonly reason: TableRejectReason
  readonly detail: string
}

export type CleanedTable = {
  readonly rows: readonly TableRow[]
  readonly rejects: readonly TableReject[]
  readonly revisions: number
}

/**
 * Rows in = rows + rejects. Sorted by known-at, event, key. Two rows of one key, event and known-at are one: of different ones the later
 * layer and line stays. The same event known later with other values is a revision and stays beside the first.
 */
export function cleanTable(
  received: readonly TableRow[],
  columns: readonly TableValue[],
  hasKey: boolean,
): CleanedTable {
  const rejects: TableReject[] = []
  const reject = (row: TableRow, reason: TableRejectReason, detail: string) =>
    rejects.push({
      layer: row.layer,
      line: row.line,
      timeMs: Number.isNaN(row.eventMs) ? null : row.eventMs,
      reason,
      detail,
    })
  const valid = received.filter((row) => {
    const fault = faultOf(row, columns, hasKey)
    if (fault !== null) reject(row, fault, '')
    return fault === null
  })
  const sorted = [...valid].sort(byTimes)
  const rows: TableRow[] = []
  for (const row of sorted) {
    const last = rows[rows.length - 1]
    if (last === undefined || !sameMoment(last, row)) {
      rows.push(row)
      continue
    }
    const identical = last.values.every((value, index) => Object.is(value, row.values[index]))
    if (identical) reject(row, 'duplicate-identical', `Line ${last.line} of layer ${last.layer} was kept.`)
    else {
      reject(last, 'duplicate-conflict', `Line ${row.line} of layer ${row.layer} was kept.`)
      rows[rows.length - 1] = row
    }
  }
  rejects.sort((a, b) => a.layer - b.layer || a.line - b.line)
  return { rows, rejects, revisions: countRevisions(rows) }
}

function faultOf(row: TableRow, columns: readonly TableValue[], hasKey: boolean): TableRejectReason | null {
  if (Number.isNaN(row.eventMs) || Number.isNaN(row.knownMs)) return 'unparsable-time'
  if (hasKey && row.key === '') return 'no-key'
  return row.values.some((value, index) => columns[index]?.kind === 'number' && typeof value === 'string')
    ? 'not-a-number'
    : null
}

function byTimes(a: TableRow, b: TableRow): number {
  const key = a.key < b.key ? -1 : a.key > b.key ? 1 : 0
  return a.knownMs - b.knownMs || a.eventMs - b.eventMs || key || a.layer - b.layer || a.line - b.line
}

function sameMoment(a: TableRow, b: TableRow): boolean {
  return a.key === b.key && a.eventMs === b.eventMs && a.knownMs === b.knownMs
}

function countRevisions(rows: readonly TableRow[]): number {
  const events = new Set(rows.map((row) => `${row.eventMs} ${row.key}`))
  return rows.length - events.size
}
