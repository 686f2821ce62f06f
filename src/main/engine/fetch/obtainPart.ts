import { isOfBars } from '../../../core/contract/fetchKinds.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { Digests } from '../ports/digests.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { ZipFiles } from '../ports/zipFiles.ts'
import { archiveRows, type FetchedRows } from './archiveRows.ts'
import { checkedArchive } from './checkedArchive.ts'
import type { FetchPart } from './fetchParts.ts'
import { type FetchedArchive, type FetchSource, MOST_UNPACKED_BYTES } from './fetchSource.ts'
import type { FetchTerms } from './fetchTerms.ts'
import { keptAnswers, keptArchive, PUBLISHED_ENDING, RECEIVED_ENDING } from './keptPaths.ts'
import { restRows } from './restRows.ts'

type ObtainPorts = { readonly files: GuardedFiles; readonly digests: Digests; readonly zips: ZipFiles }

/** `from`: what kept its rows. `file` lies in the workspace. */
type ObtainedPart = FetchedRows & {
  readonly from: 'archive' | 'interface'
  readonly file: string
  readonly isVerified: boolean
}

/** A part's rows within what was asked for: kept from before, from its archive, else from the interface. Null where the source has neither. */
export async function obtainPart(
  ports: ObtainPorts,
  source: FetchSource,
  terms: FetchTerms,
  part: FetchPart,
): Promise<Outcome<ObtainedPart | null>> {
  const archive = part.archive === null ? success(null) : await obtainArchive(ports, source, part.archive)
  if (!archive.ok) return archive
  if (archive.value !== null && part.archive !== null) {
    const rows = rowsOfArchive(ports.zips, terms, part.archive, archive.value.bytes)
    if (!rows.ok) return rows
    const isVerified = archive.value.sha256 !== null
    const noted = isVerified ? success(undefined) : noteReceived(ports, source, part.archive, archive.value.bytes)
    if (!noted.ok) return noted
    return success({ ...within(rows.value, terms), from: 'archive', file: keptArchive(part.archive), isVerified })
  }
  return part.pages.length === 0 ? success(null) : obtainPages(ports, source, terms, part)
}

/** What is kept is checked again: a damaged file is fetched anew. */
async function obtainArchive(
  ports: ObtainPorts,
  source: FetchSource,
  path: string,
): Promise<Outcome<FetchedArchive | null>> {
  const { files } = ports
  const kept = keptArchive(path)
  const known = keptWhole(ports, source, kept, PUBLISHED_ENDING) ?? keptWhole(ports, source, kept, RECEIVED_ENDING)
  if (known !== null) return success(known)
  const fetched = await source.archive(path)
  if (!fetched.ok || fetched.value === null) return fetched
  const { bytes, sha256 } = fetched.value
  const written = files.writeBytes(kept, bytes)
  if (!written.ok || sha256 === null) return written.ok ? fetched : written
  const noted = files.writeText(`${kept}${PUBLISHED_ENDING}`, checksumLine(sha256, kept))
  return noted.ok ? fetched : noted
}

/** What has no published hash is known again only from the source that it came from. */
function keptWhole(
  { files, digests }: ObtainPorts,
  source: FetchSource,
  kept: string,
  ending: string,
): FetchedArchive | null {
  if (!files.exists(kept) || !files.exists(kept + ending)) return null
  const bytes = files.readBytes(kept)
  const checksum = files.readText(kept + ending)
  if (!bytes.ok || !checksum.ok) return null
  const checked = checkedArchive(digests, kept, bytes.value, checksum.value)
  if (!checked.ok) return null
  if (ending === PUBLISHED_ENDING) return checked.value
  return checksum.value.endsWith(receivedFrom(source)) ? { bytes: bytes.value, sha256: null } : null
}

/** An archive without a published hash is kept with its own once its rows were read: a damaged one is asked for again. */
function noteReceived(
  { files, digests }: ObtainPorts,
  source: FetchSource,
  archive: string,
  bytes: Uint8Array,
): Outcome<void> {
  const kept = keptArchive(archive)
  const digest = digests.open()
  digest.update(bytes)
  return files.writeText(kept + RECEIVED_ENDING, checksumLine(digest.hex(), kept) + receivedFrom(source))
}

function receivedFrom({ name }: FetchSource): string {
  return `from ${name}\n`
}

function checksumLine(sha256: string, path: string): string {
  return `${sha256}  ${path.split('/').pop()}\n`
}

function rowsOfArchive(zips: ZipFiles, { kind }: FetchTerms, path: string, bytes: Uint8Array): Outcome<FetchedRows> {
  const entries = zips.unzip(bytes, MOST_UNPACKED_BYTES)
  if (!entries.ok) return entries
  const tables = entries.value.filter(({ name }) => name.toLowerCase().endsWith('.csv'))
  if (tables.length === 1) return archiveRows(kind, new TextDecoder().decode(tables[0]!.bytes))
  return failure(
    'archive-unreadable',
    `${path} holds ${tables.length} tables, not one.`,
    'It is not laid out as the exchange publishes it; unpack it and use assay data import.',
  )
}

/** All pages, then one file: a kill costs one part. */
async function obtainPages(
  { files }: ObtainPorts,
  source: FetchSource,
  terms: FetchTerms,
  part: FetchPart,
): Promise<Outcome<ObtainedPart | null>> {
  const file = keptAnswers(terms, part)
  const kept = files.exists(file) ? listIn(files, file) : null
  const answers: unknown[] = []
  if (kept !== null) answers.push(...kept)
  else {
    for (const page of part.pages) {
      const answer = await source.page(page)
      if (!answer.ok) return answer
      if (answer.value === null) return success(null)
      for (const item of answer.value) answers.push(item)
    }
    const written = files.writeText(file, JSON.stringify(answers))
    if (!written.ok) return written
  }
  const rows = within(restRows(terms.kind, answers), terms)
  return success({ ...rows, rows: onlyClosed(rows.rows, terms), from: 'interface', file, isVerified: false })
}

function listIn(files: GuardedFiles, path: string): readonly unknown[] | null {
  const text = files.readText(path)
  if (!text.ok) return null
  try {
    const parsed: unknown = JSON.parse(text.value)
    return Array.isArray(parsed) ? parsed : null
  } catch {
    return null
  }
}

function within({ rows, unreadable }: FetchedRows, { fromMs, toMs }: FetchTerms): FetchedRows {
  return { rows: rows.filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs), unreadable }
}

/** The newest bar of an interface is under way. */
function onlyClosed(rows: FetchedRows['rows'], { kind, period, nowMs }: FetchTerms): FetchedRows['rows'] {
  return isOfBars(kind) ? rows.filter(({ timeMs }) => timeMs + period.ms <= nowMs) : rows
}
