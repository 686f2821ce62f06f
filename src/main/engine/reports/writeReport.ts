import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { documentHtml } from '../../../core/report/document/documentHtml.ts'
import type { ReportDocument } from '../../../core/report/document/reportDocument.ts'
import { namingCheck } from '../../../core/report/namingCheck.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { FoundResult } from './findResult.ts'
import type { ReportMeans } from './reportPorts.ts'

export const REPORT_FORMS = ['html', 'pdf'] as const
export type ReportForm = (typeof REPORT_FORMS)[number]

export type WrittenReport = FoundResult & {
  /** Below the folder that it was written to. */
  readonly files: readonly { readonly file: string; readonly sha256: string; readonly bytes: number }[]
}

/** The report of a document as bytes by the ending of its file. Error: `report-names-machine`, where a text holds a path or the name of this machine. */
export async function reportBytes(
  ports: ReportMeans,
  document: ReportDocument,
  forms: readonly ReportForm[],
): Promise<Outcome<ReadonlyMap<ReportForm, Uint8Array>>> {
  const clean = checkNames(ports, document)
  if (!clean.ok) return clean
  const renderSvg: Parameters<ReportMeans['sheets']['render']>[1] = ({ option, width, height }) =>
    ports.images.renderSvg(option, width, height)
  const made = new Map<ReportForm, Uint8Array>()
  if (forms.includes('html')) {
    const { regular } = ports.images.fonts()
    const means = { echarts: ports.scripts.charts(), sorting: ports.scripts.sorting() }
    const html = documentHtml(document, { hash: ports.hash, renderSvg, font: regular, ...means })
    made.set('html', new TextEncoder().encode(html))
  }
  if (forms.includes('pdf')) made.set('pdf', await ports.sheets.render(document, renderSvg))
  return success(made)
}

export type ReportPlace = {
  readonly into: GuardedFiles
  /** Empty, or ending in a slash. */
  readonly folder: string
  readonly name: string
  readonly forms: readonly ReportForm[]
}

/** Writes the report, a file a form. Errors: those of `reportBytes` and of the files. */
export async function writeReport(
  ports: ReportMeans,
  document: ReportDocument,
  { into, folder, name, forms }: ReportPlace,
): Promise<Outcome<WrittenReport['files']>> {
  const made = await reportBytes(ports, document, forms)
  if (!made.ok) return made
  const files: WrittenReport['files'][number][] = []
  for (const [form, bytes] of made.value) {
    const file = `${folder}${name}.${form}`
    const written = into.writeBytes(file, bytes)
    if (!written.ok) return written
    files.push({ file, sha256: ports.hash(bytes), bytes: bytes.length })
  }
  return success(files)
}

/** Symbols may be named: a report of one's own is not published. */
function checkNames({ hostNames }: ReportMeans, document: ReportDocument): Outcome<void> {
  const rules = {
    allowedSymbols: [],
    foreignSymbols: [],
    ownWords: [],
    hostNames,
    runClock: null,
    dataInstantsMs: [],
  }
  const findings = namingCheck([{ name: 'report', text: JSON.stringify(document), chunks: {} }], rules).filter(
    ({ kind }) => kind === 'host-name' || kind === 'absolute-path',
  )
  const [first] = findings
  if (first === undefined) return success(undefined)
  return failure(
    'report-names-machine',
    `The report would tell of this machine: "${first.found}".`,
    'Rename the source, the model or the workspace that carries these words, and make the result again.',
  )
}
