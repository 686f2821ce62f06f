import type { RejectRow, RejectsView } from '../../../core/contract/workbench/views.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { seriesPaths } from '../data/layout.ts'
import { publishedPath } from '../data/publication.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { LinePages } from '../ports/linePages.ts'
import type { TextFiles } from '../ports/textFiles.ts'
import type { PassportReader } from './passportReader.ts'

export type RejectPorts = {
  readonly text: TextFiles
  readonly linePages: LinePages
  readonly passportOf: PassportReader
}

const HEADER_LINES = 1
const FIELDS = 5

/** Errors: `no-data`, `passport-broken`, `data-broken`, those of `LinePages`. */
export async function rejectPage(
  ports: RejectPorts,
  [files, symbol, interval]: readonly [GuardedFiles, string, string],
  offset: number,
  limit: number,
): Promise<Outcome<RejectsView>> {
  const passport = ports.passportOf(files, symbol, interval)
  if (!passport.ok) return passport
  const path = files.resolve(publishedPath(files, seriesPaths(symbol, interval).rejects))
  if (!path.ok) return path
  const page = await ports.linePages.page(path.value, offset + HEADER_LINES, limit)
  if (!page.ok) return page
  const total = page.value.total - HEADER_LINES
  const rows = page.value.lines.map((line) => rejectRow(ports.text.splitLine(line, ',')))
  const whole = rows.filter((row) => row !== null)
  if (whole.length < rows.length || total !== passport.value.rejected) return broken(symbol)
  return success({ total, rows: whole })
}

function rejectRow(fields: readonly string[]): RejectRow | null {
  const [line, layer, time, reason, detail] = fields
  if (fields.length !== FIELDS || !isCount(line) || !isCount(layer)) return null
  return { line: Number(line), layer: Number(layer), time: time || null, reason: reason ?? '', detail: detail ?? '' }
}

function isCount(text: string | undefined): boolean {
  return text !== undefined && /^\d{1,15}$/.test(text)
}

function broken(symbol: string): Outcome<never> {
  return failure(
    'data-broken',
    `The list of rejected rows of ${symbol} is not what its passport says.`,
    'If an import is running, wait for its end. Else remove the passport in data/clean and import the same file again.',
  )
}
