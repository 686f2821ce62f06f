import type { LayerManifest, SourceFormat } from '../../../core/contract/layer.ts'
import type { TablePassport } from '../../../core/contract/tablePassport.ts'
import type { Beat } from '../../../core/job/beat.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { TableColumn } from '../ports/barFiles.ts'
import type { DataPorts } from '../ports/dataPorts.ts'
import type { FileDigest } from '../ports/digests.ts'
import { copyIntoLayer } from './copyIntoLayer.ts'
import type { DescribedFormat } from './describedFormat.ts'
import { guessFormat } from './guessFormat.ts'
import { hashFiles } from './hashFiles.ts'
import type { ImportOptions } from './importOptions.ts'
import {
  activeLayers,
  beginLayer,
  type LayerSubject,
  listLayers,
  type NewLayer,
  ROWS_FILE,
  safeFileName,
} from './layers.ts'
import { PUBLICATION_FILE } from './layout.ts'
import { onProvenClock } from './onProvenClock.ts'
import { parseNumber } from './parseNumber.ts'
import { isMissing, isNumberColumn, type ReceivedTable, readTableRows } from './readTableRows.ts'
import { rebuildTable } from './rebuildTable.ts'
import { sameReading } from './sameReading.ts'

const FUNDING_TABLE = 'funding'
const TABLE_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/

export type ImportedTable = {
  readonly layer: number
  readonly isNew: boolean
  readonly format: DescribedFormat
  readonly rows: number
  readonly passport: TablePassport
  readonly notes: readonly string[]
}

export async function importTable(
  ports: DataPorts,
  options: ImportOptions,
  beat: Beat,
): Promise<Outcome<ImportedTable>> {
  const name = options.name ?? ''
  if (!TABLE_NAME.test(name))
    return failure(
      'bad-table-name',
      'A table needs a name of letters, digits, _ and -.',
      'Give it with --name, such as --name funding.',
    )
  const format = await tableFormat(ports, name, options)
  if (!format.ok) return format
  const digest = await ports.digests.ofFile(options.file, (done, total) => beat(done, total, 'checking the file'))
  if (!digest.ok) return digest
  const layers = listLayers(ports.files)
  if (!layers.ok) return layers
  const wanted: LayerSubject = { kind: 'table', subject: name, interval: null }
  const active = activeLayers(layers.value, wanted)
  const same = active.filter((layer) => layer.sourceSha256 === digest.value.sha256)
  const known = same.find((layer) => sameReading(layer.format, format.value.format))
  if (known !== undefined) {
    const rebuilt = await rebuildTable(ports, name, active, beat)
    if (!rebuilt.ok) return rebuilt
    const note = `already-imported: this file is layer ${known.layer}, read the same way; nothing was added.`
    return success({
      layer: known.layer,
      isNew: false,
      format: format.value,
      rows: known.rows,
      passport: rebuilt.value,
      notes: [note],
    })
  }
  const created = beginLayer(ports.files)
  if (!created.ok) return created
  let done = false
  try {
    const manifest = await fillTableLayer(
      ports,
      name,
      options,
      format.value.format,
      digest.value,
      same,
      created.value,
      beat,
    )
    if (!manifest.ok) return manifest
    const counted = activeLayers([...layers.value, manifest.value], wanted)
    const rebuilt = await rebuildTable(ports, name, counted, beat)
    if (!rebuilt.ok) return rebuilt
    done = true
    const { layer, rows, notes } = manifest.value
    return success({ layer, isNew: true, format: format.value, rows, passport: rebuilt.value, notes })
  } finally {
    if (!done && !ports.files.exists(PUBLICATION_FILE)) created.value.remove()
  }
}

/** Stamps of funding are proven against the settlement grid, unless the person says otherwise. */
async function tableFormat(ports: DataPorts, name: string, options: ImportOptions): Promise<Outcome<DescribedFormat>> {
  const guessed = await guessFormat(ports, options.file, options, 'table')
  if (!guessed.ok || name.toLowerCase() !== FUNDING_TABLE || options.correction === false) return guessed
  return success({ ...guessed.value, format: { ...guessed.value.format, provenClock: true } })
}

