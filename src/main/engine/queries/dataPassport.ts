import { type TablePassport, tablePassportSchema } from '../../../core/contract/tablePassport.ts'
import type { Passport } from '../../../core/market/passport.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { activeLayers, listLayers } from '../data/layers.ts'
import { tablePaths } from '../data/layout.ts'
import { publishedPath } from '../data/publication.ts'
import { passportIsCurrent, readStoredPassport } from '../data/storedPassport.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'

/** `upToDate` is false where an import was interrupted after its layer was kept: importing that file again makes it good. */
type SeriesPassport = { readonly passport: Passport; readonly upToDate: boolean }

export type DataPassports = { readonly series: readonly SeriesPassport[]; readonly tables: readonly TablePassport[] }

/** The passport of one series. Errors: `no-data`, `passport-broken`. */
export function dataPassport(files: GuardedFiles, symbol: string, interval: string): Outcome<Passport> {
  return readStoredPassport(files, symbol, interval)
}

/** All that is known of the data of a workspace, by symbol, interval and name. Errors: `layer-broken`, `passport-broken`. */
export function listPassports(
  files: GuardedFiles,
  passportOf: typeof readStoredPassport = readStoredPassport,
): Outcome<DataPassports> {
  const layers = listLayers(files)
  if (!layers.ok) return layers
  const subjects = new Map(layers.value.map((layer) => [`${layer.kind} ${layer.subject} ${layer.interval}`, layer]))
  const series: SeriesPassport[] = []
  const tables: TablePassport[] = []
  for (const [, { kind, subject, interval }] of [...subjects].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
    if (kind === 'table') {
      const table = readTablePassport(files, subject)
      if (table.ok) tables.push(table.value)
      else if (table.trouble.code !== 'no-data') return table
      continue
    }
    const passport = passportOf(files, subject, interval ?? '')
    if (passport.ok)
      series.push({
        passport: passport.value,
        upToDate: passportIsCurrent(passport.value, activeLayers(layers.value, { kind, subject, interval })),
      })
    else if (passport.trouble.code !== 'no-data') return passport
  }
  return success({ series, tables })
}

export function readTablePassport(files: GuardedFiles, name: string): Outcome<TablePassport> {
  const path = publishedPath(files, tablePaths(name).passport)
  if (!files.exists(path))
    return failure(
      'no-data',
      `There is no table ${name} in this workspace.`,
      'Import it with --kind table --name NAME.',
    )
  const text = files.readText(path)
  if (!text.ok) return text
  try {
    return success(tablePassportSchema.parse(JSON.parse(text.value)))
  } catch {
    return failure(
      'passport-broken',
      `The passport of the table ${name} cannot be read.`,
      'Import the same file again.',
    )
  }
}
