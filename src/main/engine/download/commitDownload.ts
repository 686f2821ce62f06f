import type { DownloadCounts, TimeSpan } from '../../../core/contract/download.ts'
import type { DownloadJournal, KnownSessions } from '../../../core/contract/downloadJournal.ts'
import type { LayerManifest } from '../../../core/contract/layer.ts'
import type { Passport } from '../../../core/market/passport.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import { hashFiles } from '../data/hashFiles.ts'
import { activeLayers, beginLayer, type LayerFacts, type LayerSubject, listLayers, ROWS_FILE } from '../data/layers.ts'
import { layerFolder, ROW_COLUMNS } from '../data/layout.ts'
import { rebuildSeries } from '../data/rebuildSeries.ts'
import type { ReceivedBars } from '../ports/brokerHistory.ts'
import { mergeAsked } from './askedSpans.ts'
import { type CompletenessFacts, completenessOf } from './completenessOf.ts'
import type { SeriesContext } from './downloadContext.ts'
import { jsonFile } from './jsonFile.ts'
import { mergeAnswers } from './mergeAnswers.ts'
import { addCounts, NO_COUNTS, type PendingDownload } from './pendingDownload.ts'
import { BAR_KEYS } from './tidyAnswer.ts'
import { askedBy } from './walkSeries.ts'

/** `journal` and `stored`: as they were before this download. */
export type CommitFacts = {
  readonly journal: DownloadJournal | null
  readonly stored: ReceivedBars | null
  readonly sessions: KnownSessions | null
  readonly notes: readonly string[]
  readonly role: LayerManifest['role']
}

const LOG_FILE = 'requests.jsonl'

type Fresh = { readonly rows: ReceivedBars; readonly identical: number }

/**
 * Turns what a download received into a layer and makes the series anew. Each step may be done twice, so that a kill between two of them
 * is made good by running the command again. Where nothing is new there is no layer.
 */
export async function commitDownload(
  context: SeriesContext,
  pending: PendingDownload,
  facts: CommitFacts,
): Promise<Outcome<Passport>> {
  const { ports, status, paths } = context
  const wanted = layerSubject(context)
  const layers = listLayers(ports.files)
  if (!layers.ok) return layers
  const fresh = freshRows(pending, facts.stored)
  const known = layers.value.find((layer) => layer.download?.plan === pending.plan.id)
  const made =
    known === undefined && fresh.rows.timeMs.length > 0
      ? await makeLayer(context, pending, facts, fresh, layers.value)
      : success(null)
  if (!made.ok) return made
  const all = made.value === null ? layers.value : [...layers.value, made.value]
  const active = activeLayers(all, wanted)
  if (active.length === 0) return nothingReceived(context, pending)
  const journal = grownJournal(context, pending, facts, fresh)
  const rebuilt = await rebuildSeries(ports, context.subject, active, (_done, _total, note) => status.working(note), {
    completenessOf: (timeMs) => completenessOf(completenessFacts(context, journal), timeMs),
  })
  if (!rebuilt.ok) return rebuilt
  const written = ports.files.writeText(paths.journal, jsonFile(journal))
  if (!written.ok) return written
  const removed = pending.remove()
  return removed.ok ? success(rebuilt.value.passport) : removed
}

/**
 * Shows what a download that ended early has received so far: the series as it would be if it stopped here, under the number of the layer
 * to come. Running the command again goes on and makes the layer. The value is null where nothing was received.
 */
export async function showUnfinished(
  context: SeriesContext,
  pending: PendingDownload,
  facts: CommitFacts,
): Promise<Outcome<Passport | null>> {
  const { ports, status, paths } = context
  const fresh = freshRows(pending, facts.stored)
  if (fresh.rows.timeMs.length === 0 || pending.plan.replaces) return success(null)
  const layers = listLayers(ports.files)
  if (!layers.ok) return layers
  const resolved = ports.files.resolve(paths.rows)
  if (!resolved.ok) return resolved
  const written = await writeRows(context, resolved.value, fresh.rows)
  if (!written.ok) return written
  const sha256 = ports.files.sha256(paths.rows)
  if (!sha256.ok) return sha256
  const layer = layers.value.reduce((last, one) => Math.max(last, one.layer), 0) + 1
  const shown: LayerManifest = {
    schemaVersion: 1,
    layer,
    ...layerFacts(context, pending, facts, fresh.rows, sha256.value, []),
    files: {},
  }
  const journal = grownJournal(context, pending, facts, fresh)
  const note = 'The download is not finished: run the same command again to continue it.'
  const rebuilt = await rebuildSeries(
    ports,
    context.subject,
    [...activeLayers(layers.value, layerSubject(context)), shown],
    (_done, _total, text) => status.working(text),
    {
      rowsFile: (one) => (one === shown ? paths.rows : `${layerFolder(one.layer)}/${ROWS_FILE}`),
      completenessOf: (timeMs) =>
        completenessOf(completenessFacts(context, { ...journal, notes: [...journal.notes, note] }), timeMs),
    },
  )
  return rebuilt.ok ? success(rebuilt.value.passport) : rebuilt
}

function nothingReceived({ subject }: SeriesContext, pending: PendingDownload): Outcome<never> {
  const { fromMs, toMs } = wholeOf(pending.plan.spans)
  const removed = pending.remove()
  if (!removed.ok) return removed
  return failure(
    'ibkr-no-data',
    `IBKR has no bars of ${subject.instrument.symbol} from ${isoTime(fromMs)} to ${isoTime(toMs)}.`,
    'Ask for another range, or for another venue with --venue; assay ibkr check shows how far back each one reaches.',
  )
}

