import type { SourceFormat } from '../../../core/contract/layer.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { TableColumn } from '../ports/barFiles.ts'
import type { DataPorts } from '../ports/dataPorts.ts'
import { isComment } from './delimiterOf.ts'
import { parseNumber } from './parseNumber.ts'
import { createTimeReader, credible, epochToMs } from './timeReader.ts'
import { createWallClock } from './wallClock.ts'

/** A table as received: times read, values still as text. */
export type ReceivedTable = {
  readonly valueNames: readonly string[]
  readonly line: number[]
  readonly eventMs: number[]
  readonly knownMs: number[]
  readonly key: string[]
  readonly values: string[][]
}

const MOST_ROWS = 2_000_000
const RESERVED = ['event', 'known', 'key']

/** Errors: `table-too-big`, and those of the ports. */
export async function readTableRows(
  ports: DataPorts,
  path: string,
  format: SourceFormat,
  onBlock: (done: number) => void,
): Promise<Outcome<ReceivedTable>> {
  const valueNames = Object.keys(format.columns).filter((field) => !RESERVED.includes(field))
  const table: ReceivedTable = {
    valueNames,
    line: [],
    eventMs: [],
    knownMs: [],
    key: [],
    values: valueNames.map(() => []),
  }
  const read =
    format.container === 'text'
      ? fromText(ports, path, format, table, onBlock)
      : fromParquet(ports, path, format, table)
  const done = await read
  return done.ok ? success(table) : done
}

const tooBig = failure(
  'table-too-big',
  `The table has more than ${MOST_ROWS} rows.`,
  'Import it in parts under several names, or as bars where it holds bars.',
)

async function fromText(
  ports: DataPorts,
  path: string,
  format: SourceFormat,
  table: ReceivedTable,
  onBlock: (done: number) => void,
): Promise<Outcome<unknown>> {
  const reader = () => createTimeReader(format.time, format.timeZone, format.newestFirst, ports.zones)
  const events = reader()
  const knowns = reader()
  const at = (field: string) => format.columns[field]?.[0] ?? -1
  const event = at('event')
  const known = at('known')
  const key = at('key')
  const values = table.valueNames.map(at)
  const handler = (fields: readonly string[], line: number) => {
    if (line < format.firstRowLine || isComment(fields[0]!)) return
    const whole = fields.length === format.fieldCount
    const eventMs = whole ? events.read(fields[event]!) : Number.NaN
    table.line.push(line)
    table.eventMs.push(eventMs)
    table.knownMs.push(known < 0 ? eventMs + (format.knownDelayMs ?? Number.NaN) : knowns.read(fields[known] ?? ''))
    table.key.push(key < 0 ? '' : (fields[key] ?? '').trim())
    for (const [index, position] of values.entries()) table.values[index]!.push((fields[position] ?? '').trim())
  }
  return ports.text.readRows(path, format, handler, async (done) => {
    onBlock(done)
    return table.line.length > MOST_ROWS ? tooBig : success(undefined)
  })
}

async function fromParquet(
  ports: DataPorts,
  path: string,
  format: SourceFormat,
  table: ReceivedTable,
): Promise<Outcome<unknown>> {
  const shape = await ports.columns.describeParquet(path)
  if (!shape.ok) return shape
  if (shape.value.rows > MOST_ROWS) return tooBig
  const stored = await ports.columns.readTable(path)
  if (!stored.ok) return stored
  const column = (field: string) => stored.value[format.columns[field]?.[0] ?? -1]
  const event = times(ports, format, column('event'))
  const known = column('known') === undefined ? null : times(ports, format, column('known'))
  for (let row = 0; row < shape.value.rows; row++) {
    const eventMs = event(row)
    table.line.push(row + 1)
    table.eventMs.push(eventMs)
    table.knownMs.push(known === null ? eventMs + (format.knownDelayMs ?? Number.NaN) : known(row))
    table.key.push(cell(column('key'), row))
    for (const [index, name] of table.valueNames.entries()) table.values[index]!.push(cell(column(name), row))
  }
  return success(undefined)
}

function times(ports: DataPorts, format: SourceFormat, column: TableColumn | undefined): (row: number) => number {
  const clock =
    format.timeZone === null ? null : createWallClock(ports.zones.instants(format.timeZone), format.newestFirst)
  const { time } = format
  return (row) => {
    const value = column !== undefined && 'values' in column ? column.values[row]! : Number.NaN
    if (time.kind === 'epoch') return credible(epochToMs(value, time.unit))
    return credible(clock === null ? value : clock.toUtcMs(value))
  }
}

function cell(column: TableColumn | undefined, row: number): string {
  if (column === undefined) return ''
  if ('texts' in column) return column.texts[row]!
  return Number.isNaN(column.values[row]!) ? '' : String(column.values[row]!)
}

/** A column is one of numbers where nine in ten of its filled cells are; the others are told apart as rejects later. */
export function isNumberColumn(texts: readonly string[], decimal: '.' | ','): boolean {
  let filled = 0
  let numbers = 0
  for (const text of texts) {
    if (isMissing(text)) continue
    filled++
    if (!Number.isNaN(parseNumber(text, decimal))) numbers++
  }
  return filled > 0 && numbers * 10 >= filled * 9
}

export function isMissing(text: string): boolean {
  return text === '' || /^(nan|null|none|n\/a|na|-)$/i.test(text)
}
