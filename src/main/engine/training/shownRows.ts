import type { Workspace } from '../../../core/contract/workspace.ts'
import type { FeatureMatrix } from '../../../core/models/featureMatrix.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { TrainingData } from '../../../core/pipeline/training/trainingTask.ts'
import type { StoredMatrix } from '../matrices/storedMatrix.ts'
import { ledgerSymbol } from '../pipeline/readPair.ts'
import { sealsOn } from '../pipeline/sealsOn.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'

/** `ledgerSymbols`: the instruments as the ledger names them. */
export type ShownRows = {
  readonly data: TrainingData
  readonly sealedMs: number | null
  readonly ledgerSymbols: readonly string[]
}

/** The rows of a matrix that may be looked at, over shared memory: those before any sealed hold-out of its instruments, as it is now and as it was when it was built. Errors: those of `sealsOn`. */
export function shownRows(
  { files }: { readonly files: GuardedFiles },
  workspace: Workspace,
  matrix: StoredMatrix,
  columns: readonly number[],
): Outcome<ShownRows> {
  const { instruments, holdOutStart } = matrix.passport
  const ledgerSymbols = instruments.map((symbol) => ledgerSymbol(workspace, symbol))
  const seals = sealsOn(files, ledgerSymbols)
  if (!seals.ok) return seals
  const sealedMs = earliest(seals.value[0]?.startMs, holdOutStart)
  return success({ data: rowsBefore(matrix, columns, sealedMs), sealedMs, ledgerSymbols })
}

function earliest(first: number | undefined, second: string | null): number | null {
  const found = [...(first === undefined ? [] : [first]), ...(second === null ? [] : [Date.parse(second)])]
  return found.length === 0 ? null : Math.min(...found)
}

/** Rows ascend in time, so those before a boundary are the first ones; null: all rows. */
export function rowsBefore(matrix: StoredMatrix, columns: readonly number[], sealedMs: number | null): TrainingData {
  const { timeMs, decisionMs, instrument, target, labelEndMs, passport } = matrix
  const limitMs = sealedMs ?? Number.POSITIVE_INFINITY
  const beyond = timeMs.findIndex((barMs, row) => barMs >= limitMs || decisionMs[row]! > limitMs)
  const rows = beyond < 0 ? timeMs.length : beyond
  const shared = <T extends Float64Array>(values: T, length: number) => {
    const copy = new Float64Array(new SharedArrayBuffer(length * 8))
    copy.set(values.subarray(0, length))
    return copy
  }
  return {
    table: {
      task: passport.target.task,
      features: chosenColumns(matrix.features, columns, rows),
      target: shared(target, rows),
      weight: new Float64Array(0),
      previousRow: previousRows(instrument.subarray(0, rows), passport.instruments.length),
    },
    instrument: instrument.slice(0, rows),
    decisionMs: shared(decisionMs, rows),
    labelEndMs: shared(labelEndMs, rows),
    bars: null,
  }
}

function chosenColumns(
  { names, columns: width, values }: FeatureMatrix,
  columns: readonly number[],
  rows: number,
): FeatureMatrix {
  const chosen = new Float64Array(new SharedArrayBuffer(rows * columns.length * 8))
  for (let row = 0; row < rows; row++)
    for (let at = 0; at < columns.length; at++) chosen[row * columns.length + at] = values[row * width + columns[at]!]!
  return { rows, columns: columns.length, values: chosen, names: columns.map((column) => names[column]!) }
}

function previousRows(instrument: Int32Array, instruments: number): Int32Array {
  const last = new Int32Array(instruments).fill(-1)
  return instrument.map((place, row) => {
    const before = last[place]!
    last[place] = row
    return before
  })
}
