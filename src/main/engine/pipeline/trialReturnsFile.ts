import type { Hash } from '../../../core/contract/hash.ts'
import { trialReturnsRecordSchema } from '../../../core/contract/trialStudy.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import type { TrialReturns } from '../../../core/pipeline/selection/trialReturns.ts'
import type { RunFolder } from './runFolder.ts'

const RETURNS = 'trials/returns.npy'
const RECORD = 'trials/returns.json'

/** Net returns per UTC day as they were kept, one column a configuration. */
export type KeptReturns = {
  readonly columns: readonly Float64Array[]
  readonly evaluated: number
  readonly sha256: string
}

/** `trials/returns.npy`, an array of NumPy (configurations by days, 4-byte floats), and what it holds beside it. */
export function writeTrialReturns(folder: RunFolder, hash: Hash, returns: TrialReturns): Outcome<void> {
  const { configurations, evaluated, firstDayMs, days, values } = returns
  const bytes = npyBytes(values, configurations.length, days)
  const written = folder.writeBytes(RETURNS, bytes)
  if (!written.ok) return written
  return folder.write(RECORD, {
    schemaVersion: 1,
    stage: 'select',
    sha256: hash(bytes),
    evaluated,
    configurations: [...configurations],
    firstDay: new Date(firstDayMs).toISOString(),
    days,
  })
}

/** Null where they are not kept, or are not what was written. */
export function readTrialReturns(folder: RunFolder, hash: Hash): KeptReturns | null {
  if (!folder.has(RETURNS) || !folder.has(RECORD)) return null
  const text = folder.read(RECORD)
  const record = text.ok ? trialReturnsRecordSchema.safeParse(text.value).data : undefined
  const bytes = folder.readBytes(RETURNS)
  if (record === undefined || !bytes.ok || hash(bytes.value) !== record.sha256) return null
  const { configurations, evaluated, days, sha256 } = record
  const values = new Float32Array(bytes.value.slice(bytes.value.length - 4 * configurations.length * days).buffer)
  const columns = configurations.map((_, row) => Float64Array.from(values.subarray(row * days, (row + 1) * days)))
  return { columns, evaluated, sha256 }
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]
const ALIGNED = 64

/** Format 1.0 of NumPy's .npy files. */
function npyBytes(values: Float32Array, rows: number, columns: number): Uint8Array {
  const told = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`
  const before = MAGIC.length + 2
  const length = Math.ceil((before + told.length + 1) / ALIGNED) * ALIGNED - before
  const header = new TextEncoder().encode(`${told.padEnd(length - 1)}\n`)
  const bytes = new Uint8Array(before + length + values.byteLength)
  bytes.set([...MAGIC, length & 255, length >> 8])
  bytes.set(header, before)
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), before + length)
  return bytes
}
