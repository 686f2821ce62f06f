import type { LeakPart } from '../../../core/contract/leakScanRecord.ts'
import { statedPart } from '../../../core/pipeline/leaks/leakRecord.ts'
import { findMatrix } from '../matrices/findMatrix.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'

/** `matrixSha256`: of the matrix that a model foretold them from; null: no model is known. */
type Foretold = { readonly label: string; readonly matrixSha256: string | null }

/** Findings of a matrix's report that mean its columns or labels are not of their time. */
const LEAKS = ['look-ahead', 'target-known-early', 'target-from-the-past', 'label-end-too-early']
const OPEN = ['look-ahead-unproven', 'not-scanned']

/**
 * What is known of predictions. Those of a model come from a matrix, whose columns and labels were scanned when it was built; its rows are foretold one by one. Those of a file can be made
 * again by nobody here.
 */
export function predictionsPart(files: GuardedFiles, { label, matrixSha256 }: Foretold): LeakPart {
  if (matrixSha256 === null)
    return statedPart(
      'predictions',
      label,
      'unproven',
      `The predictions of ${label} came as a file: nobody here can make them again without later bars. Train the model here (assay train), bring it as a model file (assay models import), or its signal as a feature of your own.`,
    )
  const matrix = findMatrix(files, '', matrixSha256)
  if (!matrix.ok)
    return statedPart(
      'predictions',
      label,
      'unproven',
      `The matrix ${matrixSha256.slice(0, 8)} that ${label} foretells from is not there, and with it the scan of its columns. Build it again with the same configuration.`,
    )
  const { findings, name } = matrix.value
  const leak = findings.find(({ code }) => LEAKS.includes(code))
  if (leak !== undefined) return statedPart('predictions', label, 'leaks', `The matrix ${name} leaks: ${leak.sentence}`)
  const open = findings.find(({ code }) => OPEN.includes(code))
  if (open !== undefined)
    return statedPart('predictions', label, 'unproven', `The scan of the matrix ${name} is not whole: ${open.sentence}`)
  return statedPart(
    'predictions',
    label,
    'clean',
    `${label} foretells rows of the matrix ${name}, whose columns and labels were scanned when it was built.`,
  )
}
