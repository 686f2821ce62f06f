import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import { findMatrix } from '../matrices/findMatrix.ts'
import { matrixFiles } from '../matrices/matrixFiles.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { ShownModel } from './modelRegistry.ts'
import { predictionsCsv } from './predictionsCsv.ts'
import { type PredictPorts, predictRows, type RowKnowledge, type RowPredictions } from './predictRows.ts'
import { shortVersion } from './trainFolder.ts'

/** A file that is to be written, in a folder that is there. */
export type OutFile = { readonly files: GuardedFiles; readonly name: string }

export type PredictedRow = {
  readonly symbol: string
  readonly time: string
  readonly decisionTime: string
  readonly prediction: number | null
  readonly signal: number | null
  readonly knows: RowKnowledge
}

/** `without`: rows that the model says nothing of. `newest`: of each instrument. */
export type PredictedMatrix = {
  readonly workspace: string
  readonly modelId: string
  readonly version: string
  readonly matrix: string
  readonly task: 'classification' | 'regression'
  readonly rows: Readonly<Record<RowKnowledge, number>>
  readonly without: number
  readonly newest: readonly PredictedRow[]
  readonly pointInTime: RowPredictions['pointInTime']
  readonly out: string | null
  readonly notes: readonly string[]
}

/** Predictions of a matrix by a kept model, told of, and written where `out` says. Errors: those of `findMatrix` and `predictRows`; `file-exists`. */
export async function predictMatrix(
  ports: PredictPorts,
  workspace: Workspace,
  model: ShownModel,
  which: string,
  out: OutFile | null,
): Promise<Outcome<PredictedMatrix>> {
  if (out?.files.exists(out.name) === true)
    return failure('file-exists', `There is a file ${out.name} already.`, 'Choose another name for --out.')
  const passport = findMatrix(ports.files, workspace.name, which)
  if (!passport.ok) return passport
  const said = await predictRows(ports, workspace, model, passport.value.sha256)
  if (!said.ok) return said
  if (out !== null) {
    const written = out.files.writeText(out.name, predictionsCsv(said.value))
    if (!written.ok) return written
  }
  const { knowledge, prediction, notes } = said.value
  const count = (kind: RowKnowledge) => knowledge.filter((own) => own === kind).length
  const { modelId, sha256, task } = model.manifest
  return success({
    workspace: workspace.name,
    modelId,
    version: shortVersion(sha256),
    matrix: matrixFiles(passport.value.name, passport.value.sha256).stem,
    task,
    rows: { learned: count('learned'), overlaps: count('overlaps'), new: count('new') },
    without: prediction.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0),
    newest: newestRows(said.value),
    pointInTime: said.value.pointInTime,
    out: out?.name ?? null,
    notes,
  })
}

function newestRows(said: RowPredictions): readonly PredictedRow[] {
  const { symbols, barMs, decisionMs, prediction, signal, knowledge, newest } = said
  const known = (value: number) => (Number.isNaN(value) ? null : value)
  return symbols.flatMap((symbol, place) => {
    const row = newest[place]!
    if (row < 0) return []
    return [
      {
        symbol,
        time: isoTime(barMs[row]!),
        decisionTime: isoTime(decisionMs[row]!),
        prediction: known(prediction[row]!),
        signal: known(signal[row]!),
        knows: knowledge[row]!,
      },
    ]
  })
}
