import { z } from 'zod'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'

export const HOLD_OUT_FILE = 'hold-out.json'
const fileSchema = z.strictObject({ schemaVersion: z.literal(1), boundariesMs: z.record(z.string(), z.number()) })

/** The boundary in force, and what writes it down where this run is the first: then it is not `fixed` yet. */
export type Boundary = { readonly holdOutStartMs: number; readonly fixed: boolean; readonly fix: () => Outcome<void> }

/**
 * The hold-out's first instant for a set of series: fixed by the workspace's first run on them, so that later bars only lengthen the
 * hold-out and never move sealed bars into development. Error: `hold-out-broken`.
 */
export function sealedBoundary(files: GuardedFiles, series: string, proposedMs: number): Outcome<Boundary> {
  const kept = readBoundaries(files)
  if (!kept.ok) return kept
  const known = kept.value[series]
  if (known !== undefined) return success({ holdOutStartMs: known, fixed: true, fix: () => success(undefined) })
  const fix = () => {
    const value = { schemaVersion: 1, boundariesMs: { ...kept.value, [series]: proposedMs } }
    return files.writeText(HOLD_OUT_FILE, `${JSON.stringify(value, null, 2)}\n`)
  }
  return success({ holdOutStartMs: proposedMs, fixed: false, fix })
}

/** Every boundary that was fixed, by series key. Error: `hold-out-broken`. */
export function readBoundaries(files: GuardedFiles): Outcome<Readonly<Record<string, number>>> {
  if (!files.exists(HOLD_OUT_FILE)) return success({})
  const text = files.readText(HOLD_OUT_FILE)
  if (!text.ok) return text
  try {
    return success(fileSchema.parse(JSON.parse(text.value)).boundariesMs)
  } catch {
    return failure(
      'hold-out-broken',
      `The file ${HOLD_OUT_FILE}, which says where the sealed hold-out begins, cannot be read.`,
      'Restore it from a copy; without it sealed bars could be read by mistake.',
    )
  }
}
