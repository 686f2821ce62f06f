import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Beat } from '../../../core/job/beat.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { type ImportReport, importData } from '../commands/importData.ts'
import { safeFileName } from '../data/layers.ts'
import type { Job } from '../jobs/job.ts'
import type { DataPorts } from '../ports/dataPorts.ts'
import type { TextWriter } from '../ports/scratchFiles.ts'
import type { ZipFiles } from '../ports/zipFiles.ts'
import { assumptions } from './assumptions.ts'
import { partName, readJournal, writeJournal } from './fetchJournal.ts'
import { type FetchPart, fetchParts } from './fetchParts.ts'
import type { FetchSource } from './fetchSource.ts'
import { checkFetch, type FetchTerms, type FetchWish } from './fetchTerms.ts'
import { FETCHED_FOLDER } from './keptPaths.ts'
import { obtainPart } from './obtainPart.ts'
import { STORED_COLUMNS, storedHeader, storedLines } from './storedRows.ts'
import { type FetchedSymbol, tellFetched } from './tellFetched.ts'

export type FetchPorts = DataPorts & { readonly zips: ZipFiles }

export type FetchReport = {
  readonly kind: FetchTerms['kind']
  readonly source: string
  readonly requests: number
  readonly retries: number
  readonly bytes: number
  readonly symbols: readonly FetchedSymbol[]
  readonly imported: readonly ImportReport[]
  readonly notes: readonly string[]
}

/** Bars are a series each, tables hold all symbols. */
export function fetchBatches({ kind, symbols }: Pick<FetchWish, 'kind' | 'symbols'>) {
  if (kind !== 'klines') return [{ symbols, fetching: 'fetch', importing: 'import' }]
  return [...new Set(symbols)].map((symbol) => ({
    symbols: [symbol],
    fetching: `fetch ${symbol}`,
    importing: `import ${symbol}`,
  }))
}

const ROWS_FOLDER = `${FETCHED_FOLDER}/rows`

/**
 * Brings what the wish asks for into the workspace, through the normal import: bars of an instrument, or a table of all symbols. Every answer is kept before the next question,
 * so that the same command goes on where it ended. Errors: those of `checkFetch`, of the source, of the archives, of the import, and `nothing-found`.
 */
export async function fetchData(
  ports: FetchPorts,
  workspace: Workspace,
  wish: FetchWish,
  source: FetchSource,
  job: Job,
): Promise<Outcome<FetchReport>> {
  const terms = checkFetch(workspace, wish, ports.clock.nowMs())
  if (!terms.ok) return terms
  try {
    return await fetchChecked(ports, workspace, terms.value, source, job)
  } finally {
    ports.files.remove(ROWS_FOLDER)
  }
}

async function fetchChecked(
  ports: FetchPorts,
  workspace: Workspace,
  terms: FetchTerms,
  source: FetchSource,
  job: Job,
): Promise<Outcome<FetchReport>> {
  const known = readJournal(ports.files, terms)
  if (!known.ok) return known
  const parts = fetchParts(terms)
  const fetched: FetchedSymbol[] = []
  const imported: ImportReport[] = []
  const names = new Set(known.value)
  for (const { symbols, fetching, importing } of fetchBatches(terms)) {
    const own = parts.filter(({ symbol }) => symbols.includes(symbol))
    let done = 0
    const beat = (what: string) => job.beat(fetching, done, own.length, askedText(what, source))
    const parties = { ports, terms, source, known: known.value, beat, doneOne: () => void done++ }
    const batch = await job.stage(fetching, () => fetchBatch(parties, symbols, own))
    if (!batch.ok) return batch
    fetched.push(...batch.value.symbols)
    const told = () => tellFetched(ports, terms, source.name, batch.value.symbols, job)
    if (batch.value.rows === 0) {
      const noted = told()
      if (!noted.ok) return noted
      continue
    }
    const report = await job.stage(importing, () =>
      importRows(ports, workspace, terms, symbols, batch.value.file, (at, total, note) =>
        job.beat(importing, at, total, note),
      ),
    )
    if (!report.ok) return report
    imported.push(report.value)
    for (const name of batch.value.names) names.add(name)
    const written = writeJournal(ports.files, terms, names)
    const noted = written.ok ? told() : written
    if (!noted.ok) return noted
  }
  if (imported.length === 0 && fetched.every(({ known: before }) => before === 0)) return nothingFound(terms, source)
  return success({
    kind: terms.kind,
    source: source.name,
    ...source.counts,
    symbols: fetched,
    imported,
    notes: assumptions(terms),
  })
}

/** `BTCUSDT 2023-01 (from data.binance.vision: 12 asked, 340.5 kB)` */
function askedText(what: string, { name, counts }: FetchSource): string {
  return `${what} (from ${name}: ${counts.requests} asked, ${sizeText(counts.bytes)})`
}

