import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { seriesPaths } from './layout.ts'

/** Takes away what was made from layers; the layers themselves stay. */
export function removeSeries(files: GuardedFiles, symbol: string, interval: string): void {
  for (const path of Object.values(seriesPaths(symbol, interval))) if (files.exists(path)) files.remove(path)
}