async function fillTableLayer(
  ports: DataPorts,
  name: string,
  options: ImportOptions,
  format: SourceFormat,
  digest: FileDigest,
  superseded: readonly LayerManifest[],
  created: NewLayer,
  beat: Beat,
): Promise<Outcome<LayerManifest>> {
  const fileName = safeFileName(options.file)
  const source = await copyIntoLayer(ports, options.file, created, fileName, digest.sizeBytes, beat)
  const rowsPath = created.path(ROWS_FILE)
  if (!source.ok) return source
  if (!rowsPath.ok) return rowsPath
  const received = await readTableRows(ports, source.value, format, (done) => beat(done, digest.sizeBytes, 'reading'))
  if (!received.ok) return received
  const { table, shiftMs, notes } = onProvenClock(received.value, format)
  const rows = table.line.length
  const unreadable = table.eventMs.filter((ms, row) => Number.isNaN(ms + table.knownMs[row]!)).length
  if (rows === 0) return failure('no-rows', 'The file has no rows.', 'Check the download; nothing was imported.')
  if (unreadable * 2 > rows)
    return failure(
      'mostly-unreadable',
      `The times of ${unreadable} of ${rows} rows cannot be read.`,
      'Check --columns, --delimiter, --time-unit or --time-format against the first rows of the file.',
    )
  const written = await ports.columns.writeTable(rowsPath.value, storedColumns(table, format.decimal))
  if (!written.ok) return written
  const hashes = await hashFiles(ports, created, [fileName, ROWS_FILE], beat)
  if (!hashes.ok) return hashes
  if (hashes.value[fileName] !== digest.sha256)
    return failure(
      'file-changed',
      'The file changed while it was imported.',
      'Import it again when nothing writes to it.',
    )
  const times = table.eventMs.filter((ms) => !Number.isNaN(ms))
  return created.commit(
    {
      kind: 'table',
      subject: name,
      interval: null,
      role: null,
      source: 'file',
      sourceName: fileName,
      sourceSha256: digest.sha256,
      synthetic: null,
      format,
      download: null,
      rows,
      unreadableRows: unreadable,
      firstTimeMs: times.reduce<number | null>((least, ms) => (least === null || ms < least ? ms : least), null),
      lastTimeMs: times.reduce<number | null>((most, ms) => (most === null || ms > most ? ms : most), null),
      receivedAtMs: ports.clock.nowMs(),
      supersedes: superseded.map((layer) => layer.layer),
      notes,
      ...(shiftMs === 0 ? {} : { clockShiftMs: shiftMs }),
    },
    hashes.value,
  )
}

/** `line`, `event_ms`, `known_ms`, `key`, then `n:name` (numbers, with what could not be read as `u:name`) or `t:name` (texts). */
function storedColumns(table: ReceivedTable, decimal: '.' | ','): TableColumn[] {
  const columns: TableColumn[] = [
    { name: 'line', values: Float64Array.from(table.line) },
    { name: 'event_ms', values: Float64Array.from(table.eventMs) },
    { name: 'known_ms', values: Float64Array.from(table.knownMs) },
    { name: 'key', texts: table.key },
  ]
  for (const [index, name] of table.valueNames.entries()) {
    const texts = table.values[index]!
    if (!isNumberColumn(texts, decimal)) columns.push({ name: `t:${name}`, texts })
    else {
      const numbers = Float64Array.from(texts, (text) => parseNumber(text, decimal))
      columns.push({ name: `n:${name}`, values: numbers })
      const unread = texts.map((text, row) => (Number.isNaN(numbers[row]!) && !isMissing(text) ? text : ''))
      if (unread.some((text) => text !== '')) columns.push({ name: `u:${name}`, texts: unread })
    }
  }
  return columns
}
