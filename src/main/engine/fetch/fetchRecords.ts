import { type FetchRecord, fetchRecordSchema } from '../../../core/contract/fetchRecord.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import { safeFileName } from '../data/layers.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { FETCHED_FOLDER } from './keptPaths.ts'

const FOLDER = `${FETCHED_FOLDER}/last`

function recordPath({ kind, table, period, market }: FetchRecord): string {
  return `${FOLDER}/${safeFileName(`${table ?? kind}-${kind}-${period}-${market}`)}.json`
}

/** Takes the place of the record of the fetch before; archives without a checksum are added up. */
export function writeRecord(files: GuardedFiles, record: FetchRecord): Outcome<void> {
  const path = recordPath(record)
  const unverified = record.unverified + (readRecord(files, path)?.unverified ?? 0)
  return files.writeText(path, `${JSON.stringify({ ...record, unverified }, null, 2)}\n`)
}

/** What came of the last fetch of each kind, period and instrument. One that cannot be read is left out: data and passports tell the same. */
export function listRecords(files: GuardedFiles): Outcome<readonly FetchRecord[]> {
  return success(
    files.listFiles(FOLDER).flatMap((name) => {
      const record = readRecord(files, `${FOLDER}/${name}`)
      return record === null ? [] : [record]
    }),
  )
}

function readRecord(files: GuardedFiles, path: string): FetchRecord | null {
  const text = files.exists(path) ? files.readText(path) : null
  if (text === null || !text.ok) return null
  try {
    const parsed = fetchRecordSchema.safeParse(JSON.parse(text.value))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
