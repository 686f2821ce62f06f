import type { LayerManifest, SourceFormat } from '../../../core/contract/layer.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Beat } from '../../../core/job/beat.ts'
import type { Passport } from '../../../core/market/passport.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { calendarOf } from '../../../core/time/calendarOf.ts'
import { parseInterval } from '../../../core/time/interval.ts'
import type { DataPorts } from '../ports/dataPorts.ts'
import type { FileDigest } from '../ports/digests.ts'
import { copyIntoLayer } from './copyIntoLayer.ts'
import type { DescribedFormat } from './describedFormat.ts'
import { guessFormat } from './guessFormat.ts'
import { hashFiles } from './hashFiles.ts'
import type { ImportOptions } from './importOptions.ts'
import { importSubject, roleOf } from './importSubject.ts'
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
import { readSourceBars, type SourceRead } from './readSourceBars.ts'
import { rebuildSeries, type SeriesSubject } from './rebuildSeries.ts'
import { sameReading } from './sameReading.ts'
import { passportIsCurrent, readStoredPassport } from './storedPassport.ts'

export type ImportedBars = {
  readonly layer: number
  readonly isNew: boolean
  readonly format: DescribedFormat
  readonly rows: number
  readonly passport: Passport
  readonly notes: readonly string[]
}

export async function importBars(
  ports: DataPorts,
  workspace: Workspace,
  options: ImportOptions,
  beat: Beat,
): Promise<Outcome<ImportedBars>> {
  const instrument = importSubject(workspace, options.role, options.symbol)
  if (!instrument.ok) return instrument
  const interval = parseInterval(options.interval ?? workspace.interval)
  if (!interval.ok) return interval
  const format = await guessFormat(ports, options.file, options, 'bars')
  if (!format.ok) return format
  const digest = await ports.digests.ofFile(options.file, (done, total) => beat(done, total, 'checking the file'))
  if (!digest.ok) return digest
  const layers = listLayers(ports.files)
  if (!layers.ok) return layers
  const subject = { instrument: instrument.value, interval: interval.value }
  const wanted: LayerSubject = { kind: 'bars', subject: instrument.value.symbol, interval: interval.value.label }
  const active = activeLayers(layers.value, wanted)
  if (active.some((layer) => layer.source === 'ibkr'))
    return failure(
      'series-of-other-source',
      `The ${wanted.interval} bars of ${wanted.subject} in this workspace are downloaded; bars of a file are never mixed with them.`,
      'Create another workspace for the file.',
    )
  const same = active.filter((layer) => layer.sourceSha256 === digest.value.sha256)
  const known = same.find((layer) => sameReading(layer.format, format.value.format))
  if (known !== undefined) return alreadyImported(ports, subject, active, known, format.value, beat)
  const foreign = layers.value.find(
    (layer) =>
      layer.subject !== wanted.subject &&
      layer.sourceSha256 === digest.value.sha256 &&
      sameReading(layer.format, format.value.format),
  )
  if (foreign !== undefined)
    return failure(
      'file-of-other-symbol',
      `The same file was imported, read the same way, as ${foreign.subject}.`,
      'Check --file and --role. Where one file holds several instruments, say with --columns which columns are meant.',
    )
  const created = beginLayer(ports.files)
  if (!created.ok) return created
  let done = false
  try {
    const manifest = await fillLayer(
      ports,
      workspace,
      subject,
      options,
      format.value,
      digest.value,
      same,
      created.value,
      beat,
    )
    if (!manifest.ok) return manifest
    const counted = activeLayers([...layers.value, manifest.value], wanted)
    const rebuilt = await rebuildSeries(ports, subject, counted, beat)
    if (!rebuilt.ok) return rebuilt
    done = true
    const { passport } = rebuilt.value
    const { layer, rows, notes } = manifest.value
    return success({
      layer,
      isNew: true,
      format: format.value,
      rows,
      passport,
      notes: [...notes, ...rejectNotes(passport)],
    })
  } finally {
    if (!done && !ports.files.exists(PUBLICATION_FILE)) created.value.remove()
  }
}

