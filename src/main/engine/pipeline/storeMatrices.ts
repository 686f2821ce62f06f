import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { TrainingSetOutput } from '../../../core/pipeline/stages/trainingSetStage.ts'
import type { RunPorts } from '../ports/runPorts.ts'
import type { RunFolder } from './runFolder.ts'

const NAMES_FILE = 'matrices/matrices.json'

/** Each part of the training set as Parquet, named by the SHA-256 of its columns' names and values. */
export async function storeMatrices(
  ports: RunPorts,
  folder: RunFolder,
  set: TrainingSetOutput,
): Promise<Outcome<void>> {
  const listed = []
  for (const part of set.parts) {
    const sha256 = ports.hash(JSON.stringify({ names: part.names, columns: part.columns }))
    const name = `matrices/${sha256}.parquet`
    listed.push({
      detector: part.detector,
      exit: part.exit,
      rows: part.rows,
      gains: part.gains,
      effectiveRows: part.effectiveRows,
      sha256,
    })
    if (folder.has(name)) continue
    const path = ports.files.resolve(folder.path(name))
    if (!path.ok) return path
    const made = ports.files.makeFolder(folder.path('matrices'))
    if (!made.ok) return made
    const columns = part.columns.map((values, index) => ({
      name: part.names[index]!,
      values: Float64Array.from(values, (value) => value ?? Number.NaN),
    }))
    const written = await ports.columns.writeParquet(path.value, columns)
    if (!written.ok) return written
  }
  return listed.length === 0 ? success(undefined) : folder.write(NAMES_FILE, listed)
}
