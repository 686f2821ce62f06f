import { type BuildFeatures, STANDARD_MAX_AGE_DAYS } from '../../../core/contract/buildSpec.ts'
import { joinTableColumn, type TableColumn } from '../../../core/features/matrix/joinTableColumn.ts'
import type { JoinedColumn } from '../../../core/features/matrix/matrixFeature.ts'
import { rowCloses } from '../../../core/features/matrix/matrixInputs.ts'
import { DERIVED_COLUMNS, derivedColumns } from '../../../core/features/matrix/microstructure/derivedColumns.ts'
import { sensorKey } from '../../../core/market/sensors/sensorKey.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { DAY_MS } from '../../../core/time/durations.ts'
import { tablePaths } from '../data/layout.ts'
import { publishedPath } from '../data/publication.ts'
import type { DataReadPorts } from '../ports/dataPorts.ts'
import { listPassports, readTablePassport } from '../queries/dataPassport.ts'
import type { MatrixMarket } from './matrixMarket.ts'

/** Columns of tables that features may read, by `table.column`. */
export type KnownTables = ReadonlyMap<string, TableColumn>

/** Numbers of every table of the workspace, and what features make of quotes and trades, each with how old its newest value may be. */
export function knownTables(ports: DataReadPorts, features: BuildFeatures): Outcome<KnownTables> {
  const passports = listPassports(ports.files)
  if (!passports.ok) return passports
  const ages = new Map(
    features.tables.map((table) =>
      typeof table === 'string' ? [table, STANDARD_MAX_AGE_DAYS] : [table.column, table.max_age_days],
    ),
  )
  const known = new Map<string, TableColumn>()
  for (const { name, columns } of passports.value.tables) {
    for (const column of columns) {
      const key = `${name}.${column.name}`
      if (column.kind === 'number') known.set(key, { stalenessMs: (ages.get(key) ?? STANDARD_MAX_AGE_DAYS) * DAY_MS })
    }
  }
  for (const [derived, needs] of DERIVED_COLUMNS) {
    const [table] = derived.split('.')
    if (!known.has(derived) && needs.every((name) => known.has(`${table}.${name}`)))
      known.set(derived, { stalenessMs: (ages.get(derived) ?? STANDARD_MAX_AGE_DAYS) * DAY_MS })
  }
  return success(known)
}

export type JoinedTables = {
  /** One map an instrument. */
  readonly joined: readonly ReadonlyMap<string, JoinedColumn>[]
  readonly hashes: readonly { readonly name: string; readonly sha256: string }[]
}

/** The columns that features read, put on the closes of the market's bars; rows of a key are those of the instrument of that name. Errors: those of reading a table. */
export async function joinedTables(
  ports: DataReadPorts,
  { market, instruments, calendars }: MatrixMarket,
  columns: readonly string[],
): Promise<Outcome<JoinedTables>> {
  const joined = instruments.map(() => new Map<string, JoinedColumn>())
  const hashes: { readonly name: string; readonly sha256: string }[] = []
  const closes = rowCloses({ market, calendars, joined })
  for (const table of [...new Set(columns.map((column) => column.split('.')[0]!))].sort()) {
    const read = await readTableNumbers(ports, table)
    if (!read.ok) return read
    hashes.push({ name: `table ${table}`, sha256: read.value.contentHash })
    for (const [place, { symbol }] of instruments.entries()) {
      const closeMs = closes.get(calendars[place]!.name)!
      const own = columns.filter((column) => column.startsWith(`${table}.`))
      for (const column of own.filter((name) => !isDerived(read.value, name))) {
        const { eventMs, knownMs, values } = rowsOf(read.value, column.slice(table.length + 1), symbol)
        joined[place]!.set(column, joinTableColumn(closeMs, { eventMs, knownMs }, values))
      }
      if (own.every((name) => !isDerived(read.value, name)) || (table !== 'quotes' && table !== 'trades')) continue
      const spans = { startMs: market.timeMs, closeMs }
      const made = derivedColumns(table, tapeOf(read.value, symbol), spans, market.instruments[place]!.close)
      for (const column of own) {
        const derived = made.get(column)
        if (isDerived(read.value, column) && derived !== undefined) joined[place]!.set(column, derived)
      }
    }
  }
  return success({ joined, hashes })
}

export type TableNumbers = {
  readonly contentHash: string
  readonly eventMs: Float64Array
  readonly knownMs: Float64Array
  /** Null where the table has none. */
  readonly keys: readonly string[] | null
  readonly columns: ReadonlyMap<string, Float64Array>
}

/** Errors: `no-data` and those of reading a table. */
export async function readTableNumbers(ports: DataReadPorts, name: string): Promise<Outcome<TableNumbers>> {
  const passport = readTablePassport(ports.files, name)
  if (!passport.ok) return passport
  const path = ports.files.resolve(publishedPath(ports.files, tablePaths(name).table))
  if (!path.ok) return path
  const table = await ports.columns.readTable(path.value)
  if (!table.ok) return table
  const columns = new Map(
    table.value.flatMap((column) => ('values' in column ? [[column.name, column.values] as const] : [])),
  )
  const key = table.value.find((column) => column.name === 'key')
  const none = new Float64Array(0)
  return success({
    contentHash: passport.value.contentHash,
    eventMs: columns.get('event_ms') ?? none,
    knownMs: columns.get('known_ms') ?? none,
    keys: key !== undefined && 'texts' in key && passport.value.keys > 0 ? key.texts : null,
    columns,
  })
}

/** Whether a column is made of others: no table that is stored has it. */
function isDerived({ columns }: TableNumbers, column: string): boolean {
  return DERIVED_COLUMNS.has(column) && !columns.has(column.slice(column.indexOf('.') + 1))
}

/** All columns of one instrument, ascending in the time at which they became known; those of one time as they stand. */
function tapeOf(table: TableNumbers, symbol: string) {
  const { knownMs } = rowsOf(table, 'known_ms', symbol)
  const order = Int32Array.from(knownMs.keys()).sort((a, b) => knownMs[a]! - knownMs[b]! || a - b)
  const inOrder = (values: Float64Array) => Float64Array.from(order, (row) => values[row]!)
  const columns = new Map([...table.columns.keys()].map((name) => [name, inOrder(rowsOf(table, name, symbol).values)]))
  return { knownMs: inOrder(knownMs), columns }
}

function rowsOf({ eventMs, knownMs, keys, columns }: TableNumbers, field: string, symbol: string) {
  const values = columns.get(field) ?? new Float64Array(eventMs.length).fill(Number.NaN)
  const own = sensorKey(keys ?? [], symbol)
  const isOwn = (_: number, row: number) => keys === null || own === '' || keys[row] === own
  return { eventMs: eventMs.filter(isOwn), knownMs: knownMs.filter(isOwn), values: values.filter(isOwn) }
}
