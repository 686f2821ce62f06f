import { canonicalJson } from '../../../core/contract/canonicalJson.ts'
import type { LayerManifest } from '../../../core/contract/layer.ts'
import type { TablePassport, TableRejectReason } from '../../../core/contract/tablePassport.ts'
import type { Beat } from '../../../core/job/beat.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import type { TableColumn } from '../ports/barFiles.ts'
import type { DataPorts } from '../ports/dataPorts.ts'
import type { Digests } from '../ports/digests.ts'
import { csvField, REJECTS_CSV_HEADER } from './csvText.ts'
import { ROWS_FILE } from './layers.ts'
import { layerFolder, PUBLICATION_FILE, STAGING_FOLDER, tablePaths } from './layout.ts'
import { finishPublication, publish, stagedPath } from './publication.ts'
import { type CleanedTable, cleanTable, type TableReject, type TableRow, type TableValue } from './tableRows.ts'

/** Makes a table, its rejects and its passport anew from its layers, and puts them in place at once. */
export async function rebuildTable(
  ports: DataPorts,
  name: string,
  layers: readonly LayerManifest[],
  beat: Beat,
): Promise<Outcome<TablePassport>> {
  const cleared = finishPublication(ports.files)
  if (!cleared.ok) return cleared
  const made = ports.files.makeFolder(STAGING_FOLDER)
  if (!made.ok) return made
  let published = false
  try {
    const loaded = await loadLayers(ports, layers, beat)
    if (!loaded.ok) return loaded
    const { rows, values } = loaded.value
    const hasKey = layers.some((layer) => (layer.format?.columns.key ?? []).length > 0)
    const cleaned = cleanTable(rows, values, hasKey)
    const passport = passportOf(name, layers, values, rows.length, cleaned, ports.digests)
    const written = await writeStaged(ports, name, values, cleaned, passport)
    if (!written.ok) return written
    const placed = publish(ports.files, Object.values(tablePaths(name)))
    published = placed.ok
    return placed.ok ? success(passport) : placed
  } finally {
    if (!published && !ports.files.exists(PUBLICATION_FILE)) ports.files.remove(STAGING_FOLDER)
  }
}

type Loaded = { readonly rows: readonly TableRow[]; readonly values: readonly TableValue[] }

async function loadLayers(ports: DataPorts, layers: readonly LayerManifest[], beat: Beat): Promise<Outcome<Loaded>> {
  const rows: TableRow[] = []
  let values: readonly TableValue[] | null = null
  for (const [index, layer] of layers.entries()) {
    beat(index, layers.length, 'joining layers')
    const path = ports.files.resolve(`${layerFolder(layer.layer)}/${ROWS_FILE}`)
    if (!path.ok) return path
    const columns = await ports.columns.readTable(path.value)
    if (!columns.ok) return columns
    const found = valuesOf(columns.value)
    values ??= found
    if (canonicalJson(values) !== canonicalJson(found))
      return failure(
        'columns-wrong',
        `The columns of layer ${layer.layer} are not those of the layers before it.`,
        'Import it under another --name, or say with --columns which columns are meant.',
      )
    for (const row of rowsOf(columns.value, found, layer.layer)) rows.push(row)
  }
  return success({ rows, values: values ?? [] })
}

function valuesOf(columns: readonly TableColumn[]): readonly TableValue[] {
  return columns.flatMap((column): TableValue[] => {
    if (column.name.startsWith('n:')) return [{ name: column.name.slice(2), kind: 'number' }]
    return column.name.startsWith('t:') ? [{ name: column.name.slice(2), kind: 'text' }] : []
  })
}

function rowsOf(columns: readonly TableColumn[], values: readonly TableValue[], layer: number): TableRow[] {
  const numbers = (name: string): Float64Array => {
    const column = columns.find((one) => one.name === name)
    return column !== undefined && 'values' in column ? column.values : new Float64Array(0)
  }
  const texts = (name: string): readonly string[] => {
    const column = columns.find((one) => one.name === name)
    return column !== undefined && 'texts' in column ? column.texts : []
  }
  const line = numbers('line')
  const eventMs = numbers('event_ms')
  const knownMs = numbers('known_ms')
  const key = texts('key')
  const readers = values.map(({ name, kind }) => {
    if (kind === 'text') {
      const cells = texts(`t:${name}`)
      return (row: number) => cells[row] ?? ''
    }
    const cells = numbers(`n:${name}`)
    const unread = texts(`u:${name}`)
    return (row: number) => ((unread[row] ?? '') === '' ? cells[row]! : unread[row]!)
  })
  return Array.from(line, (at, row) => ({
    layer,
    line: at,
    eventMs: eventMs[row]!,
    knownMs: knownMs[row]!,
    key: key[row] ?? '',
    values: readers.map((read) => read(row)),
  }))
}