function layerSubject({ subject }: SeriesContext): LayerSubject {
  return { kind: 'bars', subject: subject.instrument.symbol, interval: subject.interval.label }
}

/** What was received, without the bars that are stored just so. */
function freshRows(pending: PendingDownload, stored: ReceivedBars | null): Fresh {
  const rows = mergeAnswers(pending.answers())
  if (stored === null || pending.plan.replaces) return { rows, identical: 0 }
  const keep: number[] = []
  let known = 0
  for (let row = 0; row < rows.timeMs.length; row++) {
    while (known < stored.timeMs.length && stored.timeMs[known]! < rows.timeMs[row]!) known++
    const old = known
    const same = BAR_KEYS.every((key) => Object.is(stored[key][old], rows[key][row]))
    if (!same) keep.push(row)
  }
  const column = (key: (typeof BAR_KEYS)[number]) => Float64Array.from(keep, (row) => rows[key][row]!)
  return {
    rows: {
      timeMs: column('timeMs'),
      open: column('open'),
      high: column('high'),
      low: column('low'),
      close: column('close'),
      volume: column('volume'),
      trades: column('trades'),
    },
    identical: rows.timeMs.length - keep.length,
  }
}

async function makeLayer(
  context: SeriesContext,
  pending: PendingDownload,
  facts: CommitFacts,
  { rows }: Fresh,
  layers: readonly LayerManifest[],
): Promise<Outcome<LayerManifest>> {
  const { ports, status, paths } = context
  const layer = beginLayer(ports.files)
  if (!layer.ok) return layer
  const path = layer.value.path(ROWS_FILE)
  if (!path.ok) return path
  const written = await writeRows(context, path.value, rows)
  if (!written.ok) return written
  const log = ports.files.readText(paths.log)
  if (!log.ok) return log
  const copied = ports.files.writeText(`${layer.value.folder}/${LOG_FILE}`, log.value)
  if (!copied.ok) return copied
  const hashes = await hashFiles(ports, layer.value, [ROWS_FILE, LOG_FILE], (_done, _total, note) =>
    status.working(note),
  )
  if (!hashes.ok) return hashes
  const replaced = pending.plan.replaces ? activeLayers(layers, layerSubject(context)).map((one) => one.layer) : []
  return layer.value.commit(layerFacts(context, pending, facts, rows, hashes.value[ROWS_FILE]!, replaced), hashes.value)
}

function writeRows({ ports }: SeriesContext, absolutePath: string, rows: ReceivedBars): Promise<Outcome<void>> {
  const line = Float64Array.from(rows.timeMs, (_, row) => row + 1)
  const columns = [...BAR_KEYS.map((key) => rows[key]), line]
  return ports.columns.writeParquet(
    absolutePath,
    ROW_COLUMNS.map((name, column) => ({ name, values: columns[column]! })),
  )
}

function layerFacts(
  { subject, synthetic }: SeriesContext,
  { plan }: PendingDownload,
  facts: CommitFacts,
  rows: ReceivedBars,
  sha256: string,
  supersedes: readonly number[],
): LayerFacts {
  const { contract, whatToShow } = plan.terms
  return {
    kind: 'bars',
    subject: subject.instrument.symbol,
    interval: subject.interval.label,
    role: facts.role,
    source: 'ibkr',
    sourceName: `ibkr-${contract.exchange}-${contract.conId}-${whatToShow}`,
    sourceSha256: sha256,
    synthetic,
    format: null,
    download: { plan: plan.id, terms: plan.terms, spans: [...plan.spans] },
    rows: rows.timeMs.length,
    unreadableRows: 0,
    firstTimeMs: rows.timeMs[0] ?? null,
    lastTimeMs: rows.timeMs.at(-1) ?? null,
    receivedAtMs: wholeOf(plan.spans).toMs,
    supersedes: [...supersedes],
    notes: [...plan.notes, ...facts.notes],
  }
}

function grownJournal(
  { serverVersion }: SeriesContext,
  pending: PendingDownload,
  { journal, sessions, notes }: CommitFacts,
  fresh: Fresh,
): DownloadJournal {
  const { plan } = pending
  const counts: DownloadCounts = { ...pending.counts(), identicalOverlaps: fresh.identical }
  const before = plan.replaces ? [] : (journal?.asked ?? [])
  return {
    schemaVersion: 1,
    plan: plan.id,
    terms: plan.terms,
    headTimeMs: plan.headTimeMs,
    serverVersion: serverVersion(),
    asked: [...mergeAsked([...before, ...askedBy(pending.answers())])],
    sessions: sessions ?? journal?.sessions ?? null,
    counts: addCounts(journal?.counts ?? NO_COUNTS, counts),
    notes: [...new Set([...(journal?.notes ?? []), ...plan.notes, ...notes])],
  }
}

function completenessFacts(
  { ports, calendar, subject, synthetic }: SeriesContext,
  journal: DownloadJournal,
): CompletenessFacts {
  return { hash: ports.hash, calendar, intervalMs: subject.interval.ms, simulated: synthetic !== null, journal }
}

export function wholeOf(spans: readonly TimeSpan[]): TimeSpan {
  return {
    fromMs: Math.min(...spans.map((span) => span.fromMs)),
    toMs: Math.max(...spans.map((span) => span.toMs)),
  }
}