/** Nothing new; but where an interrupted import left the series behind its layers, it is made good now. */
async function alreadyImported(
  ports: DataPorts,
  subject: SeriesSubject,
  active: readonly LayerManifest[],
  known: LayerManifest,
  format: DescribedFormat,
  beat: Beat,
): Promise<Outcome<ImportedBars>> {
  const stored = readStoredPassport(ports.files, subject.instrument.symbol, subject.interval.label)
  let passport = stored.ok ? stored.value : null
  if (passport === null || !passportIsCurrent(passport, active)) {
    const rebuilt = await rebuildSeries(ports, subject, active, beat)
    if (!rebuilt.ok) return rebuilt
    passport = rebuilt.value.passport
  }
  const note = `already-imported: this file is layer ${known.layer}, read the same way; nothing was added.`
  return success({ layer: known.layer, isNew: false, format, rows: known.rows, passport, notes: [note] })
}

async function fillLayer(
  ports: DataPorts,
  workspace: Workspace,
  subject: SeriesSubject,
  options: ImportOptions,
  described: DescribedFormat,
  digest: FileDigest,
  superseded: readonly LayerManifest[],
  created: NewLayer,
  beat: Beat,
): Promise<Outcome<LayerManifest>> {
  const name = safeFileName(options.file)
  const source = await copyIntoLayer(ports, options.file, created, name, digest.sizeBytes, beat)
  const rows = created.path(ROWS_FILE)
  if (!source.ok) return source
  if (!rows.ok) return rows
  const { instrument, interval } = subject
  const { format } = described
  const bars = { path: source.value, format, intervalMs: interval.ms, calendar: calendarOf(instrument.calendar) }
  const read = await readSourceBars(ports, bars, interval, rows.value, digest.sizeBytes, beat)
  if (!read.ok) return read
  const hashes = await hashFiles(ports, created, [name, ROWS_FILE], beat)
  if (!hashes.ok) return hashes
  if (hashes.value[name] !== digest.sha256)
    return failure(
      'file-changed',
      'The file changed while it was imported.',
      'Import it again when nothing writes to it.',
    )
  return created.commit(
    {
      kind: 'bars',
      subject: instrument.symbol,
      interval: interval.label,
      role: roleOf(workspace, instrument.symbol),
      source: 'file',
      sourceName: name,
      sourceSha256: digest.sha256,
      synthetic: null,
      format,
      download: null,
      rows: read.value.rows,
      unreadableRows: read.value.unreadableRows,
      firstTimeMs: read.value.firstTimeMs,
      lastTimeMs: read.value.lastTimeMs,
      receivedAtMs: receivedAt(ports.clock.nowMs(), digest.modifiedMs, read.value.lastTimeMs),
      supersedes: superseded.map((layer) => layer.layer),
      notes: notesOf(read.value, format, superseded),
    },
    hashes.value,
  )
}

function rejectNotes(passport: Passport): string[] {
  if (passport.rejected === 0) return []
  const reasons = Object.entries(passport.rejectsByReason).map(([reason, count]) => `${reason} ${count}`)
  return [`${passport.rejected} of ${passport.rowsIn} rows were rejected: ${reasons.join(', ')}.`]
}

/** The file's own time stamp says when the data was fetched at the latest; one that lies before its newest bar says nothing. */
function receivedAt(nowMs: number, modifiedMs: number, newestMs: number | null): number {
  return newestMs !== null && modifiedMs > newestMs ? Math.min(nowMs, modifiedMs) : nowMs
}

function notesOf(read: SourceRead, format: SourceFormat, superseded: readonly LayerManifest[]): string[] {
  const notes: string[] = []
  if (read.unreadableRows > 0)
    notes.push(`${read.unreadableRows} of ${read.rows} rows could not be read as bars; they are among the rejects.`)
  if (read.emptyRows > 0)
    notes.push(`${read.emptyRows} of ${read.rows} rows have a time and no prices; they are among the rejects.`)
  if (read.repeatedTimes > 0)
    notes.push(
      `${read.repeatedTimes} rows lie in an hour that the clock of ${format.timeZone} showed twice; they were told apart by their order.`,
    )
  if (read.skippedTimes > 0)
    notes.push(
      `${read.skippedTimes} rows have a time that the clock of ${format.timeZone} never showed; they are rejects.`,
    )
  if ((format.columns.volume ?? []).length === 0)
    notes.push('The source has no volume: it counts as 0, and nothing that needs volume can be trusted.')
  if (superseded.length > 0)
    notes.push(
      `Layer ${superseded.map((layer) => layer.layer).join(', ')} is the same file read otherwise; it no longer counts.`,
    )
  return notes
}
