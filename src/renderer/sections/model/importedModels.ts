import {
  type ImportedReference,
  MODEL_ID_PATTERN,
  type PredictionsPassport,
} from '../../../core/contract/predictionsPassport.ts'

export type ImportedModel = PredictionsPassport & { readonly imported: ImportedReference }

/** Those that another program made. */
export function importedModels(kept: readonly PredictionsPassport[]): readonly ImportedModel[] {
  return kept.flatMap((passport) =>
    passport.imported === undefined ? [] : [{ ...passport, imported: passport.imported }],
  )
}

/** A name for a model by the name of its file; empty: none can be made of it. */
export function idOfFile(path: string): string {
  const name = path.trim().split(/[\\/]/).at(-1) ?? ''
  return name
    .replace(/\.[A-Za-z0-9]+$/, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 128)
}

/** Why a model cannot be named so; null: it can, or nothing is written yet. */
export function importFault(id: string, trained: readonly string[]): string | null {
  if (id === '') return null
  if (!MODEL_ID_PATTERN.test(id)) return 'Letters, digits, . _ -, beginning with a letter or digit.'
  return trained.includes(id) ? 'A model of this name was trained here: choose another.' : null
}
