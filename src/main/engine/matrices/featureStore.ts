import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { Digests } from '../ports/digests.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { type PlainTable, plainParquet, readPlainParquet } from './plainParquet.ts'

export const FEATURES_FOLDER = 'features'

const INPUTS_NOTE = 'assay.inputs'
const VALUES_NOTE = 'assay.values'

/** Whose columns, at which bars, made from what: `inputsSha256` changes with anything that they read. */
export type FeaturePlace = {
  readonly symbol: string
  readonly interval: string
  readonly inputsSha256: string
  readonly rows: number
}

/** Columns by key (`RSI_14@1_1f0a93bc`), one value a bar of the instrument. */
export type FeatureColumns = ReadonlyMap<string, Float64Array>

/**
 * Computed columns of instruments, as `features/<symbol>/<interval>_<inputs>_<columns>.parquet`: each file holds all columns that were new when it was written. A
 * file that is not as it was written is removed and its columns are not taken, and one that cannot be written is left out: `notes` tells of both. The folders of symbols
 * may be removed at any time.
 */
export type FeatureStore = {
  take(place: FeaturePlace, wanted: ReadonlySet<string>): FeatureColumns
  keep(place: FeaturePlace, columns: FeatureColumns): Outcome<void>
  readonly notes: () => readonly string[]
}

/** Keeps nothing and knows nothing. */
export const NO_STORE: FeatureStore = { take: () => new Map(), keep: () => success(undefined), notes: () => [] }

export function featureStore({
  files,
  digests,
}: {
  readonly files: GuardedFiles
  readonly digests: Digests
}): FeatureStore {
  const notes: string[] = []
  return {
    take: (place, wanted) => {
      const found = new Map<string, Float64Array>()
      const folder = folderOf(place)
      for (const name of files.listFiles(folder)) {
        if (found.size === wanted.size) break
        if (!name.startsWith(stemOf(place)) || !name.endsWith('.parquet')) continue
        const table = readChecked(files, digests, `${folder}/${name}`, place)
        if (table === null) {
          notes.push(
            `${folder}/${name} was not as it was written: it was removed, and its columns were computed again.`,
          )
          files.remove(`${folder}/${name}`)
          continue
        }
        table.names.forEach((key, column) => {
          if (wanted.has(key)) found.set(key, table.columns[column]!)
        })
      }
      return found
    },
    keep: (place, columns) => {
      if (columns.size === 0 || place.rows === 0) return success(undefined)
      const names = [...columns.keys()]
      const values = [...columns.values()]
      const footer = { [INPUTS_NOTE]: place.inputsSha256, [VALUES_NOTE]: valuesSha256(digests, names, values) }
      const path = `${folderOf(place)}/${stemOf(place)}${keysSha8(digests, names)}.parquet`
      const written = files.writeBytes(path, plainParquet({ names, columns: values, notes: footer }))
      if (!written.ok) notes.push(`${path} could not be kept: ${written.trouble.message}`)
      return written
    },
    notes: () => notes,
  }
}

function folderOf({ symbol }: FeaturePlace): string {
  return `${FEATURES_FOLDER}/${symbol.toLowerCase()}`
}

function stemOf({ interval, inputsSha256 }: FeaturePlace): string {
  return `${interval}_${inputsSha256.slice(0, 8)}_`
}

/** Null where the file is not what `keep` wrote for this place. */
function readChecked(files: GuardedFiles, digests: Digests, path: string, place: FeaturePlace): PlainTable | null {
  const bytes = files.readBytes(path)
  const table = bytes.ok ? readPlainParquet(bytes.value) : null
  if (table === null || table.notes[INPUTS_NOTE] !== place.inputsSha256) return null
  if (table.columns.some(({ length }) => length !== place.rows)) return null
  return valuesSha256(digests, table.names, table.columns) === table.notes[VALUES_NOTE] ? table : null
}

function valuesSha256(digests: Digests, names: readonly string[], columns: readonly Float64Array[]): string {
  const digest = digests.open()
  digest.update(new TextEncoder().encode(JSON.stringify(names)))
  for (const { buffer, byteOffset, byteLength } of columns)
    digest.update(new Uint8Array(buffer, byteOffset, byteLength))
  return digest.hex()
}

function keysSha8(digests: Digests, names: readonly string[]): string {
  const digest = digests.open()
  digest.update(new TextEncoder().encode(JSON.stringify(names)))
  return digest.hex().slice(0, 8)
}