async function writeStaged(
  ports: DataPorts,
  name: string,
  values: readonly TableValue[],
  cleaned: CleanedTable,
  passport: TablePassport,
): Promise<Outcome<void>> {
  const paths = tablePaths(name)
  const path = ports.files.resolve(stagedPath(paths.table))
  if (!path.ok) return path
  const written = await ports.columns.writeTable(path.value, tableColumns(values, cleaned.rows))
  if (!written.ok) return written
  const rejects = ports.files.writeText(
    stagedPath(paths.rejects),
    REJECTS_CSV_HEADER + cleaned.rejects.map(rejectLine).join(''),
  )
  if (!rejects.ok) return rejects
  return ports.files.writeText(stagedPath(paths.passport), `${JSON.stringify(passport, null, 2)}\n`)
}

function tableColumns(values: readonly TableValue[], rows: readonly TableRow[]): TableColumn[] {
  return [
    { name: 'event_ms', values: Float64Array.from(rows, (row) => row.eventMs) },
    { name: 'known_ms', values: Float64Array.from(rows, (row) => row.knownMs) },
    { name: 'key', texts: rows.map((row) => row.key) },
    ...values.map(
      ({ name, kind }, index): TableColumn =>
        kind === 'number'
          ? { name, values: Float64Array.from(rows, (row) => Number(row.values[index])) }
          : { name, texts: rows.map((row) => String(row.values[index])) },
    ),
  ]
}

function rejectLine(reject: TableReject): string {
  const time = reject.timeMs === null ? '' : isoTime(reject.timeMs)
  return `${reject.line},${reject.layer},${time},${reject.reason},${csvField(reject.detail)}\n`
}

function passportOf(
  name: string,
  layers: readonly LayerManifest[],
  columns: readonly TableValue[],
  rowsIn: number,
  { rows, rejects, revisions }: CleanedTable,
  digests: Digests,
): TablePassport {
  const rejectsByReason: Partial<Record<TableRejectReason, number>> = {}
  for (const { reason } of rejects) rejectsByReason[reason] = (rejectsByReason[reason] ?? 0) + 1
  const digest = digests.open()
  const encoder = new TextEncoder()
  for (const row of rows)
    digest.update(encoder.encode(`${JSON.stringify([row.eventMs, row.knownMs, row.key, row.values.map(String)])}\n`))
  return {
    schemaVersion: 1,
    kind: 'table',
    name,
    sources: layers.map((layer) => ({ file: layer.sourceName, sha256: layer.sourceSha256, layer: layer.layer })),
    columns: columns.map(({ name: column, kind }) => ({ name: column, kind })),
    keys: new Set(rows.map((row) => row.key)).size,
    ...span(rows),
    rowsIn,
    clean: rows.length,
    rejected: rejects.length,
    rejectsByReason,
    revisions,
    knownBeforeEvent: rows.filter((row) => row.knownMs < row.eventMs).length,
    contentHash: digest.hex(),
    notes: layers.flatMap((layer) => layer.notes.map((note) => `Layer ${layer.layer}: ${note}`)),
  }
}

function span(rows: readonly TableRow[]): Pick<TablePassport, 'firstEvent' | 'lastEvent' | 'firstKnown' | 'lastKnown'> {
  if (rows.length === 0) return { firstEvent: null, lastEvent: null, firstKnown: null, lastKnown: null }
  let firstEvent = Number.POSITIVE_INFINITY
  let lastEvent = Number.NEGATIVE_INFINITY
  for (const { eventMs } of rows) {
    if (eventMs < firstEvent) firstEvent = eventMs
    if (eventMs > lastEvent) lastEvent = eventMs
  }
  return {
    firstEvent: isoTime(firstEvent),
    lastEvent: isoTime(lastEvent),
    firstKnown: isoTime(rows[0]!.knownMs),
    lastKnown: isoTime(rows[rows.length - 1]!.knownMs),
  }
}
