import type { SensorFinding } from '../../../core/contract/discoveryRecord.ts'
import type { TablePassport } from '../../../core/contract/tablePassport.ts'
import type { SensorColumns } from '../../../core/discovery/discoveryMarket.ts'
import { freshColumn, joinTableColumn } from '../../../core/features/matrix/joinTableColumn.ts'
import { rowCloses } from '../../../core/features/matrix/matrixInputs.ts'
import { checkSensor, type SensorCheck } from '../../../core/market/sensors/checkSensor.ts'
import { sensorKey } from '../../../core/market/sensors/sensorKey.ts'
import { SENSOR_KINDS, type SensorKind } from '../../../core/market/sensors/sensorKinds.ts'
import type { SensorRows } from '../../../core/market/sensors/sensorRows.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { DAY_MS } from '../../../core/time/durations.ts'
import { readTableNumbers, type TableNumbers } from '../matrices/joinedTables.ts'
import { listPassports } from '../queries/dataPassport.ts'
import type { DiscoveryBars } from './discoveryBars.ts'
import type { DiscoveryLookPorts } from './discoveryPorts.ts'

/** One table of the workspace as a sensor. `symbols`: instruments that it has rows of. */
export type DiscoverySensor = {
  readonly kind: SensorKind
  /** `table.column` */
  readonly column: string
  readonly contentHash: string
  readonly rows: number
  readonly firstMs: number | null
  readonly lastMs: number | null
  readonly symbols: readonly string[]
  readonly findings: readonly SensorFinding[]
  /** What its import changed, as a corrected clock. */
  readonly notes: readonly string[]
}

export type DiscoverySensors = {
  readonly sensors: readonly DiscoverySensor[]
  /** One an instrument. */
  readonly columns: readonly SensorColumns[]
}

/** A value that is three steps old is one that was missed twice. */
const FRESH_STEPS = 3
/** What happens now and then is added up within a bar; everything else stands until the next value. */
const ADDED_UP: readonly SensorKind[] = ['liquidation', 'order-flow']

/** Which column of a table is meant, where it has several of numbers; in order. */
const NAMES: Readonly<Record<SensorKind, readonly string[]>> = {
  funding: ['rate', 'funding_rate', 'fundingrate', 'last_funding_rate'],
  'open-interest': ['open_interest', 'sum_open_interest', 'openinterest', 'sumopeninterest', 'value'],
  liquidation: ['value', 'notional', 'amount', 'quote_quantity', 'quantity'],
  'order-flow': ['signed_volume', 'net_volume', 'delta', 'imbalance', 'value'],
}

/**
 * The workspace's tables named as sensors, put on the closes of the bars by when each row was known. `wanted` undefined: all that there are.
 * Errors: `sensor-missing`, `sensor-column-unclear`, those of reading a table, and every error that `checkSensor` finds, by its code.
 */
export async function discoverySensors(
  ports: DiscoveryLookPorts,
  bars: DiscoveryBars,
  wanted: readonly SensorKind[] | undefined,
): Promise<Outcome<DiscoverySensors>> {
  const passports = listPassports(ports.files)
  if (!passports.ok) return passports
  const columns: Partial<Record<SensorKind, Float64Array>>[] = bars.instruments.map(() => ({}))
  const sensors: DiscoverySensor[] = []
  for (const kind of wanted ?? SENSOR_KINDS) {
    const table = passports.value.tables.find(({ name }) => name.toLowerCase() === kind)
    if (table === undefined) {
      if (wanted === undefined) continue
      return sensorMissing(kind)
    }
    const read = await readSensor(ports, bars, kind, table)
    if (!read.ok) return read
    sensors.push(read.value.sensor)
    for (const [place, column] of read.value.columns.entries()) if (column !== null) columns[place]![kind] = column
  }
  return success({ sensors, columns })
}

type ReadSensor = { readonly sensor: DiscoverySensor; readonly columns: readonly (Float64Array | null)[] }

