import type { SourceFormat } from '../../../core/contract/layer.ts'
import { proveSettlementGrid } from '../../../core/market/sensors/proveSettlementGrid.ts'
import { offsetName } from '../../../core/market/sensors/settlementGrid.ts'
import type { ReceivedTable } from './readTableRows.ts'

/** `shiftMs` was taken from every stamp. */
type ProvenTable = { readonly table: ReceivedTable; readonly shiftMs: number; readonly notes: string[] }

/** Where a table's clock is to be proven: its stamps in UTC, and what was found. The file itself is kept as received. */
export function onProvenClock(table: ReceivedTable, { provenClock }: SourceFormat): ProvenTable {
  if (provenClock !== true) return { table, shiftMs: 0, notes: [] }
  const { offsetMs, sentence, advice } = proveSettlementGrid(Float64Array.from(table.eventMs))
  const found = advice === '' ? sentence : `${sentence} ${advice}`
  if (offsetMs === 0) return { table, shiftMs: 0, notes: [found] }
  const inUtc = (stamps: readonly number[]) => stamps.map((ms) => ms - offsetMs)
  const corrected = { ...table, eventMs: inUtc(table.eventMs), knownMs: inUtc(table.knownMs) }
  const done = `CORRECTED from ${offsetName(offsetMs)} to UTC: ${Math.abs(offsetMs) / 3_600_000} h were ${offsetMs > 0 ? 'taken from' : 'added to'} every stamp.`
  return { table: corrected, shiftMs: offsetMs, notes: [`${done} ${found}`] }
}
