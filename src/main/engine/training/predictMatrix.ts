import type { PredictedMatrix, PredictedRow, RowKnowledge } from '../../../core/contract/workbench/modelCalls.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import { findMatrix } from '../matrices/findMatrix.ts'
import { matrixFiles } from '../matrices/matrixFiles.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { ShownModel } from './modelRegistry.ts'
import { predictionsCsv } from './predictionsCsv.ts'
import { type PredictPorts, predictRows, type RowPredictions } from './predictRows.ts'
import { shortVersion } from './trainFolder.ts'

const EXPORTS = 'exports/predictions'

/** A file that is to be written, in a folder that is there. */
export type OutFile = { readonly files: GuardedFiles; readonly name: string }

/**
 * Predictions of a matrix by a kept model, told of, and written where `out` says; `exports`: below the exports of the workspace, over what was written of the same rows before.
 * Errors: those of `findMatrix` and `predictRows`; `file-exists`.
 */
export async function predictMatrix(
  ports: PredictPorts,
  workspace: Workspace,
  model: ShownModel,
  which: string,
  out: OutFile | 'exports' | null,
): Promise<Outcome<PredictedMatrix>> {
  const named = out === 'exports' ? null : out
  if (named?.files.exists(named.name) === true)
    return failure('file-exists', `There is a file ${named.name} already.`, 'Choose another name for --out.')
  const passport = findMatrix(ports.files, workspace.name, which)
  if (!passport.ok) return passport
  const said = await predictRows(ports, workspace, model, passport.value.sha256)
  if (!said.ok) return said
  const { knowledge, prediction, notes } = said.value
  const count = (kind: RowKnowledge) => knowledge.filter((own) => own === kind).length
  const { modelId, sha256, task } = model.manifest
  const { stem } = matrixFiles(passport.value.name, passport.value.sha256)
  const own = { files: ports.files, name: `${EXPORTS}/${modelId}_${shortVersion(sha256)}_${stem}.csv` }
  const target = out === 'exports' ? own : out
  const written = target?.files.writeText(target.name, predictionsCsv(said.value)) ?? success(undefined)
  if (!written.ok) return written
  return success({
    workspace: workspace.name,
    modelId,
    version: shortVersion(sha256),
    matrix: stem,
    task,
    rows: { learned: count('learned'), overlaps: count('overlaps'), new: count('new') },
    without: prediction.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0),
    newest: newestRows(said.value),
    pointInTime: said.value.pointInTime,
    out: target?.name ?? null,
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