async function readSensor(
  ports: DiscoveryLookPorts,
  bars: DiscoveryBars,
  kind: SensorKind,
  passport: TablePassport,
): Promise<Outcome<ReadSensor>> {
  const column = columnOf(kind, passport)
  if (!column.ok) return column
  const table = await readTableNumbers(ports, passport.name)
  if (!table.ok) return table
  const closes = rowCloses({ ...bars, joined: [] })
  const columns: (Float64Array | null)[] = []
  const findings: SensorFinding[] = []
  const symbols: string[] = []
  for (const [place, { symbol }] of bars.instruments.entries()) {
    const rows = rowsOf(table.value, column.value, symbol)
    if (rows === null) {
      columns.push(null)
      continue
    }
    const closeMs = closes.get(bars.calendars[place]!.name)!
    const span = { fromMs: bars.market.timeMs[0]!, toMs: closeMs.at(-1)! }
    const check = checkSensor(kind, rows, { symbol, bars: span, nowMs: ports.clock.nowMs() })
    const worst = check.findings.find(({ severity }) => severity === 'error')
    if (worst !== undefined)
      return failure(worst.code, worst.sentence, `${worst.advice} Or leave it out: sensors: [] in the specification.`)
    findings.push(...check.findings)
    symbols.push(symbol)
    columns.push(onBars(kind, closeMs, rows, check))
  }
  if (symbols.length === 0) return noRows(kind, bars)
  const events = table.value.eventMs.filter((ms) => Number.isFinite(ms))
  return success({
    sensor: {
      kind,
      column: `${passport.name}.${column.value}`,
      contentHash: table.value.contentHash,
      rows: events.length,
      firstMs: events.length === 0 ? null : events.reduce((least, ms) => Math.min(least, ms)),
      lastMs: events.length === 0 ? null : events.reduce((most, ms) => Math.max(most, ms)),
      symbols,
      findings,
      notes: passport.notes,
    },
    columns,
  })
}

/** Error: `sensor-column-unclear`. */
function columnOf(kind: SensorKind, { name, columns }: TablePassport): Outcome<string> {
  const numbers = columns.filter((column) => column.kind === 'number').map((column) => column.name)
  const named = NAMES[kind].flatMap((wanted) => numbers.filter((number) => number.toLowerCase() === wanted))
  const [found] = numbers.length === 1 ? numbers : named
  if (found !== undefined) return success(found)
  const have =
    numbers.length === 0
      ? 'has no column of numbers'
      : `has ${numbers.length} columns of numbers (${numbers.join(', ')}), and which one is meant is not clear`
  return failure(
    'sensor-column-unclear',
    `The table ${name} ${have}.`,
    `Import it with the one column ${NAMES[kind][0]} beside event, known and key.`,
  )
}

/** Null where the table has no row of the instrument. */
function rowsOf(table: TableNumbers, column: string, symbol: string): SensorRows | null {
  const key = table.keys === null ? '' : sensorKey(table.keys, symbol)
  if (key === null) return null
  const { keys } = table
  const isOwn = (_: number, row: number) => keys === null || key === '' || keys[row] === key
  const values = table.columns.get(column) ?? new Float64Array(0)
  return {
    eventMs: table.eventMs.filter(isOwn),
    knownMs: table.knownMs.filter(isOwn),
    values: values.filter(isOwn),
  }
}

function onBars(kind: SensorKind, closeMs: Float64Array, rows: SensorRows, { stepMs }: SensorCheck): Float64Array {
  if (ADDED_UP.includes(kind)) return shared(addedUp(closeMs, rows))
  const joined = new Map([['value', joinTableColumn(closeMs, rows, rows.values)]])
  return shared(freshColumn(joined, 'value', Number.isNaN(stepMs) ? DAY_MS : FRESH_STEPS * stepMs, closeMs.length))
}

/** What became known after the close of the bar before and by that of the bar; NaN outside of the first and the last row. */
function addedUp(closeMs: Float64Array, { knownMs, values }: SensorRows): Float64Array {
  const order = Int32Array.from(knownMs.keys())
    .filter((row) => Number.isFinite(knownMs[row]!) && Number.isFinite(values[row]!))
    .sort((a, b) => knownMs[a]! - knownMs[b]! || a - b)
  const sums = new Float64Array(closeMs.length).fill(Number.NaN)
  const [first, last] = [order[0], order.at(-1)]
  if (first === undefined || last === undefined) return sums
  let at = 0
  for (let bar = 0; bar < sums.length; bar++) {
    let sum = 0
    const before = at
    while (at < order.length && knownMs[order[at]!]! <= closeMs[bar]!) sum += values[order[at++]!]!
    const isWithin = closeMs[bar]! >= knownMs[first]! && (at < order.length || at > before)
    // The rows before the first bar belong to no bar.
    if (isWithin && bar > 0) sums[bar] = sum
  }
  return sums
}

function shared(values: Float64Array): Float64Array {
  const copy = new Float64Array(new SharedArrayBuffer(values.length * Float64Array.BYTES_PER_ELEMENT))
  copy.set(values)
  return copy
}

function sensorMissing(kind: SensorKind): Outcome<never> {
  return failure(
    'sensor-missing',
    `The workspace has no table ${kind}.`,
    `Import it: assay data import WORKSPACE --kind table --name ${kind} --file F, or fetch it: assay data fetch WORKSPACE.`,
  )
}

function noRows(kind: SensorKind, { instruments }: DiscoveryBars): Outcome<never> {
  const symbols = instruments.map(({ symbol }) => symbol).join(', ')
  return failure(
    'sensor-no-rows',
    `The table ${kind} has no row of ${symbols}: its keys name no instrument of the discovery.`,
    'Import it with the symbol of the instrument as key (BTC, or BTC-USDT), or leave it out: sensors: [] in the specification.',
  )
}
