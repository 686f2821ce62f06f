import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { FetchPart } from './fetchParts.ts'
import type { FetchTerms } from './fetchTerms.ts'

/** Everything that a fetch keeps, relative to the workspace. */
export const FETCHED_FOLDER = 'data/raw/fetched'

/** Beside an archive: the hash that its source publishes, or, where it publishes none, that of what came. */
export const PUBLISHED_ENDING = '.CHECKSUM'
export const RECEIVED_ENDING = '.RECEIVED'

export function keptArchive(archive: string): string {
  return `${FETCHED_FOLDER}/${archive.split('/').slice(4).join('/')}`
}

export function keptAnswers({ kind, period }: FetchTerms, { market, fromMs, toMs }: FetchPart): string {
  return `${FETCHED_FOLDER}/interface/${kind}/${market}/${market}-${period.label}-${fromMs}-${toMs}.json`
}

/** Whether nobody needs to be asked for that part. Only hashes tell whether what lies there is whole. */
export function isKept(files: GuardedFiles, terms: FetchTerms, part: FetchPart): boolean {
  if (part.archive === null) return files.exists(keptAnswers(terms, part))
  const kept = keptArchive(part.archive)
  return files.exists(kept) && [PUBLISHED_ENDING, RECEIVED_ENDING].some((ending) => files.exists(kept + ending))
}
