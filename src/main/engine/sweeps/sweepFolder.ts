import type { Hash } from '../../../core/contract/hash.ts'
import type { LedgerBasis } from '../../../core/contract/ledger.ts'
import type { SweepComplete, SweepManifest, SweepSummary } from '../../../core/contract/sweepRecord.ts'
import {
  sweepCompleteSchema,
  sweepLedgerSchema,
  sweepManifestSchema,
  sweepSummarySchema,
} from '../../../core/contract/sweepRecord.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'

export const SWEEPS_FOLDER = 'sweeps'
export const SWEEP_FILES = {
  manifest: 'manifest.json',
  summary: 'summary.json',
  proposals: 'proposals.json',
  results: 'results.parquet',
  ledger: 'ledger.json',
  complete: 'complete.json',
} as const

export function sweepPath(sweepId: string, name: string): string {
  return `${SWEEPS_FOLDER}/${sweepId}/${name}`
}

export function unitsFolder(sweepId: string): string {
  return sweepPath(sweepId, 'units')
}

/** Where the figures of rows `from` on of a wave are kept. */
export function unitPath(sweepId: string, fold: number, wave: number, from: number): string {
  const digits = (value: number, width: number) => String(value).padStart(width, '0')
  return `${unitsFolder(sweepId)}/${digits(fold, 2)}/${digits(wave, 5)}-${digits(from, 5)}.bin`
}

const HASH_BYTES = 64

/** Figures behind their SHA-256, whole or not at all. */
export function writeUnit(files: GuardedFiles, hash: Hash, path: string, figures: Float64Array): Outcome<void> {
  const content = new Uint8Array(figures.buffer, figures.byteOffset, figures.byteLength)
  const bytes = new Uint8Array(HASH_BYTES + content.length)
  bytes.set(new TextEncoder().encode(hash(content)))
  bytes.set(content, HASH_BYTES)
  return files.writeBytes(path, bytes)
}

/** Null where nothing is kept, or where it is damaged: then it is made anew. */
export function readUnit(files: GuardedFiles, hash: Hash, path: string, numbers: number): Float64Array | null {
  if (!files.exists(path)) return null
  const read = files.readBytes(path)
  if (!read.ok || read.value.length !== HASH_BYTES + numbers * 8) return null
  const content = read.value.slice(HASH_BYTES)
  const known = new TextDecoder().decode(read.value.subarray(0, HASH_BYTES))
  return hash(content) === known ? new Float64Array(content.buffer) : null
}

type Shape<T> = { readonly safeParse: (value: unknown) => { readonly success: boolean; readonly data?: T } }

/** Null where there is no such file, or where it is damaged. */
function readAs<T>(files: GuardedFiles, path: string, shape: Shape<T>): T | null {
  if (!files.exists(path)) return null
  const text = files.readText(path)
  if (!text.ok) return null
  try {
    return shape.safeParse(JSON.parse(text.value)).data ?? null
  } catch {
    return null
  }
}

export function readSweepManifest(files: GuardedFiles, sweepId: string): SweepManifest | null {
  return readAs(files, sweepPath(sweepId, SWEEP_FILES.manifest), sweepManifestSchema)
}

export function readSweepBasis(files: GuardedFiles, sweepId: string): LedgerBasis | null {
  return readAs(files, sweepPath(sweepId, SWEEP_FILES.ledger), sweepLedgerSchema)?.basis ?? null
}

/** A finished sweep as it is kept, its files as they were written. */
export type KeptSweep = {
  readonly manifest: SweepManifest
  readonly summary: SweepSummary
  readonly complete: SweepComplete
}

/** Null where it is not finished. Error: `sweep-broken`, where a file is gone or was altered. */
export function readKeptSweep(files: GuardedFiles, sweepId: string): Outcome<KeptSweep | null> {
  const complete = readAs(files, sweepPath(sweepId, SWEEP_FILES.complete), sweepCompleteSchema)
  if (complete === null) return success(null)
  for (const [name, sha256] of Object.entries(complete.files)) {
    const path = sweepPath(sweepId, name)
    const found = files.exists(path) ? files.sha256(path) : null
    if (found === null || !found.ok || found.value !== sha256) return broken(sweepId, name)
  }
  const manifest = readSweepManifest(files, sweepId)
  const summary = readAs(files, sweepPath(sweepId, SWEEP_FILES.summary), sweepSummarySchema)
  if (manifest === null) return broken(sweepId, SWEEP_FILES.manifest)
  return summary === null ? broken(sweepId, SWEEP_FILES.summary) : success({ manifest, summary, complete })
}

function broken(sweepId: string, name: string): Outcome<never> {
  return failure(
    'sweep-broken',
    `The file ${name} of the sweep ${sweepId} is not what was written.`,
    `Remove the folder ${SWEEPS_FOLDER}/${sweepId} and run the sweep again: it makes the same bytes.`,
  )
}
