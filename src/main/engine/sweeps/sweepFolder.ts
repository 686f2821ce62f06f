import type { Hash } from '../../../core/contract/hash.ts'
import { LEAK_SCAN_FILE } from '../../../core/contract/leakScanRecord.ts'
import type { LedgerBasis } from '../../../core/contract/ledger.ts'
import type { SweepOverfitting } from '../../../core/contract/sweepOverfitting.ts'
import { sweepOverfittingSchema } from '../../../core/contract/sweepOverfitting.ts'
import type { SweepComplete, SweepManifest, SweepSummary } from '../../../core/contract/sweepRecord.ts'
import {
  sweepCompleteSchema,
  sweepLedgerSchema,
  sweepManifestSchema,
  sweepSummarySchema,
} from '../../../core/contract/sweepRecord.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { COMPLETE_FILE, resultFolder } from '../queries/resultFolder.ts'

export const SWEEP_FILES = {
  manifest: 'manifest.json',
  summary: 'summary.json',
  proposals: 'proposals.json',
  overfitting: 'overfitting.json',
  leakScan: LEAK_SCAN_FILE,
  results: 'results.parquet',
  predictions: 'predictions.parquet',
  ledger: 'ledger.json',
  complete: COMPLETE_FILE,
} as const

export const SWEEPS = resultFolder({ noun: 'sweep', folder: 'sweeps', again: 'it goes on where it stopped' })
export const sweepPath = SWEEPS.path

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

/** Null where there is no such file, or where it is damaged. */
export function readSweepManifest(files: GuardedFiles, sweepId: string): SweepManifest | null {
  return SWEEPS.read(files, sweepId, SWEEP_FILES.manifest, sweepManifestSchema)
}

export function readSweepBasis(files: GuardedFiles, sweepId: string): LedgerBasis | null {
  return SWEEPS.read(files, sweepId, SWEEP_FILES.ledger, sweepLedgerSchema)?.basis ?? null
}

/** A finished sweep as it is kept, its files as they were written. */
export type KeptSweep = {
  readonly manifest: SweepManifest
  readonly summary: SweepSummary
  /** Null of a sweep that was made before overfitting was studied. */
  readonly overfitting: SweepOverfitting | null
  readonly complete: SweepComplete
}

/** Null where it is not finished. Error: `sweep-broken`, where a file is gone or was altered. */
export function readKeptSweep(files: GuardedFiles, sweepId: string): Outcome<KeptSweep | null> {
  return SWEEPS.kept(files, sweepId, sweepCompleteSchema, (complete, part) => {
    const manifest = part(SWEEP_FILES.manifest, sweepManifestSchema)
    if (!manifest.ok) return manifest
    const summary = part(SWEEP_FILES.summary, sweepSummarySchema)
    if (!summary.ok) return summary
    const overfitting =
      SWEEP_FILES.overfitting in complete.files ? part(SWEEP_FILES.overfitting, sweepOverfittingSchema) : success(null)
    if (!overfitting.ok) return overfitting
    return success({ manifest: manifest.value, summary: summary.value, overfitting: overfitting.value, complete })
  })
}