function sizeText(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}

type Fetching = {
  readonly ports: FetchPorts
  readonly terms: FetchTerms
  readonly source: FetchSource
  readonly known: ReadonlySet<string>
  readonly beat: (note: string) => void
  readonly doneOne: () => void
}

type FetchedBatch = {
  readonly file: string
  readonly rows: number
  readonly symbols: readonly FetchedSymbol[]
  /** Parts whose rows are in the file. */
  readonly names: readonly string[]
}

/** Rows of the parts that are not known yet, in one file. */
async function fetchBatch(
  fetching: Fetching,
  symbols: readonly string[],
  parts: readonly FetchPart[],
): Promise<Outcome<FetchedBatch>> {
  const { ports, terms } = fetching
  const cleared = ports.files.makeFolder(ROWS_FOLDER)
  if (!cleared.ok) return cleared
  const file = `${ROWS_FOLDER}/${fileNameOf(terms, symbols)}`
  const path = ports.files.resolve(file)
  if (!path.ok) return path
  const writer = ports.scratch.openText(path.value)
  if (!writer.ok) return writer
  let isDone = false
  try {
    const begun = writer.value.write(storedHeader(terms.kind))
    if (!begun.ok) return begun
    const names: string[] = []
    const found: FetchedSymbol[] = []
    for (const symbol of symbols) {
      const own = parts.filter((part) => part.symbol === symbol)
      const fetched = await fetchSymbol(fetching, symbol, own, writer.value, names)
      if (!fetched.ok) return fetched
      found.push(fetched.value)
    }
    const finished = writer.value.finish()
    isDone = finished.ok
    const rows = found.reduce((sum, one) => sum + one.rows, 0)
    return finished.ok ? success({ file, rows, symbols: found, names }) : finished
  } finally {
    if (!isDone) writer.value.abandon()
  }
}

async function fetchSymbol(
  { ports, terms, source, known, beat, doneOne }: Fetching,
  symbol: string,
  parts: readonly FetchPart[],
  writer: TextWriter,
  names: string[],
): Promise<Outcome<FetchedSymbol>> {
  const missing: string[] = []
  const counts = { rows: 0, archives: 0, fromInterface: 0, known: 0, unverified: 0, unreadable: 0 }
  for (const part of parts) {
    beat(`${part.market} ${part.label}`)
    const name = partName(terms, part)
    if (known.has(name)) counts.known++
    else {
      const obtained = await obtainPart(ports, source, terms, part)
      if (!obtained.ok) return obtained
      if (obtained.value === null) missing.push(part.label)
      else {
        const { rows, from, isVerified, unreadable } = obtained.value
        const written = writer.write(storedLines(terms, part, rows))
        if (!written.ok) return written
        names.push(name)
        counts.rows += rows.length
        counts.unreadable += unreadable
        if (from === 'interface') counts.fromInterface++
        else counts.archives++
        if (from === 'archive' && !isVerified) counts.unverified++
      }
    }
    doneOne()
  }
  return success({ symbol, market: terms.markets.get(symbol)!, ...counts, missing })
}

/** The rows are copied into a layer: the file itself is not needed again. */
async function importRows(
  ports: FetchPorts,
  workspace: Workspace,
  terms: FetchTerms,
  symbols: readonly string[],
  file: string,
  beat: Beat,
): Promise<Outcome<ImportReport>> {
  const path = ports.files.resolve(file)
  if (!path.ok) return path
  const isBars = terms.kind === 'klines'
  const subject = isBars ? { symbol: symbols[0], interval: terms.period.label } : { name: terms.tableName }
  const report = await importData(
    ports,
    workspace,
    {
      kind: isBars ? 'bars' : 'table',
      file: path.value,
      columns: STORED_COLUMNS[terms.kind],
      timeUnit: 'ms',
      header: isBars ? 'no' : 'yes',
      delimiter: ',',
      ...subject,
    },
    beat,
  )
  return report
}

function fileNameOf({ kind, period, markets, fromMs, toMs }: FetchTerms, symbols: readonly string[]): string {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 16).replaceAll(/[-:]/g, '')
  const names = symbols.map((symbol) => markets.get(symbol)!).join('_')
  return safeFileName(`binance_${kind}_${names.slice(0, 60)}_${period.label}_${day(fromMs)}_${day(toMs)}.csv`)
}

function nothingFound({ kind, symbols, quote }: FetchTerms, source: FetchSource): Outcome<never> {
  return failure(
    'nothing-found',
    `${source.name} has no ${kind} of ${symbols.join(', ')} against ${quote} in that time.`,
    kind === 'open-interest' || kind === 'liquidation'
      ? 'Archives of it begin on some day and end on some other; ask for other days, or another --quote.'
      : 'Ask for another time, or another --quote.',
  )
}
