import type { LayerManifest } from '../../../core/contract/layer.ts'
import { readPassport } from '../../../core/contract/passport.ts'
import type { Passport } from '../../../core/market/passport.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { CLEAN_FOLDER, seriesPaths } from './layout.ts'
import { publishedPath } from './publication.ts'

/** Errors: `no-data`, `passport-broken`. */
export function readStoredPassport(files: GuardedFiles, symbol: string, interval: string): Outcome<Passport> {
  return readPassportBy(parsePassport, files, symbol, interval)
}

/** The same for a reader that remembers texts, or wants less of them; `parse` answers null where the text is broken. */
export function readPassportBy<T>(
  parse: (text: string) => T | null,
  files: GuardedFiles,
  symbol: string,
  interval: string,
): Outcome<T> {
  const path = publishedPath(files, seriesPaths(symbol, interval).passport)
  if (!files.exists(path))
    return failure(
      'no-data',
      `There are no ${interval} bars of ${symbol} in this workspace.`,
      'Bring them in with: assay data import <workspace> --symbol SYMBOL --file FILE (or assay data sample).',
    )
  const text = files.readText(path)
  if (!text.ok) return text
  const passport = parse(text.value)
  return passport === null
    ? failure(
        'passport-broken',
        `The passport of ${symbol} cannot be read.`,
        'Import the same file again: it is made anew.',
      )
    : success(passport)
}

export function parsePassport(text: string): Passport | null {
  try {
    return readPassport(JSON.parse(text))
  } catch {
    return null
  }
}

/** Whether the series holds exactly the layers that count. */
export function passportIsCurrent(passport: Passport, active: readonly LayerManifest[]): boolean {
  const held = passport.sources.map((source) => `${source.layer} ${source.sha256}`)
  const wanted = active.map((layer) => `${layer.layer} ${layer.sourceSha256}`)
  return held.join('\n') === wanted.join('\n')
}

/** Lower-case symbol and interval of each series that has a passport, by file name. */
export function storedSeries(files: GuardedFiles): readonly { readonly symbol: string; readonly interval: string }[] {
  return files.listFiles(CLEAN_FOLDER).flatMap((name) => {
    const match = /^(.+)_([^_]+)\.passport\.json$/.exec(name)
    return match === null ? [] : [{ symbol: match[1]!, interval: match[2]! }]
  })
}
