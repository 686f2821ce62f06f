import type { TablePassport } from '../../../../core/contract/tablePassport.ts'
import type { ImportReport } from '../../../engine/commands/importData.ts'
import type { SampleReport } from '../../../engine/commands/sampleData.ts'
import type { DataPassports } from '../../../engine/queries/dataPassport.ts'
import { onOneLine } from '../progress/onOneLine.ts'
import { countsText, passportText } from './passportText.ts'

const SHOWN_SAMPLE_ROWS = 3

/** What the file was taken for comes first: the person has to agree with it. */
export function importText(report: ImportReport): string {
  const { format, layer, rows, isNew, notes } = report
  const sample = format.sample.slice(0, SHOWN_SAMPLE_ROWS).map((row) => `  sample    ${onOneLine(row.join(' | '))}`)
  return [
    'Read as:',
    ...format.description.map((line) => `  ${onOneLine(line)}`),
    ...sample,
    '',
    isNew ? `Layer ${layer}: ${rows} rows as received.` : `Layer ${layer} was there already.`,
    ...notes.map((note) => `note: ${onOneLine(note)}`),
    '',
    reportPassport(report),
  ].join('\n')
}

export function reportPassport(report: ImportReport): string {
  return report.kind === 'bars' ? passportText(report.passport) : tableText(report.passport)
}

export function sampleText({ synthetic, passports }: SampleReport): string {
  const strength = synthetic.strength === null ? '' : `, true net annual Sharpe ${synthetic.strength}`
  return [
    `SYNTHETIC data of the kind ${synthetic.kind}, seed ${synthetic.seed}${strength}. Everything made from it says so.`,
    '',
    ...passports.map(passportText),
  ].join('\n')
}

export function passportsText({ series, tables }: DataPassports): string {
  if (series.length + tables.length === 0)
    return 'There is no data in this workspace yet. Bring some in with: assay data import --help'
  const bars = series.map(({ passport, upToDate }) =>
    upToDate
      ? passportText(passport)
      : `${passportText(passport)}\n  note      an import was interrupted: import the same file again`,
  )
  return [...bars, ...tables.map(tableText)].join('\n\n')
}

function tableText(passport: TablePassport): string {
  const rejects = countsText(Object.entries(passport.rejectsByReason))
  return [
    `table ${passport.name}: ${passport.columns.map(({ name, kind }) => `${name} (${kind})`).join(', ')}`,
    `  events    ${passport.firstEvent ?? 'nothing'} to ${passport.lastEvent ?? 'nothing'}, ${passport.keys} keys`,
    `  known     ${passport.firstKnown ?? 'nothing'} to ${passport.lastKnown ?? 'nothing'}, ${passport.revisions} revisions`,
    `  rows      ${passport.rowsIn} in = ${passport.clean} clean + ${passport.rejected} rejects${rejects === '' ? '' : ` (${rejects})`}`,
    `  sources   ${passport.sources.map(({ file, layer }) => `${onOneLine(file)} (layer ${layer})`).join(', ')}`,
    `  hash      ${passport.contentHash}`,
    ...passport.notes.map((note) => `  note      ${onOneLine(note)}`),
  ].join('\n')
}
