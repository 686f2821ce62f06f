import type { MatrixRecord } from '../../../core/contract/matrixRecord.ts'
import type { MatrixReport } from '../../../core/contract/workbench/buildViews.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { runFolder } from '../pipeline/runFolder.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { type ExaminePorts, examineMatrix } from './examineMatrix.ts'
import { recentValues } from './recentValues.ts'

/** Reports of matrices, so that no file is examined twice. */
export type MatrixShelf = {
  /** Errors: `matrix-missing`, those of `examineMatrix`. */
  take(files: GuardedFiles, runId: string, record: MatrixRecord): Promise<Outcome<MatrixReport>>
}

const MOST_REPORTS = 32

/** Kept by the bytes of the file: one that was changed on disk is examined anew. */
export function matrixShelf(ports: ExaminePorts): MatrixShelf {
  const made = recentValues<MatrixReport>(MOST_REPORTS)
  const running = new Map<string, Promise<Outcome<MatrixReport>>>()

  const make = async (key: string, work: () => Promise<Outcome<MatrixReport>>): Promise<Outcome<MatrixReport>> => {
    try {
      const report = await work()
      if (report.ok) made.set(key, report.value)
      return report
    } finally {
      running.delete(key)
    }
  }

  return {
    take: async (files, runId, record) => {
      const folder = runFolder(files, `runs/${runId}`)
      const name = `matrices/${record.sha256}.parquet`
      if (!folder.has(name)) return missing(record)
      const path = files.resolve(folder.path(name))
      if (!path.ok) return path
      const digest = await ports.digests.ofFile(path.value, () => {})
      if (!digest.ok) return digest
      const key = `${files.root} ${runId} ${JSON.stringify(record)} ${digest.value.sha256}`
      const known = made.get(key)
      if (known !== undefined) return success(known)
      const report = running.get(key) ?? make(key, () => examineMatrix(ports, folder, record, path.value))
      running.set(key, report)
      return report
    },
  }
}

function missing({ sha256 }: MatrixRecord): Outcome<never> {
  return failure(
    'matrix-missing',
    `The file of the matrix ${sha256.slice(0, 8)} is not there.`,
    'Run the pipeline again with the same choices: it makes the same matrix anew.',
  )
}
