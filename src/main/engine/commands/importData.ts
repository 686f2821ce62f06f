import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Beat } from '../../../core/job/beat.ts'
import { assertNever, failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { type ImportedBars, importBars } from '../data/importBars.ts'
import type { ImportOptions } from '../data/importOptions.ts'
import { type ImportedTable, importTable } from '../data/importTable.ts'
import { finishPublication } from '../data/publication.ts'
import type { DataPorts } from '../ports/dataPorts.ts'

/**
 * `subject`: the instrument's symbol or the table's name. `isNew` is false where the same file, read the same way, was there already.
 * `format.description` and `format.sample` are for a person to check what the file was taken for. `notes` are to be shown.
 */
export type ImportReport =
  | ({ readonly kind: 'bars'; readonly subject: string } & ImportedBars)
  | ({ readonly kind: 'table'; readonly subject: string } & ImportedTable)

/**
 * Brings a file into the workspace behind `ports.files`: kept as received in a layer, and the series or table made anew from its layers.
 * The caller holds the workspace's lock. A failure or cancel leaves the stored data as before. `beat` is called many times a second.
 *
 * Errors. Of the request: `not-yet`, `role-needed`, `role-missing`, `symbol-unknown`, `bad-table-name`, `bad-option`, `bad-columns`,
 * `bad-time-zone`, `interval-unreadable`, `interval-unsupported`, `workspace-is-synthetic`. Of the file: `file-missing`, `not-a-file`,
 * `file-unreadable`, `file-empty`, `no-rows`, `binary-file`, `gzip-broken`, `parquet-broken`, `encoding-needed`, `columns-wrong`,
 * `columns-needed`, `time-format-needed`, `time-format-wrong`, `time-zone-needed`, `mostly-unreadable`, `interval-mismatch`,
 * `file-changed`, `file-of-other-symbol`, `table-too-big`. Of the workspace: `layer-broken`, `data-broken`, `disk-full`, `not-writable`.
 */
export async function importData(
  ports: DataPorts,
  workspace: Workspace,
  options: ImportOptions,
  beat: Beat,
): Promise<Outcome<ImportReport>> {
  const recovered = finishPublication(ports.files)
  if (!recovered.ok) return recovered
  switch (options.kind) {
    case 'bars': {
      if (workspace.synthetic !== undefined)
        return failure(
          'workspace-is-synthetic',
          'This workspace holds synthetic data; real bars are never mixed with it.',
          'Create another workspace for the real data.',
        )
      const imported = await importBars(ports, workspace, options, beat)
      return imported.ok
        ? success({ kind: 'bars', subject: imported.value.passport.symbol, ...imported.value })
        : imported
    }
    case 'table': {
      const imported = await importTable(ports, options, beat)
      return imported.ok
        ? success({ kind: 'table', subject: imported.value.passport.name, ...imported.value })
        : imported
    }
    case 'trades':
    case 'book':
      return failure(
        'not-yet',
        `Importing data of the kind ${options.kind} is not built yet.`,
        'Bars and tables can be imported now.',
      )
    default:
      return assertNever(options.kind)
  }
}
